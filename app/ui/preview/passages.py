"""What does a preview know of a document whose passages were found?"""

from __future__ import annotations

from pathlib import Path

from app.engine.messages import DocumentText
from app.extract.registry import DOCX_EXTENSIONS, MARKDOWN_EXTENSIONS, PDF_EXTENSIONS
from app.ui.results.results_model import FoundDocument


def reading_order(document: FoundDocument) -> list[int]:
    """Return the numbers of a document's passages as one comes upon them when reading."""
    places = [passage.place for passage in document.passages]
    return sorted(range(len(places)), key=lambda at: (places[at].section, places[at].start))


def pages_of(document: FoundDocument) -> frozenset[int]:
    """Return the sections in which a document's passages stand."""
    return frozenset(passage.place.section for passage in document.passages)


def has_pages(text: DocumentText, document: FoundDocument) -> bool:
    """Whether a text holds the sections in which a document's passages stand."""
    return text.pages is None or pages_of(document) <= text.pages


def is_pdf(path: Path) -> bool:
    """Whether a file is shown by its pages."""
    return path.suffix.lower() in PDF_EXTENSIONS


def has_looks(path: Path) -> bool:
    """Whether a file may be shown as it was written."""
    return path.suffix.lower() in DOCX_EXTENSIONS | MARKDOWN_EXTENSIONS
