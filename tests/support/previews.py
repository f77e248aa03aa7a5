"""How does a test show a place of a file in a preview, without an engine?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from app.engine.messages import DocumentText
from app.engine.search_messages import FoundPassage, Place
from app.extract.base import Limits
from app.extract.registry import lay_out_file
from app.ui.preview.pane import PreviewPane
from app.ui.results.results_model import FoundDocument
from sparkbert.types import Highlight, HighlightKind, Hit, Tier

_AROUND = 60


def text_of(path: Path) -> DocumentText:
    """Return what the engine would tell of a file."""
    document = lay_out_file(path, Limits())
    return DocumentText(path, document.title, document.sections, False, document.layout)


def passages_with(text: DocumentText, word: str) -> FoundDocument:
    """Return a passage around each place where a word stands, as a search would find them."""
    found: list[FoundPassage] = []
    for number, section in enumerate(text.sections):
        at = section.text.find(word)
        while at >= 0:
            start = max(at - _AROUND, 0)
            passage = section.text[start : at + len(word) + _AROUND]
            mark = Highlight(at - start, at - start + len(word), 1.0, HighlightKind.EXACT)
            hit = Hit(len(found) + 1, passage, 1.0, Tier.RANKED, {}, (), (mark,), ())
            place = Place(text.path, section.page, None, number, start, start + len(passage))
            found.append(FoundPassage(hit, place, ()))
            at = section.text.find(word, at + 1)
    return FoundDocument(text.path, None, tuple(found))


def show_word(pane: PreviewPane, path: Path, word: str) -> FoundDocument:
    """Show the first place of a word in a file."""
    text = text_of(path)
    document = passages_with(text, word)
    pane.show_passage(document, 0)
    pane.set_text(text)
    return document


def button(parent: QWidget, name: str) -> QPushButton:
    """Return a button by its accessible name."""
    return next(one for one in parent.findChildren(QPushButton) if one.accessibleName() == name)
