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
    UNFINISHED = "unfinished"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Open:
    """Show this file from now on; answered by `Opened` or `Refused`.

    `samples`: some pages are looked at for their margins.
    """

    path: Path
    samples: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """The file is open.

    `sizes` has two floats of four bytes for each page, its width and height in points; fewer where
    there are so many pages that asking for all would take long. `inked` is the share of the pages'
    width, from the left, in which all stands that is on some of them.
    """

    n_pages: int
    sizes: bytes = b""
    inked: tuple[float, float] = (0.0, 1.0)


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
class Link:
    """Where on a page a link can be clicked, and where it leads.

    To an `address`, or else to a page of the same document; `spot` is a place there in that
    page's own space, for `Locate`.
    """

    boxes: tuple[Rect, ...]
    address: str = ""
    page: int | None = None
    spot: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's size in points, the boxes of each of the letters, and the page's links.

    Letters have no boxes where others stand.
    """

    page: int
    width: float
    height: float
    boxes: tuple[tuple[Rect, ...], ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Paint:
    """A picture of a page that fits into so many pixels; answered by `Painted`."""

    page: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PaintPart:
    """A part of the picture of a page that has so many pixels; answered by `Painted`.

    `part` is its left, top, width and height in pixels.
    """

    page: int
    width: int
    height: int
    part: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture of a page or a part of it.

    Four bytes for each pixel: blue, green, red and one that says nothing.
    """

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
class Locate:
    """Where on a page, as it is shown, is a place of its own space? Answered by `Located`."""

    page: int
    spot: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Located:
    """A place on a page; at its left or top where nothing was said of it."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a page."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Select:
    """What is selected from one point to another, perhaps of another page? Answered by `Selected`.

    A word if `is_word`, around the second point.
    """

    start: Spot
    end: Spot
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Selected:
    """The text that is selected, and its boxes on each page."""

    text: str
    boxes: tuple[tuple[int, tuple[Rect, ...]], ...] = ()


Request = Open | Measure | Paint | PaintPart | Find | Locate | Select
Reply = Opened | Refused | Measured | Painted | Found | Located | Selected
