"""What does the engine tell its clients without being asked?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.engine.messages import Progress
from app.engine.move_messages import MoveProgress
from app.engine.standing import Overview
from app.engine.trouble import TroubleKind
from app.engine.verify_messages import VerifyProgress


@dataclass(frozen=True, slots=True)
class OverviewChanged:
    """Sent a few times per second at most while something changes."""

    overview: Overview


@dataclass(frozen=True, slots=True)
class Committed:
    """The index has changed: a search may find something else now."""

    commit: int


class NoticeKind(StrEnum):
    """What a notice is about."""

    ENCODER_RESTARTED = "encoder_restarted"
    ENCODER_FAILED = "encoder_failed"
    ENGINE_RESTARTED = "engine_restarted"
    TROUBLE = "trouble"
    NOT_WATCHED = "not_watched"
    MENDED = "mended"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know, in words fit to be shown.

    `trouble` tells of which kind it is, where it is trouble.
    """

    kind: NoticeKind
    message: str
    trouble: TroubleKind | None = None


Event = OverviewChanged | Committed | Notice | Progress | VerifyProgress | MoveProgress
