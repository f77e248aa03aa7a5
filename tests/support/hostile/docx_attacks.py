"""Which Word documents attack the reader of their XML, refer to themselves, or are damaged?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from app.extract.base import FailureKind
from tests.support.hostile.folder import HostileFolder
from tests.support.hostile.packages import (
    DOCUMENT,
    RELATIONS,
    document_xml,
    packed,
    paragraph,
    part_xml,
    parts,
    plain_document,
    relations_xml,
    word_document,
)

_FIXTURES = Path(__file__).parents[2] / "fixtures" / "documents"
_DAMAGED = (FailureKind.EXTRACTION_FAILED,)
_BOMB = (FailureKind.EXTRACTION_FAILED, FailureKind.TOO_LARGE, FailureKind.TIMED_OUT)
LEAK = "leakedbyanentity"
"""A word that stands in a file beside; it must never be found in a document that points there."""


def write_docx_attacks(folder: HostileFolder) -> None:
    """Write Word documents that expand, point outwards, nest, loop or are damaged."""
    secret = folder.path / "beside.dat"
    secret.write_text(f"{LEAK} {LEAK}", encoding="utf-8")
    folder.tell(secret, "no document; others point at it", None, FailureKind.UNSUPPORTED_FORMAT)
    folder.either("laughs.docx", _billion_laughs, "entities of entities of entities", *_BOMB)
    folder.either("quadratic.docx", _quadratic, "one long entity, many times", *_BOMB)
    folder.either("external.docx", lambda w: _external(w, secret.as_uri()), "another file's text",
                  *_BOMB)  # fmt: skip
    folder.either(
        "parameter.docx", lambda w: _parameter(w, secret.as_uri()), "an outer type", *_BOMB
    )
    folder.either("include.docx", lambda w: _include(w, secret.as_uri()), "an inclusion", *_BOMB)
    folder.either(
        "tables.docx", lambda w: _nested_tables(w, 10_000), "10,000 nested tables", *_BOMB
    )
    folder.either("runs.docx", lambda w: _nested_runs(w, 250), "runs nested 250 deep", *_BOMB)
    folder.good("styles.docx", _circular_styles, "styles based on each other")
    folder.either("notes.docx", _circular_notes, "a note that refers to itself", *_BOMB)
    folder.either("note tree.docx", _doubling_notes, "notes that double 60 times", *_BOMB)
    folder.either("relations.docx", _circular_relations, "parts that belong to each other", *_BOMB)
    folder.either("outside.docx", _outside, "a part outside of the package", *_BOMB)
    whole = plain_document("neverfound")
    folder.bad("half.docx", whole[: len(whole) // 2], "cut off in the middle", *_DAMAGED)
    folder.bad("start.docx", whole[:30], "cut off after the first header", *_DAMAGED)
    folder.bad("not packed.docx", b"\0\1\2\3" * 1000, "not a package", *_DAMAGED)
    folder.bad("no XML.docx", packed(parts("this is no XML")), "a main part without XML", *_DAMAGED)
    folder.bad("empty part.docx", packed(parts("")), "an empty main part", *_DAMAGED)
    folder.bad("no main part.docx", _without(DOCUMENT), "no main part", *_DAMAGED)
    folder.bad("bytes.docx", _flipped(whole), "bytes that have changed", *_DAMAGED)
    folder.bad("locked part.docx", _encrypted_part(), "a part with a password", *_DAMAGED,
               FailureKind.ENCRYPTED)  # fmt: skip
    folder.bad("protected.docx", (_FIXTURES / "encrypted.docx").read_bytes(), "a password",
               FailureKind.ENCRYPTED)  # fmt: skip
    folder.bad("blank.docx", word_document(""), "no text", FailureKind.NO_TEXT)
    folder.good("plain.docx", plain_document, "nothing")
    folder.good("word as.pdf", plain_document, "a Word document named as PDF")
    folder.good("word as.txt", plain_document, "a Word document named as text")
    folder.good(
        "text as.docx", lambda w: f"A text of {w}".encode(), "text named as a Word document"
    )


def _billion_laughs(word: str) -> bytes:
    entities = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 11)
    )
    return word_document(paragraph(word) + paragraph("&l10;"), f"<!DOCTYPE w [{entities}]>")


def _quadratic(word: str) -> bytes:
    entity = f'<!ENTITY a "{"a" * 100_000}">'
    return word_document(paragraph(word) + paragraph("&a;" * 50_000), f"<!DOCTYPE w [{entity}]>")


def _external(word: str, target: str) -> bytes:
    entity = f'<!ENTITY other SYSTEM "{target}">'
    return word_document(paragraph(word) + paragraph("&other;"), f"<!DOCTYPE w [{entity}]>")


def _parameter(word: str, target: str) -> bytes:
    kind = f'<!DOCTYPE w SYSTEM "{target}" [<!ENTITY % other SYSTEM "{target}"> %other;]>'
    return word_document(paragraph(word), kind)


def _include(word: str, target: str) -> bytes:
    inclusion = (
        f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" parse="text" href="{target}"/>'
    )
    return word_document(paragraph(word) + f"<w:p><w:r><w:t>{inclusion}</w:t></w:r></w:p>")


def _nested_tables(word: str, depth: int) -> bytes:
    return word_document(
        paragraph(word)
        + "<w:tbl><w:tr><w:tc>" * depth
        + paragraph("deep")
        + "</w:tc></w:tr></w:tbl>" * depth
    )


def _nested_runs(word: str, depth: int) -> bytes:
    inner = "<w:ins>" * depth + "<w:r><w:t>deep</w:t></w:r>" + "</w:ins>" * depth
    return word_document(paragraph(word) + f"<w:p>{inner}</w:p>")


def _circular_styles(word: str) -> bytes:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    styles = part_xml("styles", style.format("A", "B") + style.format("B", "A"))
    body = f'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>All about {word}</w:t></w:r></w:p>'
    content = parts(document_xml(body))
    content["word/styles.xml"] = styles
    content[RELATIONS] = relations_xml(("rId1", "styles", "styles.xml"))
    return packed(content)


def _reference(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def _with_notes(word: str, notes: str) -> bytes:
    body = paragraph(word) + f"<w:p><w:r><w:t>note</w:t></w:r>{_reference(2)}</w:p>"
    content = parts(document_xml(body))
    content["word/footnotes.xml"] = part_xml("footnotes", notes)
    content[RELATIONS] = relations_xml(("rId1", "footnotes", "footnotes.xml"))
    return packed(content)


def _circular_notes(word: str) -> bytes:
    inner = f"<w:p><w:r><w:t>again</w:t></w:r>{_reference(2)}{_reference(2)}</w:p>"
    return _with_notes(word, f'<w:footnote w:id="2">{inner}</w:footnote>')


def _doubling_notes(word: str) -> bytes:
    return _with_notes(
        word,
        "".join(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:t>n</w:t></w:r>'
            f"{_reference(number + 1)}{_reference(number + 1)}</w:p></w:footnote>"
            for number in range(2, 62)
        ),
    )


def _circular_relations(word: str) -> bytes:
    content = parts(document_xml(paragraph(word)))
    content[RELATIONS] = relations_xml(
        ("rId1", "officeDocument", "document.xml"),
        ("rId2", "header", "document.xml"),
        ("rId3", "footnotes", "document.xml"),
    )
    return packed(content)


def _outside(word: str) -> bytes:
    content = parts(document_xml(paragraph(word)))
    content[RELATIONS] = relations_xml(("rId1", "header", "../../../../etc/passwd"))
    return packed(content)


def _without(name: str) -> bytes:
    content = parts(document_xml(paragraph("neverfound")))
    del content[name]
    return packed(content)


def _flipped(whole: bytes) -> bytes:
    spoilt = bytearray(whole)
    at = whole.index(DOCUMENT.encode()) + len(DOCUMENT)
    for offset in range(5, 60, 7):
        spoilt[at + offset] ^= 0xFF
    return bytes(spoilt)


def _encrypted_part() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts(document_xml(paragraph("neverfound"))).items():
            archive.writestr(name, data)
    whole = bytearray(out.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(mark)
        while at >= 0:
            whole[at + offset] |= 1  # the flag of an encrypted part
            at = whole.find(mark, at + 4)
    return bytes(whole)
