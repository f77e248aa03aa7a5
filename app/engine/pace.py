"""How fast does the work go that nobody waits for?"""

from __future__ import annotations

from enum import StrEnum


class Pace(StrEnum):
    """What the state of the computer allows.

    FULL is all that low priorities leave. SLOW rests between two steps of encoding, for other
    programs are busy. WORDS reads files and encodes nothing, and HELD does neither: the computer
    runs on its battery.
    """

    FULL = "full"
    SLOW = "slow"
    WORDS = "words"
    HELD = "held"

    @property
    def may_read(self) -> bool:
        """Whether files are read."""
        return self is not Pace.HELD

    @property
    def may_encode(self) -> bool:
        """Whether passages are encoded."""
        return self in (Pace.FULL, Pace.SLOW)
