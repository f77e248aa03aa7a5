"""Is it told apart by its place on a page what is a heading and what a figure's label?"""

from __future__ import annotations

from app.extract.hyphens import Hyphenation
from app.extract.pdf_layout import Line
from app.extract.pdf_page import PageText, Seat, page_section
from app.extract.pdf_running import Kept


def line(start: int, text: str, bottom: float, left: float = 50, *, turned: bool = False) -> Line:
    return Line(start, text, left, bottom, left + 200, bottom + 12, 12, is_turned=turned)


def seats(
    lines: list[Line],
    running: frozenset[int] = frozenset(),
    figures: tuple[tuple[float, float, float, float], ...] = (),
) -> dict[str, Seat]:
    page = PageText(1, "", tuple(lines), figures=figures)
    section, paragraphs = page_section(page, Kept(lines, running), Hyphenation(()))
    return {section.text[one.start : one.end]: one.seat for one in paragraphs}


LINES = [
    line(0, "The head", 780),
    line(10, "A heading", 700),
    line(20, "Beside it a label", 500),
    line(40, "Body, far below.", 300),
    line(60, "Source of it all", 40),
]


def test_seats_are_told_by_lines() -> None:
    found = seats(LINES, frozenset({0}), ((40, 480, 300, 560),))
    assert found == {
        "The head": Seat.RUNNING,
        "A heading": Seat.USUAL,
        "Beside it a label": Seat.FIGURE,
        "Body, far below.": Seat.USUAL,
        "Source of it all": Seat.FOOT,
    }


def test_the_label_of_an_axis_is_turned_but_a_turned_page_is_not() -> None:
    axis = line(80, "Accuracy of all", 250, turned=True)
    assert seats([*LINES, axis])["Accuracy of all"] & Seat.TURNED
    turned = [line(one.start, one.text, one.bottom, turned=True) for one in LINES]
    assert not any(seat & Seat.TURNED for seat in seats(turned).values())


def test_the_only_paragraph_of_a_page_has_no_foot() -> None:
    assert seats([line(0, "Part two", 400)]) == {"Part two": Seat.USUAL}
