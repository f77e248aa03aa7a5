from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extract.base import ExtractedDocument, Limits
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
        "What this is about, in short\n\nTop\n\n"
        "Some bold text with a link and code(), wrapped & escaped * here.\n\n"
        "• first item\n• second item continued\n\n1. one\n2. two",
        "Below\n\nName | Count\nAnts | 3\n\ndef f():\nreturn 1\n\nRaw HTML",
    ]
    assert [h.text for s in document.sections for h in s.headings] == ["Top", "Below"]


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
    assert section.text == "Body."
    assert section.offsets.source(0) == 29


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
