"""How far has the work come, in words and numbers that are true?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.engine.pace import Pace
from app.engine.standing import Activity, EncoderState, Overview
from app.ui.engine_texts import trouble_text
from app.ui.look.elided_label import ElidedLabel
from app.ui.look.format import duration_text, files_text, number_text, passages_text, tip_text
from app.ui.look.icons import Glyph, icon
from app.ui.look.theme import GRID, META_PT, Theme, sized
from app.ui.manners.shortcuts import Command, key_text
from app.ui.translation import tr

_NOT_INDEXED = "#not-indexed"


class ActivityBar(QWidget):
    """One line at the foot of the window, with pause and resume."""

    pause_requested = Signal()
    resume_requested = Signal()
    not_indexed_requested = Signal()
    retry_requested = Signal()
    cancel_requested = Signal()
    settings_requested = Signal()
    keys_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._overview: Overview | None = None
        self._is_paused = False
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setFixedSize(12 * GRID, 6)
        self._meter.setAccessibleName(self.tr("Progress"))
        self._text = ElidedLabel()
        self._failed = QLabel()
        self._failed.setTextFormat(Qt.TextFormat.RichText)
        self._failed.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._failed.linkActivated.connect(lambda _: self.not_indexed_requested.emit())
        self._button = QPushButton()
        self._button.setFlat(True)
        self._button.clicked.connect(self._on_clicked)
        self._cancel = QPushButton(self.tr("Cancel …"))
        self._cancel.setFlat(True)
        self._cancel.setToolTip(self.tr("Cancel indexing a folder"))
        self._cancel.clicked.connect(self.cancel_requested)
        self._retry = QPushButton(self.tr("Try again"))
        self._retry.setFlat(True)
        self._retry.clicked.connect(self.retry_requested)
        for one in (self._text, self._failed, self._retry, self._button, self._cancel):
            one.setFont(sized(self.font(), META_PT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(self._meter)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._failed)
        layout.addWidget(self._retry)
        layout.addWidget(self._button)
        layout.addWidget(self._cancel)
        self._keys = _button(self.tr("Keyboard shortcuts"), Command.HELP)
        self._keys.clicked.connect(self.keys_requested)
        self._settings = _button(self.tr("Settings"), Command.SETTINGS)
        self._settings.clicked.connect(self.settings_requested)
        layout.addWidget(self._keys)
        layout.addWidget(self._settings)
        self.set_theme(theme)
        self.set_starting()

    def set_starting(self) -> None:
        """Say that the engine is not there yet."""
        self._text.setText(self.tr("Starting …"))
        for one in (self._meter, self._failed, self._retry, self._button, self._cancel):
            one.hide()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        self._keys.setIcon(icon(Glyph.HELP, theme.meta))
        self._settings.setIcon(icon(Glyph.SETTINGS, theme.meta))
        if self._overview is not None:
            self.set_overview(self._overview)

    def set_overview(self, overview: Overview) -> None:
        """Show how everything stands."""
        self._overview = overview
        self._is_paused = overview.activity is Activity.PAUSED
        self._text.setText(activity_text(overview))
        tip = [overview.file, words_only_text(overview)]
        self._text.setToolTip(tip_text(*filter(None, tip)) if any(tip) else "")
        self._text.setAccessibleDescription(words_only_text(overview))
        done = overview.n_files_by_words + overview.n_failed + overview.n_chunks_by_meaning
        total = overview.n_files + overview.n_chunks_readable
        is_busy = overview.activity not in (Activity.IDLE, Activity.TROUBLE) and done < total
        self._meter.setVisible(is_busy)
        self._meter.setRange(0, max(total, 1))
        self._meter.setValue(done)
        self._failed.setVisible(overview.n_failed > 0)
        failed = self.tr("{number} not indexed").format(number=number_text(overview.n_failed))
        self._failed.setText(
            f'<a href="{_NOT_INDEXED}" style="color: {self._theme.accent.name()}">{failed}</a>'
        )
        self._failed.setAccessibleName(failed)
        is_off = overview.encoder is EncoderState.FAILED
        is_trouble = overview.activity is Activity.TROUBLE or is_off
        colour = self._theme.trouble if is_trouble else self._theme.text
        self._text.setStyleSheet(f"color: {colour.name()}")
        is_battery = overview.pace in _pause_texts()
        resume = self.tr("Continue anyway") if is_battery else self.tr("Resume")
        self._button.setText(resume if self._is_paused else self.tr("Pause"))
        glyph = Glyph.PLAY if self._is_paused else Glyph.PAUSE
        self._button.setIcon(icon(glyph, self._theme.text))
        self._button.setVisible(is_busy or self._is_paused)
        self._cancel.setVisible(is_busy and bool(overview.sources))
        self._retry.setVisible(is_off)

    def _on_clicked(self) -> None:
        (self.resume_requested if self._is_paused else self.pause_requested).emit()


def _button(name: str, command: Command) -> QPushButton:
    """Return a button that is a picture, with its key in the tool tip."""
    button = QPushButton()
    button.setFlat(True)
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({key_text(command.value)})")
    return button


def activity_text(overview: Overview) -> str:
    """Return one line that says how far the work has come."""
    if overview.activity is Activity.TROUBLE:
        return _trouble_text(overview) or tr("Indexing has stopped.")
    if overview.encoder is EncoderState.FAILED:
        return " ".join(filter(None, (tr("Search uses words only."), _trouble_text(overview))))
    n_tried = overview.n_files_by_words + overview.n_failed
    is_encoded = overview.n_chunks_by_meaning >= overview.n_chunks_readable
    if n_tried >= overview.n_files and is_encoded:
        return _done_text(overview)
    is_paused = overview.activity is Activity.PAUSED
    parts = []
    if is_paused:
        parts.append(_pause_texts().get(overview.pace, tr("Paused")))
    if n_tried < overview.n_files:
        parts.append(
            tr("{number} of {files} searchable by words").format(
                number=number_text(overview.n_files_by_words), files=files_text(overview.n_files)
            )
        )
    parts.append(
        tr("{number} of {passages} by meaning").format(
            number=number_text(overview.n_chunks_by_meaning),
            passages=passages_text(overview.n_chunks_readable),
        )
    )
    if not is_paused:
        parts += _speed_texts(overview)
    if n := overview.n_chunks_words_only:
        parts.append(tr("{number} more by words only").format(number=number_text(n)))
    return " · ".join(parts)


def words_only_text(overview: Overview) -> str:
    """Return why some passages stay searchable by their words alone, nothing if none do."""
    n = overview.n_chunks_words_only
    if not n:
        return ""
    return tr(
        "%Ln passage(s) are in languages that the model can't read, so they are found by their "
        "words only.",
        "",
        n,
    )


def _trouble_text(overview: Overview) -> str:
    return trouble_text(overview.trouble, overview.message) if overview.message else ""


def _done_text(overview: Overview) -> str:
    """Say that nothing is left to do, and what there is."""
    if overview.activity is Activity.SCANNING:
        return tr("Checking your folders …")
    if not overview.n_files:
        return tr("Nothing is indexed yet")
    is_paused = overview.activity is Activity.PAUSED
    passages = passages_text(overview.n_chunks)
    if overview.n_chunks_words_only:
        by_words = tr("{number} of them by words only")
        passages += ", " + by_words.format(number=number_text(overview.n_chunks_words_only))
    files = files_text(overview.n_files_by_words)
    parts = [f"{files}, {passages}"]
    if overview.n_failed:
        text = tr("{number} of {files} searchable")
        n = number_text(overview.n_files_by_words)
        parts = [text.format(number=n, files=files_text(overview.n_files)), passages]
    if is_paused:
        parts.insert(0, tr("Paused: changes are not indexed"))
    elif not overview.n_failed:
        parts.insert(0, tr("Everything is searchable"))
    return " · ".join(parts)


def _speed_texts(overview: Overview) -> list[str]:
    parts = []
    if overview.chunks_per_s:
        parts.append(tr("%Ln passage(s) a minute", "", round(60 * overview.chunks_per_s)))
    if overview.seconds_left is not None:
        parts.append(tr("{duration} left").format(duration=duration_text(overview.seconds_left)))
    pace = {
        Pace.SLOW: tr("slower while other apps are busy"),
        Pace.WORDS: tr("on battery, words only for now"),
    }.get(overview.pace)
    return [*parts, pace] if pace else parts


def _pause_texts() -> dict[Pace, str]:
    return {
        Pace.WORDS: tr("On battery: indexing by meaning waits for power"),
        Pace.HELD: tr("On battery: indexing waits for power"),
    }
