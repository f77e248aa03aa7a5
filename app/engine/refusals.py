"""What is not indexed although it was asked for, and why?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.errors import MissingSourceError, OwnFolderError, SourceError


class RefusalKind(StrEnum):
    """Why, as far as clients can say it in words of their own."""

    MISSING = "missing"
    OWN = "own"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that is not indexed, and why, with the remedy."""

    path: Path
    reason: str
    kind: RefusalKind = RefusalKind.OTHER


def refusal_of(path: Path, error: SourceError) -> Refusal:
    """Return what is told of a path that could not be taken in."""
    match error:
        case MissingSourceError():
            return Refusal(path, str(error), RefusalKind.MISSING)
        case OwnFolderError():
            return Refusal(path, str(error), RefusalKind.OWN)
    return Refusal(path, str(error))
