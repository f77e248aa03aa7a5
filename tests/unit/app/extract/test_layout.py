"""Does what is shown of a document lie exactly over the text that is indexed?"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches
from hypothesis import given
from hypothesis import strategies as st

from app.extract.base import ExtractedDocument, Limits
from app.extract.layout import BlockKind, LaidBlock, Layout, Look, Run, safe_link
from app.extract.markdown import read_markdown
from app.extract.registry import extract_file, lay_out_file
from app.extract.sections import assemble, assemble_laid_out

MARKDOWN = """# Top

Some **bold** and *italic ~~gone~~* text with a [link](https://example.org) and `code()`.

> quoted
>
> - within

1. one
2. two

   more of two

| Name | Count |
|------|------:|
| Ants | 3 |
|      | 4 |

```python
def f():
    return   1
```

![a duck](duck.png) and ![far away](https://example.org/x.png)
"""


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\x00" + b"\xff\x00\x00" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def laid_out(path: Path) -> tuple[ExtractedDocument, Layout]:
    document = lay_out_file(path, Limits())
    assert document.layout is not None
    return document, document.layout


def blocks_of(document: ExtractedDocument, layout: Layout) -> list[tuple[LaidBlock, str]]:
    return [
        (block, section.text[block.start : block.end])
        for section, laid in zip(document.sections, layout.sections, strict=True)
        for block in laid.blocks
    ]


def runs_of(document: ExtractedDocument, layout: Layout) -> dict[str, Run]:
    return {
        section.text[run.start : run.end]: run
        for section, laid in zip(document.sections, layout.sections, strict=True)
        for block in laid.blocks
        for run in block.runs
    }


def test_markdown_has_its_blocks_and_runs(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN)
    (tmp_path / "duck.png").write_bytes(png(4, 3))
    document, layout = laid_out(path)
    blocks = blocks_of(document, layout)
    kinds = [(block.shape.kind.value, block.mark, text) for block, text in blocks]
    assert kinds[:6] == [
        ("heading", "", "Top"),
        ("paragraph", "", "Some bold and italic gone text with a link and code()."),
        ("paragraph", "", "quoted"),
        ("item", "•", "within"),
        ("item", "1.", "one"),
        ("item", "2.", "two"),
    ]
    assert kinds[6] == ("item", "", "more of two")
    assert [block.shape.quotes for block, _ in blocks[:4]] == [0, 0, 1, 1]
    cells = [(b.shape.row, b.shape.column, text) for b, text in blocks if b.shape.table]
    assert [text for *_, text in cells] == ["Name", "Count", "Ants", "3", "4"]
    assert [column for _, column, _ in cells] == [0, 1, 0, 1, 1]
    assert [b.shape.is_head for b, _ in blocks if b.shape.table] == [True, True] + 3 * [False]
    [code] = [block for block, _ in blocks if block.shape.kind is BlockKind.CODE]
    assert [line.text for line in code.lines] == ["def f():", "    return   1"]
    runs = runs_of(document, layout)
    assert runs["bold"].look is Look.BOLD
    assert runs["gone"].look == Look.ITALIC | Look.STRIKE
    assert runs["link"].link == "https://example.org"
    assert runs["code()"].look is Look.CODE
    assert list(layout.pictures) == ["duck.png"]
    picture = layout.pictures["duck.png"]
    assert (picture.width, picture.height) == (4, 3)
    assert picture.pixels[:4] == b"\xff\x00\x00\xff"


@pytest.mark.parametrize(
    "address", ["../secret.png", "/etc/secret.png", "file:///secret.png", "https://x/secret.png"]
)
def test_pictures_from_elsewhere_stay_away(tmp_path: Path, address: str) -> None:
    (tmp_path / "secret.png").write_bytes(png(2, 2))
    (tmp_path / "inner").mkdir()
    path = tmp_path / "inner" / "a.md"
    path.write_text(f"Look: ![it]({address})\n")
    assert not laid_out(path)[1].pictures


def test_a_link_through_a_folder_does_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png(2, 2))
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "way.png").symlink_to(tmp_path / "secret.png")
    path = tmp_path / "inner" / "a.md"
    path.write_text("Look: ![it](way.png)\n")
    assert not laid_out(path)[1].pictures


def test_what_is_no_picture_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "duck.png").write_bytes(b"\x89PNG\r\n\x1a\nnonsense")
    path = tmp_path / "a.md"
    path.write_text("![a duck](duck.png)\n")
    document, layout = laid_out(path)
    assert not layout.pictures
    assert document.sections[0].text == "a duck"


def test_word_has_its_blocks_and_runs(tmp_path: Path) -> None:
    made = Document()
    made.add_heading("The ladder", 1)
    paragraph = made.add_paragraph("It is ")
    paragraph.add_run("bold").bold = True
    paragraph.add_run(" and ")
    paragraph.add_run("slanted").italic = True
    paragraph.add_run("2").font.superscript = True
    made.add_paragraph("first", style="List Bullet")
    made.add_paragraph("quoted", style="Intense Quote")
    table = made.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(0, 2).text = "narrow"
    table.cell(1, 2).text = "alone"
    (tmp_path / "p.png").write_bytes(png(5, 5))
    made.add_picture(str(tmp_path / "p.png"), width=Inches(1))
    path = tmp_path / "a.docx"
    made.save(str(path))
    document, layout = laid_out(path)
    blocks = blocks_of(document, layout)
    assert [(b.shape.kind.value, b.mark, text) for b, text in blocks] == [
        ("heading", "", "The ladder"),
        ("paragraph", "", "It is bold and slanted2"),
        ("item", "•", "first"),
        ("paragraph", "", "quoted"),
        ("cell", "", "wide"),
        ("cell", "", "narrow"),
        ("cell", "", "alone"),
        ("paragraph", "", ""),
    ]
    cells = [b.shape for b, _ in blocks if b.shape.kind is BlockKind.CELL]
    assert [(one.row, one.column, one.span) for one in cells] == [(0, 0, 2), (0, 2, 1), (1, 2, 1)]
    runs = runs_of(document, layout)
    assert runs["bold"].look is Look.BOLD
    assert runs["slanted"].look is Look.ITALIC
    assert runs["2"].look is Look.RAISED
    assert runs["quoted"].look == Look.BOLD | Look.ITALIC  # by its style
    assert len(layout.pictures) == 1
    assert blocks[-1][0].runs[0].picture in layout.pictures


def test_links_of_word_lead_to_the_web_alone(tmp_path: Path) -> None:
    made = Document()
    for address in ("https://example.org/a", "file:///etc/passwd", "javascript:alert(1)"):
        paragraph = made.add_paragraph("See ")
        reference = made.part.relate_to(
            address,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), reference)
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = address.partition(":")[0]
        run.append(text)
        link.append(run)
        paragraph._p.append(link)
    path = tmp_path / "a.docx"
    made.save(str(path))
    runs = runs_of(*laid_out(path))
    assert {text: run.link for text, run in runs.items()} == {"https": "https://example.org/a"}


def test_a_document_of_too_many_parts_is_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.extract.layout.MAX_BLOCKS", 3)
    path = tmp_path / "a.md"
    path.write_text("a\n\nb\n\nc\n\nd\n")
    assert lay_out_file(path, Limits()).layout is None
    assert extract_file(path, Limits()).sections[0].text == "a\n\nb\n\nc\n\nd"


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://example.org", True),
        ("HTTP://example.org", True),
        ("mailto:me@example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:x", False),
        ("#inside", False),
        ("smb://x", False),
    ],
)
def test_only_web_and_mail_are_links(address: str, is_safe: bool) -> None:
    assert bool(safe_link(address)) is is_safe


PIECES = st.sampled_from(
    ["# A\n\n", "**b** ", "*i* ", "`c  d` ", "[l](https://x.y) ", "word ", "- x\n", "1. y\n\n",
     "> q\n\n", "| a | b |\n|---|---|\n| c | |\n\n", "```\n  in\n\n out\n```\n\n", "&amp; ", "\\* ",
     "\ufb01x ", "e\u0301 ", "....... ", "![p](q.png) ", "<b>h</b> ", "\n\n", "🦊 "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_blocks_cover_all_words_and_never_overlap(source: str) -> None:
    sections, layouts = assemble_laid_out(read_markdown(source)[1])
    assert sections == assemble(read_markdown(source)[1])
    for section, layout in zip(sections, layouts, strict=True):
        at = 0
        shown = ""
        for block in layout.blocks:
            assert at <= block.outer_start <= block.start <= block.end <= len(section.text)
            at = block.end
            shown += block.mark + section.text[block.start : block.end]
            for run in block.runs:
                assert block.start <= run.start <= run.end <= block.end
            for line in block.lines:
                for match in re.finditer(r"\w+", section.text[line.start : line.end]):
                    begin, end = line.start + match.start(), line.start + match.end()
                    source_start, source_end = section.offsets.source_span(begin, end)
                    raw = line.text[source_start - line.source : source_end - line.source]
                    assert raw
                    whole = unicodedata.normalize("NFKD", match.group())
                    assert whole.startswith(unicodedata.normalize("NFKD", raw))
        unshown = re.sub(r"[|\s]", "", section.text)
        assert re.sub(r"[|\s]", "", shown) == unshown
