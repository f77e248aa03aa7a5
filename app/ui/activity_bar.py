"""How far has the work come, in words and numbers that are true?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.engine.pace import Pace
from app.engine.standing import Activity, EncoderState, Overview
from app.ui.format import duration_text, files_text, number_text, passages_text, tip_text
from app.ui.icons import Glyph, icon
from app.ui.theme import GRID, META_PT, Theme, sized

_NOT_INDEXED = "#not-indexed"
_PAUSES = {
    Pace.WORDS: "On battery: finding by meaning waits for power",
    Pace.HELD: "On battery: waits for power",
}
_PACES = {
    Pace.SLOW: "slower, because other programs are busy",
    Pace.WORDS: "on battery, by words only for now",
}


class ActivityBar(QWidget):
    """One line at the foot of the window, with pause and resume."""

    pause_requested = Signal()
    resume_requested = Signal()
    not_indexed_requested = Signal()
    retry_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._overview: Overview | None = None
        self._is_paused = False
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setFixedSize(12 * GRID, 6)
        self._meter.setAccessibleName("Progress")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._failed = QLabel()
        self._failed.setTextFormat(Qt.TextFormat.RichText)
        self._failed.linkActivated.connect(lambda _: self.not_indexed_requested.emit())
        self._button = QPushButton()
        self._button.setFlat(True)
        self._button.clicked.connect(self._on_clicked)
        self._cancel = QPushButton("Cancel …")
        self._cancel.setFlat(True)
        self._cancel.setToolTip("Cancel the indexing of a folder")
        self._cancel.clicked.connect(self.cancel_requested)
        self._retry = QPushButton("Try again")
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
        self.set_starting()

    def set_starting(self) -> None:
        """Say that the engine is not there yet."""
        self._text.setText("Starting …")
        for one in (self._meter, self._failed, self._retry, self._button, self._cancel):
            one.hide()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        self._theme = theme
        if self._overview is not None:
            self.set_overview(self._overview)

    def set_overview(self, overview: Overview) -> None:
        """Show how everything stands."""
        self._overview = overview
        self._is_paused = overview.activity is Activity.PAUSED
        self._text.setText(activity_text(overview))
        self._text.setToolTip(tip_text(overview.file) if overview.file else "")
        done = overview.n_files_by_words + overview.n_failed + overview.n_chunks_by_meaning
        total = overview.n_files + overview.n_chunks_readable
        is_busy = overview.activity not in (Activity.IDLE, Activity.TROUBLE) and done < total
        self._meter.setVisible(is_busy)
        self._meter.setRange(0, max(total, 1))
        self._meter.setValue(done)
        self._failed.setVisible(overview.n_failed > 0)
        self._failed.setText(
            f'<a href="{_NOT_INDEXED}" style="color: {self._theme.accent.name()}">'
            f"{number_text(overview.n_failed)} not indexed</a>"
        )
        is_off = overview.encoder is EncoderState.FAILED
        is_trouble = overview.activity is Activity.TROUBLE or is_off
        colour = self._theme.trouble if is_trouble else self._theme.text
        self._text.setStyleSheet(f"color: {colour.name()}")
        is_battery = overview.pace in _PAUSES
        resume = "Go on anyway" if is_battery else "Resume"
        self._button.setText(resume if self._is_paused else "Pause")
        glyph = Glyph.PLAY if self._is_paused else Glyph.PAUSE
        self._button.setIcon(icon(glyph, self._theme.text))
        self._button.setVisible(is_busy or self._is_paused)
        self._cancel.setVisible(is_busy and bool(overview.sources))
        self._retry.setVisible(is_off)

    def _on_clicked(self) -> None:
        (self.resume_requested if self._is_paused else self.pause_requested).emit()


def activity_text(overview: Overview) -> str:
    """Return one line that says how far the work has come."""
    if overview.activity is Activity.TROUBLE:
        return overview.message or "The work has stopped."
    if overview.encoder is EncoderState.FAILED:
        return f"Words alone are searched. {overview.message or ''}".strip()
    n_tried = overview.n_files_by_words + overview.n_failed
    is_encoded = overview.n_chunks_by_meaning >= overview.n_chunks_readable
    is_done = n_tried >= overview.n_files and is_encoded
    if is_done:
        if overview.activity is Activity.SCANNING:
            return "Looking through your folders …"
        if not overview.n_files:
            return "Nothing is indexed yet"
        is_paused = overview.activity is Activity.PAUSED
        state = "Paused: changes wait" if is_paused else "Everything is searchable"
        n_files = files_text(overview.n_files_by_words)
        n_passages = passages_text(overview.n_chunks)
        by_words = ""
        if overview.n_chunks_words_only:
            by_words = f", {number_text(overview.n_chunks_words_only)} of them by words only"
        return f"{state} · {n_files}, {n_passages}{by_words}"
    parts = []
    if overview.activity is Activity.PAUSED:
        parts.append(_PAUSES.get(overview.pace, "Paused"))
    if n_tried < overview.n_files:
        parts.append(
            f"{number_text(overview.n_files_by_words)} of "
            f"{files_text(overview.n_files)} searchable by words"
        )
    parts.append(
        f"{number_text(overview.n_chunks_by_meaning)} of "
        f"{passages_text(overview.n_chunks_readable)} by meaning"
    )
    if overview.chunks_per_s and overview.activity is not Activity.PAUSED:
        parts.append(f"{number_text(round(60 * overview.chunks_per_s))} passages a minute")
    if overview.seconds_left is not None and overview.activity is not Activity.PAUSED:
        parts.append(f"{duration_text(overview.seconds_left)} left")
    if overview.activity is not Activity.PAUSED and overview.pace in _PACES:
        parts.append(_PACES[overview.pace])
    return " · ".join(parts)
