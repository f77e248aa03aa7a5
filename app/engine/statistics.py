"""What does the index hold, by type and day of files, and how much room does each part take?"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

from app.engine.files import reading
from app.engine.seeing import DayCount, IndexPart, Statistics, TypeCount
from sparkbert.index.sizes import chunks_of_documents, part_sizes
from sparkbert.index.state import read_state
from sparkbert.index.texts import count_texts

_DAY_NS = 86_400 * 10**9


def gather_statistics(directory: Path) -> Statistics:
    """Count what an index holds.

    Raises
    ------
    SearchIndexError
        There is no index, or it is damaged, or of another version.
    """
    with reading(directory) as files:
        state = read_state(directory)
        with closing(state.connection):
            sizes = part_sizes(state)
            n_of = chunks_of_documents(state)
        found = [(n_of.get(key, 0), path, mtime_ns) for key, path, mtime_ns in files.indexed()]
    n_files: Counter[str] = Counter()
    n_passages: Counter[str] = Counter()
    days: Counter[int] = Counter()
    for n, path, mtime_ns in found:
        extension = path.suffix.lower().lstrip(".")
        n_files[extension] += 1
        n_passages[extension] += n
        days[mtime_ns // _DAY_NS] += n
    return Statistics(
        types=tuple(
            TypeCount(one, n, n_passages[one])
            for one, n in sorted(n_files.items(), key=lambda item: (-item[1], item[0]))
        ),
        days=tuple(DayCount(day * _DAY_NS, n) for day, n in sorted(days.items())),
        bytes_of={
            IndexPart.TEXTS: sizes.texts,
            IndexPart.CATALOG: sizes.catalog,
            IndexPart.WORDS: sizes.words,
            IndexPart.SENSES: sizes.senses,
            IndexPart.CODES: sizes.codes,
            IndexPart.VECTORS: sizes.pooled,
        },
        n_passages=count_texts(directory),
    )
