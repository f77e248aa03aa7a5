from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.extract.clean import Separator
from app.extract.pdf_layout import Line, separators

WIDTH = 5.0  # points per character of a font of 10


def line(
    text: str, y: float, x: float = 50, size: float = 12, gap: float = 0, hyphen: bool = False
) -> Line:
    right = x + len(text) * WIDTH * size / 12
    return Line(0, text, x, y, right, y + size, size, gap, hyphen)


def between(*lines: Line) -> str:
    """Join the lines, to read the outcome off a text."""
    marks = {
        Separator.NONE: "",
        Separator.SPACE: " ",
        Separator.LINE: "/",
        Separator.PARAGRAPH: "¶",
    }
    pairs = zip(separators(list(lines)), lines, strict=True)
    return "".join(marks[separator] + line.text for separator, line in pairs)


FULL = "words that fill the column to its very end one"  # 46 characters


def test_wrapped_lines_are_one_paragraph() -> None:
    assert between(line(FULL, 700), line(FULL, 686), line("end.", 672)) == f"{FULL} {FULL} end."


def test_a_wider_gap_is_a_paragraph() -> None:
    lines = [line(FULL, 700), line(FULL, 686), line(FULL, 660), line(FULL, 646)]
    assert between(*lines) == f"{FULL} {FULL}¶{FULL} {FULL}"


def test_a_short_last_line_ends_a_paragraph() -> None:
    lines = [line(FULL, 700), line("short end.", 686), line(FULL, 672), line(FULL, 658)]
    assert between(*lines) == f"{FULL} short end.¶{FULL} {FULL}"


def test_an_indent_begins_a_paragraph() -> None:
    ended = FULL[:-1] + "."
    lines = [line(ended, 700), line(FULL[4:], 686, x=70), line(FULL, 672)]
    assert between(*lines) == f"{ended}¶{FULL[4:]} {FULL}"


def test_lines_that_end_early_stay_lines() -> None:
    lines = [line("14 Mill Lane", 700), line("Eastbrook", 686), line(FULL, 672)]
    assert between(*lines) == f"14 Mill Lane/Eastbrook/{FULL}"


def test_another_size_is_a_paragraph() -> None:
    assert between(line("A heading", 700, size=16), line(FULL, 680)) == f"A heading¶{FULL}"


def test_items_and_bullets_begin_paragraphs() -> None:
    lines = [
        line("The terms:", 700),
        line("1.2 Rent", 686),
        line("• Fee", 672),
        line("(b) Tax", 658),
    ]
    assert between(*lines) == "The terms:¶1.2 Rent¶• Fee¶(b) Tax"


def test_a_superscript_does_not_break_the_line() -> None:
    words = line("practice", 700)
    mark = line("2", 706, x=words.right, size=7)
    rest = line(", and so on to the end of it", 700, x=mark.right)
    assert (
        between(words, mark, rest, line("below.", 686))
        == "practice2, and so on to the end of it below."
    )


def test_a_new_column_goes_on_or_begins() -> None:
    assert between(line(FULL, 100), line("goes on", 700, x=320)) == f"{FULL} goes on"
    assert between(line(FULL + ".", 100), line("Anew", 700, x=320)) == f"{FULL}.¶Anew"


def test_rows_of_a_table_stay_rows() -> None:
    rows = [line("Ants 3", 700, gap=80), line("Bees 5", 686, gap=80)]
    assert between(*rows) == "Ants 3/Bees 5"


def test_a_divided_word_goes_on_anywhere() -> None:
    assert (
        separators([line("exam", 100, hyphen=True), line("ple", 700, x=320)])[1] is Separator.SPACE
    )


@given(
    st.lists(
        st.builds(
            line,
            st.text(st.sampled_from("ab. •1("), min_size=1, max_size=20),
            st.floats(-1000, 1000),
            st.floats(-1000, 1000),
            st.floats(0.5, 50),
            st.floats(0, 100),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_each_line_has_one_separator(lines: list[Line]) -> None:
    found = separators(lines)
    assert len(found) == len(lines)
    assert not found or found[0] is Separator.NONE
