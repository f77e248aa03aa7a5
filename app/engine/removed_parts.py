"""What becomes, for the folder around it, of a source that is forgotten, or added again?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from app.engine.file_records import Source
from app.engine.files import FileCatalog
from app.watch.rules import Exclusions
from app.watch.seals import is_sealed, seal_of


def leave_out(files: FileCatalog, around: Source, path: Path) -> None:
    """Keep a source around one that was forgotten from taking it in, without noting its name."""
    more = Exclusions(removed=(seal_of(path.relative_to(around.path).as_posix()),))
    files.put_source(replace(around, exclusions=around.exclusions.joined(more)))


def let_in(files: FileCatalog, sources: Iterable[Source], path: Path) -> None:
    """Forget that a source was ever removed from those around it."""
    for source in sources:
        if not path.is_relative_to(source.path):
            continue
        inside = path.relative_to(source.path).as_posix()
        kept = tuple(one for one in source.exclusions.removed if not is_sealed(inside, [one]))
        if kept != source.exclusions.removed:
            exclusions = replace(source.exclusions, removed=kept)
            files.put_source(replace(source, exclusions=exclusions))
