"""What a reader sees of a Word document, in the order of its parts."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.oxml import parse_xml

from app.extract import failures
from app.extract.base import ExtractedDocument
from app.extract.docx_body import BodyReader, Notes
from app.extract.docx_looks import Looks, PartLinks
from app.extract.docx_styles import Element, Numbering, Styles, child, local_name, value
from app.extract.layout import Layout
from app.extract.pictures import PictureShelf
from app.extract.sections import assemble_laid_out, first_heading
from app.extract.titles import choose_title

if TYPE_CHECKING:
    from pathlib import Path

    from docx.opc.part import Part

    from app.extract.base import Limits

_WHAT = "Word document"
_XML_SHARE = 5  # parsed XML takes some ten times its size: a smaller limit than for pictures
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError,  # the archive
    SyntaxError, UnicodeError,  # the XML: lxml's errors are SyntaxErrors
    OpcError, AttributeError, KeyError, TypeError, ValueError,  # the package's structure
)  # fmt: skip


class DocxExtractor:
    """Reads Word documents (.docx and its macro and template kinds).

    `Section.offsets` count characters of the running paragraph text: all paragraphs in the order
    in which they are read, each followed by one character.
    """

    def extract(self, path: Path, limits: Limits) -> ExtractedDocument:
        """Return the document's text; see `Extractor.extract`."""
        try:
            _check_unpacked_size(path, limits)
            with path.open("rb") as file:
                package = OpcPackage.open(file)
            main = _related(package, "officeDocument")[0]
            reader = _read(main, limits)
            metadata_title = _metadata_title(package)
        except IndexError as error:
            raise failures.damaged(_WHAT, "the package has no main part") from error
        except RecursionError as error:
            raise failures.damaged(_WHAT, "elements are nested too deep") from error
        except _DAMAGE as error:
            raise failures.damaged(_WHAT, failures.trace_of(error)) from error
        sections, layouts = assemble_laid_out(reader.blocks)
        if not sections:
            raise failures.no_text(_WHAT)
        candidates = [metadata_title, reader.title, first_heading(reader.blocks)]
        return ExtractedDocument(choose_title(path, candidates), sections, layout=Layout(layouts))

    def pictures(self, path: Path, layout: Layout) -> Layout:
        """Add the pictures that are in the document to its layout."""
        shelf = PictureShelf()
        try:
            with path.open("rb") as file:
                parts = {str(one.partname): one for one in OpcPackage.open(file).iter_parts()}
            for key in layout.picture_keys:
                name, _, reference = key.rpartition("#")
                relation = parts[name].rels.get(reference) if name in parts else None
                if relation is not None and not relation.is_external:
                    shelf.add(key, relation.target_part.blob)
        except (*_DAMAGE, RecursionError):  # it could be read a moment ago
            return layout
        return Layout(layout.sections, shelf.pictures)


def _check_unpacked_size(path: Path, limits: Limits) -> None:
    """Refuse zip bombs; zipfile never reads more of a part than its header tells."""
    with zipfile.ZipFile(path) as archive:
        sizes = [(part.filename.lower(), part.file_size) for part in archive.infolist()]
    total = sum(size for _, size in sizes)
    xml = sum(size for name, size in sizes if name.endswith((".xml", ".rels")))
    if total > limits.input_bytes or xml > limits.input_bytes // _XML_SHARE:
        raise failures.too_large_file(total, limits)


def _read(main: Part, limits: Limits) -> BodyReader:
    styles = Styles(_root(_first(main, "styles")))
    numbering = Numbering(_root(_first(main, "numbering")))
    notes = {
        "footnoteReference": _notes(main, "footnotes"),
        "endnoteReference": _notes(main, "endnotes"),
    }
    note_links = {
        "footnoteReference": _links(_first(main, "footnotes")),
        "endnoteReference": _links(_first(main, "endnotes")),
    }
    looks = Looks(_root(_first(main, "styles")))
    reader = BodyReader(styles, numbering, looks, notes, note_links, limits)
    seen: set[str] = set()
    for kind in ("header", "body", "footer"):
        if kind == "body":
            body = child(_root(main), "body")
            reader.read_part(body if body is not None else (), _links(main))
            continue
        for part in _related(main, kind):
            root = _root(part)
            text = _plain_text(root)
            if text not in seen:  # first, even and odd pages mostly say the same
                seen.add(text)
                reader.read_part(
                    root if root is not None else (), _links(part), opens_section=False
                )
    return reader


def _related(source: Part | OpcPackage, kind: str) -> list[Part]:
    """Return the parts of a kind, by the last word of the relation's type.

    The word is the same in strict documents; python-docx knows the transitional names alone.
    """
    relations = source.rels.values()
    return [
        relation.target_part
        for relation in relations
        if not relation.is_external and relation.reltype.rpartition("/")[2] == kind
    ]


def _first(source: Part, kind: str) -> Part | None:
    return next(iter(_related(source, kind)), None)


def _links(part: Part | None) -> PartLinks:
    if part is None:
        return PartLinks()
    external = {key: one.target_ref for key, one in part.rels.items() if one.is_external}
    return PartLinks(str(part.partname), external)


def _root(part: Part | None) -> Element | None:
    """Return the root of a part, which python-docx has parsed only for the kinds it knows."""
    if part is None:
        return None
    element = getattr(part, "element", None)
    return cast(Element, element if element is not None else parse_xml(part.blob))


def _notes(main: Part, kind: str) -> Notes:
    notes: Notes = {}
    for part in _related(main, kind):
        root = _root(part)
        for note in root if root is not None else ():
            identifier = value(note, "id")
            if identifier and value(note, "type") in (None, "normal"):  # else: a separator line
                notes[identifier] = note
    return notes


def _plain_text(element: Element | None) -> str:
    if element is None:
        return ""
    own = element.text or "" if local_name(element) == "t" else ""
    return own + "".join(map(_plain_text, element))


def _metadata_title(package: OpcPackage) -> str:
    try:
        part = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
        title = child(_root(part), "title")
    except (KeyError, ValueError, SyntaxError):
        return ""
    return (title.text or "") if title is not None else ""
