"""Which vocabularies of the user's own are there, and what is told while one is built?"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from app.paths import Home

ENDING = ".vocabulary"


@dataclass(frozen=True, slots=True)
class Told:
    """What the program tells, a line each: how far it is, or what has come of it."""

    step: str = ""
    done: int = 0
    total: int = 0
    built: str = ""
    error: str = ""

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
