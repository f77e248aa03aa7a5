"""What keeps work from going on, and of which kind is it, whatever language it is told in?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.errors import EncoderError
from sparkbert.errors import DiskError, DiskFullError, ModelError


class TroubleKind(StrEnum):
    """What is wrong, as far as clients can say it in words of their own."""

    DISK_FULL = "disk_full"
    DISK = "disk"
    MODEL = "model"
    ENCODER = "encoder"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong: its kind, and what it is in full, with the remedy, fit to be shown."""

    kind: TroubleKind
    message: str


def trouble_of(error: Exception) -> Trouble:
    """Return what an error that work met means for it."""
    match error:
        case DiskFullError():
            kind = TroubleKind.DISK_FULL
        case DiskError():
            kind = TroubleKind.DISK
        case ModelError():
            kind = TroubleKind.MODEL
        case EncoderError():
            kind = TroubleKind.ENCODER
        case _:
            kind = TroubleKind.OTHER
    return Trouble(kind, str(error))
