"""How are Word documents written part by part, so that they can be wrong in one part alone?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"


def paragraph(text: str) -> str:
    """Return a paragraph of plain text."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def document_xml(body: str, before: str = "") -> str:
    """Return the main part; `before` stands before its root, such as a document type."""
    return f'{DECLARATION}{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'


def part_xml(root: str, content: str) -> str:
    """Return another part of the same vocabulary."""
    return f'{DECLARATION}<w:{root} xmlns:w="{_W}">{content}</w:{root}>'


def relations_xml(*relations: tuple[str, str, str]) -> str:
    """Return a part of relations: id, kind and target of each."""
    inner = "".join(
        f'<Relationship Id="{one}" Type="{_R}/{kind}" Target="{target}"/>'
        for one, kind, target in relations
    )
    return f'{DECLARATION}<Relationships xmlns="{_P}">{inner}</Relationships>'


def parts(document: str) -> dict[str, str]:
    """Return the parts of a Word document with this main part."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{kind}.footnotes+xml"/>'
        "</Types>"
    )
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": relations_xml(("rId1", "officeDocument", DOCUMENT)),
        DOCUMENT: document,
    }


def packed(content: Mapping[str, str | bytes]) -> bytes:
    """Return a package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_document(body: str, before: str = "") -> bytes:
    """Return a Word document with this body."""
    return packed(parts(document_xml(body, before)))


def plain_document(word: str) -> bytes:
    """Return a Word document with one sentence."""
    return word_document(paragraph(f"This document is about {word} and nothing else."))
