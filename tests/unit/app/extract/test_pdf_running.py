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
