"""How a PDF that PDFium can't open is read all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.extract import failures
from app.extract.base import ExtractedDocument, ExtractionError, ExtractionWarning, WarningKind
from app.extract.clean import TextBuilder
from app.extract.titles import choose_title
from sparkbert.types import Section

if TYPE_CHECKING:
    from pathlib import Path

    import pypdf

    from app.extract.base import Limits


def extract_with_pypdf(path: Path, limits: Limits, reason: str) -> ExtractedDocument:
    """Return what pypdf makes of the file; `reason` says for the log why PDFium did not.

    Raises
    ------
    ExtractionError
        pypdf can't read it either.
    """
    import pypdf

    try:
        with path.open("rb") as file:
            reader = pypdf.PdfReader(file, strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise failures.encrypted("PDF")
            sections = _sections(reader, limits)
            title = _title(reader)
    except (ExtractionError, MemoryError, OSError):
        raise
    except pypdf.errors.DependencyError as error:  # an encryption that needs another package
        raise failures.encrypted("PDF") from error
    except Exception as error:  # damaged files make pypdf raise nearly anything
        raise failures.damaged("PDF", f"{reason}; pypdf: {failures.trace_of(error)}") from error
    if not sections:
        raise failures.damaged("PDF", f"{reason}; pypdf: no text")
    warning = ExtractionWarning(
        WarningKind.DAMAGED, "The file is damaged; parts of its text may be missing."
    )
    return ExtractedDocument(choose_title(path, [title]), sections, (warning,))


def _sections(reader: pypdf.PdfReader, limits: Limits) -> tuple[Section, ...]:
    sections = []
    characters = 0
    for number, page in enumerate(reader.pages, start=1):
        builder = TextBuilder(keep_lines=True)
        raw = page.extract_text()
        characters += len(raw)
        if characters > limits.characters:
            raise failures.too_much_text(limits)
        builder.append(raw, 0)
        text, offsets = builder.build()
        if text:
            sections.append(Section(text, page=number, offsets=offsets))
    return tuple(sections)


def _title(reader: pypdf.PdfReader) -> str:
    metadata = reader.metadata
    return str(metadata.title or "") if metadata is not None else ""
