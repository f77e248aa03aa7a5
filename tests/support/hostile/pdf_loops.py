"""Which PDFs lead a reader in circles?"""

from __future__ import annotations

from app.extract.base import FailureKind
from tests.support.hostile.folder import HostileFolder
from tests.support.hostile.raw_pdf import (
    CATALOG,
    FONT,
    PAGES,
    RawPdf,
    flate,
    one_page,
    sentence,
    shown,
    stream,
)

_ANY = (
    FailureKind.EXTRACTION_FAILED,
    FailureKind.NO_TEXT,
    FailureKind.TIMED_OUT,
    FailureKind.TOO_LARGE,
)


def write_pdf_loops(folder: HostileFolder) -> None:
    """Write PDFs in which something refers to itself, at once or by a detour."""
    folder.either("page tree.pdf", _page_tree, "the page tree holds itself", *_ANY)
    folder.either("page tree detour.pdf", _page_tree_detour, "two nodes hold each other", *_ANY)
    folder.good("outline.pdf", _outline, "an outline entry follows itself")
    folder.good("outline detour.pdf", _outline_detour, "outline entries are each other's children")
    folder.either("object stream.pdf", _object_stream, "an object stream holds itself", *_ANY)
    folder.either("xref.pdf", _xref, "a table of objects precedes itself", *_ANY)
    folder.either("length.pdf", _length, "a stream's length is the stream", *_ANY)
    folder.either("form.pdf", _form, "a form draws itself twice", *_ANY)
    folder.either("type 3 font.pdf", _type_3_font, "a glyph is drawn by itself", *_ANY)
    folder.either("descendant font.pdf", _descendant_font, "a font descends from itself", *_ANY)
    folder.either("contents.pdf", _contents, "an array of contents holds itself", *_ANY)
    folder.good("parent.pdf", _parent, "a page is its own parent")
    folder.good("annotation.pdf", _annotation, "form fields are each other's parents")
    folder.good("names.pdf", _names, "a tree of names holds itself")


def _page_tree(word: str) -> bytes:
    pdf = one_page(word)
    page = max(pdf.objects)
    pdf.objects[PAGES] = b"<< /Type /Pages /Kids [2 0 R %d 0 R 2 0 R] /Count 3 >>" % page
    return pdf.build()


def _page_tree_detour(word: str) -> bytes:
    pdf = one_page(word)
    page = max(pdf.objects)
    inner = pdf.add(b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1000000 >>")
    pdf.objects[PAGES] = b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 1000001 >>" % (page, inner)
    return pdf.build()


def _outline(word: str) -> bytes:
    pdf = one_page(word)
    outlines = pdf.add(b"")
    entry = pdf.add(b"")
    pdf.objects[outlines] = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R >>" % (entry, entry)
    pdf.objects[entry] = b"<< /Title (Again) /Parent %d 0 R /Next %d 0 R /First %d 0 R >>" % (
        outlines,
        entry,
        entry,
    )
    pdf.objects[CATALOG] = b"<< /Type /Catalog /Pages 2 0 R /Outlines %d 0 R >>" % outlines
    return pdf.build()


def _outline_detour(word: str) -> bytes:
    pdf = one_page(word)
    outlines, first, second = (pdf.add(b"") for _ in range(3))
    pdf.objects[outlines] = b"<< /Type /Outlines /First %d 0 R >>" % first
    pdf.objects[first] = b"<< /Title (One) /First %d 0 R /Next %d 0 R >>" % (second, second)
    pdf.objects[second] = b"<< /Title (Two) /First %d 0 R /Next %d 0 R >>" % (first, first)
    pdf.objects[CATALOG] = b"<< /Type /Catalog /Pages 2 0 R /Outlines %d 0 R >>" % outlines
    return pdf.build()


def _object_stream(word: str) -> bytes:
    pdf = one_page(word)
    holder = max(pdf.objects) + 1
    inner = b"%d 0 " % holder + b"<< /Type /Catalog /Pages 2 0 R >>"
    pdf.objects[holder] = stream(
        inner, b"/Type /ObjStm /N 1 /First %d /Extends %d 0 R" % (len(b"%d 0 " % holder), holder)
    )
    body, offsets = pdf.body()
    table = holder + 1
    rows = [b"\x00\x00\x00\x00\x00\xff"]
    for number in range(1, table):
        # The stream itself and the catalog are said to lie in the stream.
        if number in (CATALOG, holder):
            rows.append(b"\x02" + holder.to_bytes(4, "big") + b"\x00")
        else:
            rows.append(b"\x01" + offsets[number].to_bytes(4, "big") + b"\x00")
    rows.append(b"\x01" + len(body).to_bytes(4, "big") + b"\x00")
    entries = b"/Type /XRef /W [1 4 1] /Root 1 0 R /Size %d" % (table + 1)
    xref = b"%d 0 obj\n%s\nendobj\n" % (table, flate(b"".join(rows), entries))
    return body + xref + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _xref(word: str) -> bytes:
    pdf = one_page(word)
    at = len(pdf.body()[0])
    pdf.trailer = b"/Prev %d" % at
    return pdf.build()


def _length(word: str) -> bytes:
    pdf = RawPdf()
    content = pdf.add(b"")
    pdf.objects[content] = stream(shown(sentence(word)), length=b"%d 0 R" % content)
    page = pdf.add(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>" % content
    )
    pdf.set_pages([page])
    return pdf.build()


def _form(word: str) -> bytes:
    pdf = RawPdf()
    form = pdf.add(b"")
    pdf.objects[form] = stream(
        b"/X Do /X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]"
        b" /Resources << /XObject << /X %d 0 R >> >>" % form,
    )
    content = stream(shown(sentence(word)) + b" /X Do")
    pdf.set_pages([pdf.add_page(content, resources=b"/XObject << /X %d 0 R >>" % form)])
    return pdf.build()


def _type_3_font(word: str) -> bytes:
    pdf = RawPdf()
    font = pdf.add(b"")
    glyph = pdf.add(stream(b"100 0 d0 BT /F2 1 Tf (a) Tj ET"))
    pdf.objects[font] = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0]"
        b" /FirstChar 97 /LastChar 97 /Widths [1] /Encoding << /Differences [97 /a] >>"
        b" /CharProcs << /a %d 0 R >> /Resources << /Font << /F2 %d 0 R >> >> >>" % (glyph, font)
    )
    content = stream(shown(sentence(word)) + b" BT /F2 12 Tf (aaaa) Tj ET")
    page = pdf.add_page(content)
    pdf.objects[page] = pdf.objects[page].replace(b"/F1 3 0 R", b"/F1 3 0 R /F2 %d 0 R" % font)
    pdf.set_pages([page])
    return pdf.build()


def _descendant_font(word: str) -> bytes:
    pdf = RawPdf()
    font = pdf.add(b"")
    pdf.objects[font] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Loop /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (font, font)
    )
    content = stream(shown(sentence(word)) + b" BT /F2 12 Tf <00410042> Tj ET")
    page = pdf.add_page(content)
    pdf.objects[page] = pdf.objects[page].replace(b"/F1 3 0 R", b"/F1 3 0 R /F2 %d 0 R" % font)
    pdf.set_pages([page])
    return pdf.build()


def _contents(word: str) -> bytes:
    pdf = RawPdf()
    text = pdf.add(stream(shown(sentence(word))))
    array = pdf.add(b"")
    pdf.objects[array] = b"[%d 0 R %d 0 R %d 0 R]" % (text, array, array)
    page = pdf.add(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>" % array
    )
    pdf.set_pages([page])
    return pdf.build()


def _parent(word: str) -> bytes:
    pdf = RawPdf()
    content = pdf.add(stream(shown(sentence(word))))
    page = pdf.add(b"")
    # Box and rotation are inherited, so a reader climbs up.
    pdf.objects[page] = (
        b"<< /Type /Page /Parent %d 0 R /Contents %d 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>" % (page, content)
    )
    pdf.set_pages([page])
    return pdf.build()


def _annotation(word: str) -> bytes:
    pdf = RawPdf()
    first, second = pdf.add(FONT), pdf.add(FONT)
    for own, other in ((first, second), (second, first)):
        pdf.objects[own] = (
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 10 10] /T (a) /V (value)"
            b" /Parent %d 0 R /Kids [%d 0 R] >>" % (other, other)
        )
    content = stream(shown(sentence(word)))
    pdf.set_pages([pdf.add_page(content, b"/Annots [%d 0 R %d 0 R]" % (first, second))])
    pdf.objects[CATALOG] = (
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%d 0 R] >> >>" % first
    )
    return pdf.build()


def _names(word: str) -> bytes:
    pdf = one_page(word)
    names = pdf.add(b"")
    pdf.objects[names] = b"<< /Kids [%d 0 R %d 0 R] /Limits [(a) (z)] >>" % (names, names)
    pdf.objects[CATALOG] = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction [2 0 R /Fit] /Names << /Dests %d 0 R"
        b" /EmbeddedFiles %d 0 R >> >>" % (names, names)
    )
    return pdf.build()
