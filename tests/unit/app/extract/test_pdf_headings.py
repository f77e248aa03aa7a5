from __future__ import annotations

from app.extract.pdf_headings import OutlineEntry, with_headings
from app.extract.pdf_page import Paragraph, Seat
from sparkbert.types import Section

PAGES = [
    Section("A Great Title\n\n2.1 The first\npart\n\nBody text of the page.", page=1),
    Section("Body that mentions the first part.\n\nThe first part\n\nMore.", page=2),
]


def found(outline: list[OutlineEntry], sizes: tuple[float, ...] = (12, 12)) -> list[list[object]]:
    paragraphs = [
        [Paragraph(0, 13, sizes[0]), Paragraph(15, 50, 12.0)],
        [Paragraph(0, 34, 12.0), Paragraph(36, 50, sizes[1]), Paragraph(52, 57, 12.0)],
    ]
    pages = with_headings(PAGES, paragraphs, outline)
    return [[(h.start, h.level, h.text) for h in page.headings] for page in pages]


def test_an_outline_is_found_at_line_beginnings() -> None:
    outline = [OutlineEntry(1, "a great title", 1), OutlineEntry(2, "The first part", 1)]
    assert found(outline) == [[(0, 1, "A Great Title"), (15, 2, "2.1 The first part")], []]
    assert found([OutlineEntry(1, "The first part", 2)])[1] == [(36, 1, "The first part")]


def test_without_an_outline_large_letters_are_headings() -> None:
    assert found([], (18, 14)) == [[(0, 1, "A Great Title")], [(36, 2, "The first part")]]


def test_an_outline_that_is_nowhere_on_the_pages_does_not_count() -> None:
    assert found([OutlineEntry(1, "Elsewhere", 1)], (18, 12))[0] == [(0, 1, "A Great Title")]


def test_body_text_alone_has_no_headings() -> None:
    assert found([]) == [[], []]


def headings_of(*pages: list[tuple[str, float, Seat]]) -> list[list[str]]:
    """Return what becomes of paragraphs with their sizes and seats."""
    sections, paragraphs = [], []
    for number, page in enumerate(pages, start=1):
        text, of_page = "", []
        for words, size, seat in page:
            start = len(text) + 2 if text else 0
            text = f"{text}\n\n{words}" if text else words
            of_page.append(Paragraph(start, len(text), size, seat))
        sections.append(Section(text, page=number))
        paragraphs.append(of_page)
    return [[one.text for one in page.headings] for page in with_headings(sections, paragraphs, [])]


BODY = ("Body text that goes on for a while, as it does in books.", 10.0, Seat.USUAL)


def test_where_no_heading_stands_large_letters_are_none() -> None:
    for seat in (Seat.RUNNING, Seat.FIGURE, Seat.TURNED, Seat.FOOT, Seat.ROW):
        page = [("A true heading", 14.0, Seat.USUAL), BODY, ("Large letters", 14.0, seat)]
        assert headings_of(page) == [["A true heading"]], seat


def test_what_stands_on_many_pages_is_the_head_of_each() -> None:
    heads = [
        [("Annual report", 14.0, Seat.USUAL), (f"{n} Results", 14.0, Seat.USUAL), BODY]
        for n in range(1, 5)
    ]
    assert headings_of(*heads) == [[f"{n} Results"] for n in range(1, 5)]


def test_a_label_above_a_caption_is_none() -> None:
    page = [
        ("Findings", 14.0, Seat.USUAL),
        BODY,
        ("Retrieved passages", 14.0, Seat.USUAL),
        ("Figure 1: Accuracy by number of passages.", 9.0, Seat.USUAL),
        BODY,
    ]
    assert headings_of(page) == [["Findings"]]
