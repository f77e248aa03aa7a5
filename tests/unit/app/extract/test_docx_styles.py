from __future__ import annotations

from typing import cast
from xml.etree import ElementTree

import pytest

from app.extract.docx_styles import Element, Numbering, ParagraphKind, Styles

W = 'xmlns:w="urn:w"'


def parse(xml: str) -> Element:
    return cast(Element, ElementTree.fromstring(xml))


STYLES = Styles(
    parse(
        f"""<w:styles {W}>
        <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="Mine"><w:name w:val="My own"/><w:basedOn w:val="berschrift1"/></w:style>
        <w:style w:styleId="Out"><w:name w:val="Outlined"/><w:pPr><w:outlineLvl w:val="2"/>
            <w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="T"><w:name w:val="Title"/></w:style>
        <w:style w:styleId="V"><w:name w:val="toc 2"/></w:style>
        <w:style w:styleId="Loop"><w:name w:val="l"/><w:basedOn w:val="Loop"/></w:style>
        </w:styles>"""
    )
)


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ('<w:pStyle w:val="berschrift1"/>', ParagraphKind(1)),
        ('<w:pStyle w:val="Mine"/>', ParagraphKind(1)),
        ('<w:pStyle w:val="Out"/>', ParagraphKind(3)),
        ('<w:pStyle w:val="T"/>', ParagraphKind(1, is_title=True)),
        ('<w:pStyle w:val="V"/>', ParagraphKind(is_contents=True)),
        ('<w:pStyle w:val="Loop"/>', ParagraphKind()),
        ('<w:outlineLvl w:val="0"/>', ParagraphKind(1)),
        ('<w:outlineLvl w:val="9"/>', ParagraphKind()),
        ("", ParagraphKind()),
    ],
)
def test_kinds_of_paragraphs(properties: str, kind: ParagraphKind) -> None:
    assert STYLES.kind(parse(f"<w:pPr {W}>{properties}</w:pPr>")) == kind


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>', (2, 1)),
        ('<w:pStyle w:val="Out"/>', (4, 0)),
        ('<w:pStyle w:val="Out"/><w:numPr><w:numId w:val="0"/></w:numPr>', None),
        ("", None),
    ],
)
def test_numbering_of_paragraphs(properties: str, expected: tuple[int, int] | None) -> None:
    assert STYLES.numbering(parse(f"<w:pPr {W}>{properties}</w:pPr>")) == expected


def numbering() -> Numbering:
    def level(depth: int, style: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )

    return Numbering(
        parse(
            f"""<w:numbering {W}>
            <w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}
                {level(1, "lowerLetter", "(%2)")}{level(2, "upperRoman", "%1.%3")}</w:abstractNum>
            <w:abstractNum w:abstractNumId="1">{level(0, "bullet", "x")}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
            <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
                <w:startOverride w:val="7"/></w:lvlOverride></w:num>
            </w:numbering>"""
        )
    )


def test_marks_count_by_depth_and_start_again() -> None:
    count = numbering()
    marks = [count.mark(1, depth) for depth in (0, 1, 1, 2, 2, 0, 1)]
    assert marks == ["1.", "(a)", "(b)", "1.I", "1.II", "2.", "(a)"]
    assert [count.mark(3, 0), count.mark(3, 0), count.mark(1, 0)] == ["7.", "8.", "3."]


def test_bullets_and_unknown_lists() -> None:
    assert numbering().mark(2, 0) == "•"
    assert numbering().mark(99, 3) == "•"
