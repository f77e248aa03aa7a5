from __future__ import annotations

from app.extract.pdf_layout import Line
from app.extract.pdf_page import PageText
from app.extract.pdf_running import without_running_lines


def page(number: int, *texts_and_heights: tuple[str, float]) -> PageText:
    lines = tuple(
        Line(start, text, 50, height, 300, height + 12, 12)
        for start, (text, height) in enumerate(texts_and_heights)
    )
    return PageText(number, "", lines)


def kept(*pages: PageText) -> list[list[str]]:
    return [[line.text for line in one.lines] for one in without_running_lines(pages)]


def test_headers_stay_once_and_page_numbers_never() -> None:
    pages = [
        page(n, ("The Report", 780), (f"body {word}", 700), (f"Page {n} of 3", 40))
        for n, word in enumerate(("one", "two", "three"), start=1)
    ]
    assert kept(*pages) == [["The Report", "body one"], ["body two"], ["body three"]]


def test_what_repeats_within_the_text_stays() -> None:
    pages = [page(n, ("Same words", 700), (f"other {n * 'x'}", 686)) for n in (1, 2, 3)]
    assert all("Same words" in lines for lines in kept(*pages))


def test_two_pages_are_enough_for_what_counts_them() -> None:
    pages = [page(n, (f"body {n * 'x'}", 700), (f"Letter, page {n}", 40)) for n in (1, 2)]
    assert kept(*pages) == [["body x", "Letter, page 1"], ["body xx"]]


def test_different_lines_stay() -> None:
    pages = [page(n, (f"body {n * 'x'}", 700), (n * "note ", 40)) for n in (1, 2, 3)]
    assert [len(lines) for lines in kept(*pages)] == [2, 2, 2]


def test_what_the_text_says_too_goes_from_every_page() -> None:
    pages = [
        page(n, ("The Report", 780), (f"this report is {word}", 700), ("in the end", 686))
        for n, word in enumerate(("one", "two", "three"), start=1)
    ]
    assert not any("The Report" in lines for lines in kept(*pages))


def test_a_footer_on_one_page_alone_is_told_by_its_number_and_height() -> None:
    pages = [
        page(1, ("roles of people", 700), ("6 Access control", 28.1)),
        page(2, ("duties of people", 700), ("Chapter 2. Roles and duties 11", 28.1)),
        page(3, ("control of access and each chapter, all 2", 700), ("12 Access control", 28)),
        page(4, ("two copyrights", 700), ("Copyright xi", 28)),
    ]
    assert [lines[1:] for lines in kept(*pages)] == [[], [], [], ["Copyright xi"]]


def test_numbers_that_do_not_count_pages_stay() -> None:
    pages = [page(n, ("body", 700), (f"Sum of body {total}", 28)) for n, total in ((1, 9), (2, 4))]
    pages.append(page(3, ("the sum", 700), ("Rows of 2", 28)))
    assert all(len(lines) == 2 for lines in kept(*pages[:1], pages[2]))
    assert kept(*pages)[2] == ["the sum", "Rows of 2"]


def test_numbered_lines_that_belong_to_the_text_stay() -> None:
    pages = [
        page(n, (f"some terms {n * 'y'}", 54), (f"{n}. Terms {n * 'x'}", 40)) for n in (1, 2, 3)
    ]
    assert [len(lines) for lines in kept(*pages)] == [2, 2, 2]


def test_a_number_that_stands_nowhere_else_is_found() -> None:
    pages = [page(n, (f"vat of {n * 'x'}", 700), ("VAT NL0042B01", 28)) for n in (1, 2, 3)]
    assert [len(lines) for lines in kept(*pages)] == [2, 1, 1]
