"""Settings: how much of the computer may indexing take, and when?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from app.engine.settings_messages import EngineFacts
from app.settings import OnBattery, Settings
from app.ui.settings.engine_settings import EngineSettings
from app.ui.settings.page import Page

_MINUTE_S = 60.0


class SpeedPage(Page):
    """What goes on on battery, beside other programs, and with how many cores."""

    def __init__(self, engine: EngineSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Speed and battery"))
        self._engine = engine
        self._battery = QComboBox()
        for one, text in (
            (OnBattery.WORDS, self.tr("Read files, find by meaning later")),
            (OnBattery.PAUSE, self.tr("Wait for power")),
            (OnBattery.RUN, self.tr("Go on as on mains")),
        ):
            self._battery.addItem(text, one)
        self._battery.activated.connect(
            lambda _: self._change(on_battery=self._battery.currentData())
        )
        self.add_control(
            self.tr("On battery"),
            self._battery,
            self.tr(
                "What indexing does by itself while there is no power. Searching always works, and "
                "“Go on anyway” at the foot of the window goes before this."
            ),
        )
        self._yields = self.add_check(
            self.tr("Go slower while other programs are busy"),
            self.tr("Finding by meaning then takes longer to be ready, and your work does not."),
        )
        self._yields.clicked.connect(lambda on: self._change(yield_when_busy=on))
        self._cores = QSpinBox()
        self._cores.setRange(0, 256)
        self._cores.setSpecialValueText(self.tr("All"))
        self._cores.editingFinished.connect(
            lambda: self._change(encoder_threads=self._cores.value() or None)
        )
        self.add_control(
            self.tr("Processor cores for finding by meaning"),
            self._cores,
            self.tr("Fewer keep the computer cooler and quieter; indexing takes longer."),
        )
        self._sleep = QSpinBox()
        self._sleep.setRange(1, 24 * 60)
        self._sleep.setSuffix(self.tr(" min"))
        self._sleep.editingFinished.connect(
            lambda: self._change(encoder_sleep_seconds=_MINUTE_S * self._sleep.value())
        )
        self.add_control(
            self.tr("Give memory back after"),
            self._sleep,
            self.tr(
                "So long without work, and the language model leaves the memory (some 300 MB). "
                "Typing brings it back within seconds; until then words are searched."
            ),
        )
        self.setEnabled(False)
        self.finish()

    def set_settings(self, settings: Settings) -> None:
        """Show what is set."""
        own = settings.scheduling
        self.setEnabled(True)
        self._battery.setCurrentIndex(self._battery.findData(own.on_battery))
        self._yields.setChecked(own.yield_when_busy)
        for box, value in (
            (self._cores, own.encoder_threads or 0),
            (self._sleep, round(own.encoder_sleep_seconds / _MINUTE_S)),
        ):
            with QSignalBlocker(box):
                box.setValue(value)

    def set_facts(self, facts: EngineFacts) -> None:
        """Know how many cores there are."""
        with QSignalBlocker(self._cores):
            self._cores.setMaximum(max(facts.n_cores, self._cores.value()))

    def _change(self, **values: Any) -> None:
        settings = self._engine.settings
        if settings is None:
            return
        before = settings.scheduling
        after = replace(before, **values)
        is_same_minute = round(after.encoder_sleep_seconds / _MINUTE_S) == round(
            before.encoder_sleep_seconds / _MINUTE_S
        )
        if is_same_minute:  # a box that was left as it was must not round what the file says
            after = replace(after, encoder_sleep_seconds=before.encoder_sleep_seconds)
        if after != before:
            self._engine.change(lambda settings: replace(settings, scheduling=after))
