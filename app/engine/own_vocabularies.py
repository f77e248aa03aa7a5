"""Which vocabularies of the user's own are there, and what is told while one is built?"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.paths import Home

ENDING = ".vocabulary"
_STAMP = "%Y-%m-%d %H.%M.%S"


class Refusal(StrEnum):
    """Why no vocabulary was built, as far as it can be said without details."""

    TOO_LITTLE_TEXT = "too little text"
    TOO_LITTLE_ROOM = "too little room"
    OTHER = "other"


def file_name(built: datetime) -> str:
    """Return what the file of a vocabulary is called that was built at a time."""
    return f"{built:{_STAMP}}{ENDING}"


def built_at(file: Path) -> datetime | None:
    """Return when a vocabulary was built, by its file's name; None if it was named otherwise.

    Examples
    --------
    >>> built_at(Path(file_name(datetime(2026, 11, 27, 9, 30))))
    datetime.datetime(2026, 11, 27, 9, 30)
    """
    try:
        return datetime.strptime(file.stem, _STAMP)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Told:
    """What the program tells, a line each: how far it is, or what has come of it.

    Parameters
    ----------
    step, done, total
        How far it is, as `BuildProgress` says it.
    built
        The file, when it is there.
    error, refusal
        Why there is none.
    """

    step: str = ""
    done: int = 0
    total: int = 0
    built: str = ""
    error: str = ""
    refusal: str = Refusal.OTHER

    @classmethod
    def from_line(cls, line: str) -> Told | None:
        """Return what a line says; None if it was not written by the program."""
        try:
            return cls(**json.loads(line))
        except (ValueError, TypeError):
            return None

    def as_line(self) -> str:
        """Return it as a line."""
        return json.dumps(asdict(self))


def vocabularies_folder(home: Home) -> Path:
    """Return where vocabularies of the user's own are kept; makes nothing."""
    return home.directory / "vocabularies"


def own_vocabularies(home: Home) -> tuple[Path, ...]:
    """Return the files of vocabularies of the user's own, the newest first."""
    return tuple(sorted(vocabularies_folder(home).glob(f"*{ENDING}"), reverse=True))
