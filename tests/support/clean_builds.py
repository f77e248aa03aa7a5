"""Does an index that followed its folders hold what one made from scratch would?"""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

from sparkbert.index.catalog import connect_reader
from sparkbert.index.dump import logical_dump

_DOCUMENT = re.compile(r"^document '(\d+)'")


def content(directory: Path) -> str:
    """Return all that an index holds, files by their paths instead of their ids, in order."""
    with closing(connect_reader(directory)) as connection:
        rows = connection.execute("SELECT id, path, state, failure, size, mtime_ns FROM app_files")
        files = {str(number): (path, rest) for number, path, *rest in rows}
    head, *rest = re.split(r"^(?=chunk )", logical_dump(directory), maxsplit=1, flags=re.MULTILINE)
    documents = re.split(r"^(?=document )", head, flags=re.MULTILINE)
    named = sorted(_DOCUMENT.sub(lambda match: repr(files[match[1]][0]), one) for one in documents)
    facts = sorted(f"{path!r}: {facts}\n" for path, facts in files.values())
    return "".join([*facts, *named, *rest])
