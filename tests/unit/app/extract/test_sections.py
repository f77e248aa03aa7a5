from __future__ import annotations

import pytest

from app.extract.sections import Block, assemble, first_heading


def blocks(*texts: str) -> list[Block]:
    """Make headings of "# text" and "## text", paragraphs of all else."""
    result = []
    position = 0
    for text in texts:
        level = len(text) - len(text.lstrip("#"))
        result.append(Block(level, [(text.lstrip("# "), position)]))
        position += len(text) + 1
    return result


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a", "b"], ["a\n\nb"]),
        (["# A", "a", "# B", "b"], ["A\n\na", "B\n\nb"]),
        (["# A", "a", "## B", "b", "## C", "c"], ["A\n\na", "B\n\nb", "C\n\nc"]),
        (["# A", "a", "## B", "b", "# C", "c"], ["A\n\na\n\nB\n\nb", "C\n\nc"]),
        (["before", "## A", "a", "### B", "b", "## C"], ["before", "A\n\na\n\nB\n\nb", "C"]),
        (["#", ""], []),
    ],
)
def test_cuts_at_top_headings(texts: list[str], expected: list[str]) -> None:
    assert [section.text for section in assemble(blocks(*texts))] == expected


def test_headings_say_where_they_stand() -> None:
    [section] = assemble(blocks("## A", "text", "### B  b", "## C"))[:1]
    assert [(h.start, h.level, h.text) for h in section.headings] == [
        (0, 2, "A"), (9, 3, "B b"),
    ]  # fmt: skip


def test_a_page_header_does_not_make_a_section() -> None:
    header = Block(0, [("Header", 0)], opens_section=False)
    assert [s.text for s in assemble([header, *blocks("# A", "a")])] == ["Header\n\nA\n\na"]


def test_the_first_heading_is_near_the_beginning() -> None:
    assert first_heading(blocks("text", "# Title")) == "Title"
    assert first_heading(blocks("text " * 1000, "# Late")) == ""
