"""What helps with a query: which spellings, and which names of files and folders, are there?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class FindSpelling:
    """What may be meant by words that stand in no passage? Answered by `SpellingFound`.

    Parameters
    ----------
    typed
        The query as it was typed.
    unknown
        Its words that stand in no passage, as `SearchResults` has them.
    """

    typed: str
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpellingFound:
    """A query that differs by words that some passage holds; None if there are none near enough.

    `changed` are the characters of it where the new words stand.
    """

    typed: str | None
    changed: tuple[tuple[int, int], ...] = ()


class NameKind(StrEnum):
    """Whose names are wanted."""

    FOLDER = "folder"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class FindNames:
    """Which folders or files that are indexed have this in their name? By `NamesFound`.

    Parameters
    ----------
    kind
        Whose names.
    part
        What they begin with, or hold; case does not count.
    limit
        How many are wanted at most.
    """

    kind: NameKind
    part: str
    limit: int = 200


@dataclass(frozen=True, slots=True)
class NamesFound:
    """Names: first those that begin with what was asked for, then those that hold it, sorted."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckFolders:
    """Are there files in folders of these names? Answered by `FoldersChecked`.

    Parameters
    ----------
    names
        Names of folders, or ends of their paths, as `Filters.folder_names` has them.
    """

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingFolder:
    """A name that no folder of files has, and the nearest that one has, if any is near."""

    name: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class FoldersChecked:
    """Which of the names no folder has."""

    missing: tuple[MissingFolder, ...]
