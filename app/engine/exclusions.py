"""How do clients say what is left out of a folder, and what are they told?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.watch.rules import Exclusions


@dataclass(frozen=True, slots=True)
class SetExclusions:
    """Leave this out of a source, instead of what was; answered by `ExclusionsSet`.

    Files that are left out now are gone, and their traces wiped, when the answer comes; those that
    are let in follow.
    """

    path: Path
    exclusions: Exclusions


@dataclass(frozen=True, slots=True)
class ExclusionsSet:
    """How many files that were in the index are left out now."""

    n_files: int
