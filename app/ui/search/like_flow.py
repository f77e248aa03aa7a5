"""What happens between the wish for more like this and the way back to the search before?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt

from app.engine.likeness import Like, LikeFile, LikePassage, LikeText
from app.printable import printable
from app.ui.look.format import page_text
from app.ui.look.theme import Theme
from app.ui.results.results_list import ResultsList
from app.ui.results.results_model import ResultRow
from app.ui.search.like_chip import LikeChip
from app.ui.search.search_box import SearchBox
from app.ui.search.search_controller import SearchController
from app.ui.translation import tr

_N_LETTERS = 40
"""So much of a selection is said."""


@dataclass(frozen=True, slots=True)
class LikeTarget:
    """What results are to be like, and how that is said to the user."""

    like: Like
    label: str


@dataclass(frozen=True, slots=True)
class _Before:
    """A search to go back to: its text or its target, and the result that was chosen."""

    text: str
    target: LikeTarget | None
    chosen: tuple[Path, int] | None


def passage_target(row: ResultRow) -> LikeTarget:
    """Return what is like a result's passage."""
    place = row.passage.place
    name = printable(place.path.name)
    page = page_text(place)
    label = (
        tr("Like: {name}, {page}").format(name=name, page=page)
        if page
        else tr("Like a passage of {name}").format(name=name)
    )
    return LikeTarget(LikePassage(place.path, row.passage.hit.chunk_id), label)


def file_target(path: Path) -> LikeTarget:
    """Return what is like a whole file."""
    label = tr("Like: {name}").format(name=printable(path.name))
    return LikeTarget(LikeFile(path), label)


def text_target(path: Path, text: str) -> LikeTarget:
    """Return what is like some text of a file."""
    words = printable(" ".join(text.split()))
    short = words if len(words) <= _N_LETTERS else f"{words[:_N_LETTERS].rstrip()}…"
    return LikeTarget(LikeText(path, text), tr("Like: “{text}”").format(text=short))


class LikeFlow(QObject):
    """Searches for more like this, and goes back: step by step, to the result chosen there."""

    def __init__(
        self,
        search: SearchController,
        box: SearchBox,
        results: ResultsList,
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._box = box
        self._results = results
        self._target: LikeTarget | None = None
        self._before: list[_Before] = []
        self.chip = LikeChip(box, theme)
        self.chip.clicked.connect(self.go_back)
        self.chip.escaped.connect(self.go_back)
        box.textEdited.connect(self._on_edited)
        results.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self.chip.set_theme(theme)

    def find(self, target: LikeTarget) -> None:
        """Show what is like something, instead of what is shown now."""
        self._before.append(_Before(self._box.text(), self._target, self._results.choice))
        self._show(target)

    def find_passage(self, row: ResultRow) -> None:
        """Show what is like a result's passage."""
        self.find(passage_target(row))

    def find_file(self, row: ResultRow) -> None:
        """Show what is like all of a result's file."""
        self.find(file_target(row.document.path))

    def find_selection(self, text: str) -> None:
        """Show what is like a selection in the preview; like what is shown there if it is empty."""
        if (row := self._results.current_row) is None:
            return
        self.find(text_target(row.document.path, text) if text.strip() else passage_target(row))

    def go_back(self) -> None:
        """Show what was shown before."""
        if not self._before:
            return
        before = self._before.pop()
        if before.target is not None:
            self._show(before.target)
        elif before.text:
            self._box.take(before.text)
        else:
            self._end()
            self._box.setFocus()
            self._search.type("")
        self._results.choose_when_shown(before.chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back by Escape in the list, too."""
        if self._target is not None and event.type() is QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if key == Qt.Key.Key_Escape:
                self.go_back()
                return True
        return super().eventFilter(watched, event)

    def _show(self, target: LikeTarget) -> None:
        self._target = target
        self._box.clear()
        self.chip.show_label(target.label)
        self._results.forget_choice()
        self._search.find_like(target.like)

    def _on_edited(self, text: str) -> None:
        """Let what is typed take the place of the chip."""
        if text or self._target is None:
            self._end()

    def _end(self) -> None:
        self._target = None
        self._before.clear()
        self.chip.show_label("")
