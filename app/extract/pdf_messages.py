"""What do those who look at a PDF ask of the process that shows its pages, and what is answered?

Pages count from 0; places on them are points from the top left, as the page is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MAX_SECONDS = 20.0
"""So long a request may take."""

Rect = tuple[float, float, float, float]
"""Left, top, width and height."""


class Trouble(StrEnum):
    """Why there is no page to be shown."""

    GONE = "gone"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"
    LOCKED = "locked"
    DAMAGED = "damaged"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Open:
    """Show this file from now on; answered by `Opened` or `Refused`."""

    path: Path


@dataclass(frozen=True, slots=True)
class Opened:
    """The file is open."""

    n_pages: int


@dataclass(frozen=True, slots=True)
class Refused:
    """What is asked can't be done; `detail` is the system's word for it."""

    trouble: Trouble
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Letters:
    """Characters `start:end` of a page, as PDFium counts them, and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How large is a page, and where are some of its letters? Answered by `Measured`."""

    page: int
    letters: tuple[Letters, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's size in points, and the boxes of each of the letters; none where others stand."""

    page: int
    width: float
    height: float
    boxes: tuple[tuple[Rect, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Paint:
    """A picture of a page that fits into so many pixels; answered by `Painted`."""

    page: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Painted:
    """A page's picture: four bytes for each pixel, blue, green, red and one that says nothing."""

    page: int
    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Find:
    """Look for words on some pages, whatever their case; answered by `Found`."""

    text: str
    first: int
    n_pages: int


@dataclass(frozen=True, slots=True)
class Found:
    """Where they are, in order; `next_page` is where to go on, None at the end."""

    places: tuple[tuple[int, Letters], ...]
    next_page: int | None


@dataclass(frozen=True, slots=True)
class Select:
    """What is selected from one point of a page to another? Answered by `Selected`.

    A word if `is_word`, around the second point.
    """

    page: int
    start: tuple[float, float]
    end: tuple[float, float]
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Selected:
    """The text that is selected on a page, and its boxes."""

    page: int
    text: str
    boxes: tuple[Rect, ...]


Request = Open | Measure | Paint | Find | Select
Reply = Opened | Refused | Measured | Painted | Found | Selected
