from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extract.base import ExtractedDocument, Limits
from app.extract.layout import Align, BlockKind
from app.extract.markdown import MarkdownExtractor, read_markdown
from app.extract.sections import assemble

SOURCE = """---
title: A *plain* title
summary: What this is about, in short
date: 2024-02-31
---
# Top

Some **bold** text with a [link](https://example.org) and `code()`,
wrapped &amp; escaped \\* here.

- first item
- second item
  continued

1. one
2. two

## Below

| Name | Count |
|------|------:|
| Ants | 3 |

```python
def f():
    return 1
```

<p>Raw <b>HTML</b></p>
"""


def extract(tmp_path: Path, source: str) -> ExtractedDocument:
    path = tmp_path / "file.md"
    path.write_bytes(source.encode())
    return MarkdownExtractor().extract(path, Limits())


def test_reads_what_is_rendered(tmp_path: Path) -> None:
    document = extract(tmp_path, SOURCE.replace("2024-02-31", "2024-02-28"))
    assert document.title == "A *plain* title"
    assert [section.text for section in document.sections] == [
        "A *plain* title\n\nWhat this is about, in short\n\nTop\n\n"
        "Some bold text with a link and code(), wrapped & escaped * here.\n\n"
        "• first item\n• second item continued\n\n1. one\n2. two",
        "Below\n\nName | Count\nAnts | 3\n\ndef f():\nreturn 1\n\nRaw HTML",
    ]
    assert [h.text for s in document.sections for h in s.headings] == [
        "A *plain* title",
        "Top",
        "Below",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_words_map_to_where_they_stand(tmp_path: Path, newline: str) -> None:
    source = SOURCE.replace("\n", newline)
    for section in extract(tmp_path, source).sections:
        for word in ("bold", "link", "code()", "continued", "Ants", "return", "HTML", "in short"):
            if word in section.text:
                at = section.offsets.source(section.text.index(word))
                assert source[at : at + len(word)] == word


def test_broken_front_matter_is_no_failure(tmp_path: Path) -> None:
    assert extract(tmp_path, SOURCE).title == "Top"  # a date that does not exist
    assert extract(tmp_path, "---\ntitle: [\n---\ntext").title == ""


def test_toml_front_matter(tmp_path: Path) -> None:
    document = extract(tmp_path, '+++\ntitle = "From TOML"\n+++\n\nBody.\n')
    assert document.title == "From TOML"
    [section] = document.sections
    assert section.text == "From TOML\n\nBody."
    assert section.offsets.source(section.text.index("Body")) == 29


@given(st.text(st.sampled_from("# *_`[]()<>|-1.\n\r\t &;\\abc~!+:"), max_size=200))
def test_maps_into_the_file_without_going_back(source: str) -> None:
    for section in assemble(read_markdown(source)[1]):
        sources = [section.offsets.source(i) for i in range(len(section.text))]
        assert sources == sorted(sources)
        assert all(0 <= at <= len(source) for at in sources)


def test_what_html_hides_is_hidden_and_what_it_leaves_open_is_quick() -> None:
    source = (
        "<div>\nseen <!-- hidden\n<b>hidden</b> --> also <SCRIPT src='x'>hidden</SCRIPT> last\n"
        "<style>hidden</style>\n</div>\n"
    )
    _, blocks = read_markdown(source)
    text = " ".join(block.text for block in blocks)
    assert text.split() == ["seen", "also", "last"]
    for mark in ("<!--", "<script", "<a ", "<div><!--"):
        read_markdown(f"<div>\n{mark * 50_000}\n")


def test_front_matter_has_a_title_prose_and_notes(tmp_path: Path) -> None:
    document = extract(
        tmp_path,
        "---\r\nkeywords: wax moths, brood, smoke\r\ntitle: Bees in winter\r\n"
        "slug: bees-in-winter\r\n"
        "summary: How a hive gets through the cold.\r\nauthors: [Ada Hill, Bo Lund]\r\n---\r\n\r\n"
        "## Cluster\r\n\r\nBrood stays warm.\r\n\r\n## Feed\r\n\r\nSugar.\r\n",
    )
    assert document.title == "Bees in winter"
    first, second, third = document.sections
    assert first.text == (
        "Bees in winter\n\nHow a hive gets through the cold.\n\nCluster\n\nBrood stays warm."
    )
    assert second.text == "Feed\n\nSugar."
    assert third.text == "keywords: wax moths, brood, smoke\nauthors: Ada Hill, Bo Lund"
    assert [(one.text, one.level) for one in first.headings] == [
        ("Bees in winter", 1),
        ("Cluster", 2),
    ]
    assert document.layout is not None
    kinds = [one.shape.kind for one in document.layout.sections[0].blocks]
    assert kinds == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert {one.shape.kind for one in document.layout.sections[2].blocks} == {BlockKind.NOTE}


def test_keywords_that_the_text_has_too_are_not_told_twice(tmp_path: Path) -> None:
    source = "---\ntags: [Warm, brood]\nauthor: mons\n---\n\nThe brood is warm.\n"
    texts = [one.text for one in extract(tmp_path, source).sections]
    assert texts == ["The brood is warm.", "author: mons"]


def test_words_below_front_matter_map_to_where_they_stand(tmp_path: Path) -> None:
    source = "---\nsummary: About the brood of bees\ntitle: The brood\n---\n\nThe brood is warm.\n"
    [section] = extract(tmp_path, source).sections
    at = section.text.rindex("The brood is warm")
    assert section.offsets.source(at) == source.rindex("The brood is warm")


@pytest.mark.parametrize("heading", ["# Bees", "# **Bees**", "Bees\n===="])
def test_a_title_that_stands_below_is_not_told_twice(tmp_path: Path, heading: str) -> None:
    document = extract(tmp_path, f"---\ntitle: bees\n---\n\n{heading}\n\nThey hum.\n")
    assert [one.text for one in document.sections] == ["Bees\n\nThey hum."]


def test_a_title_does_not_tell_which_headings_begin_sections(tmp_path: Path) -> None:
    body = "# Top\n\na\n\n## One\n\nb\n\n## Two\n\nc\n"
    with_title = extract(tmp_path, f"---\ntitle: Other\n---\n\n{body}").sections
    without = extract(tmp_path, body).sections
    assert [one.text for one in with_title] == ["Other\n\nTop\n\na", "One\n\nb", "Two\n\nc"]
    assert [one.text for one in without][1:] == [one.text for one in with_title][1:]


def test_columns_know_to_which_side_they_go(tmp_path: Path) -> None:
    document = extract(tmp_path, "| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |\n")
    assert document.layout is not None
    aligns = [one.shape.align for one in document.layout.sections[0].blocks]
    assert aligns == [Align.USUAL, Align.LEFT, Align.CENTER, Align.RIGHT] * 2
