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
            (OnBattery.WORDS, self.tr("Index words now, meaning later")),
            (OnBattery.PAUSE, self.tr("Wait until plugged in")),
            (OnBattery.RUN, self.tr("Same as when plugged in")),
        ):
            self._battery.addItem(text, one)
        self._battery.activated.connect(
            lambda _: self._change(on_battery=self._battery.currentData())
        )
        self.add_control(
            self.tr("On battery"),
            self._battery,
            self.tr(
                "How indexing behaves on battery power. Search always works. “Continue "
                "anyway” at the bottom of the window overrides this."
            ),
        )
        self._yields = self.add_check(
            self.tr("Slow down while other apps are busy"),
            self.tr("Keeps your computer responsive; indexing by meaning takes longer."),
        )
        self._yields.clicked.connect(lambda on: self._change(yield_when_busy=on))
        self._cores = QSpinBox()
        self._cores.setRange(0, 256)
        self._cores.setSpecialValueText(self.tr("All"))
        self._cores.editingFinished.connect(
            lambda: self._change(encoder_threads=self._cores.value() or None)
        )
        self.add_control(
            self.tr("Processor cores for indexing by meaning"),
            self._cores,
            self.tr("Fewer cores keep the computer cooler and quieter; indexing takes longer."),
        )
        self._sleep = QSpinBox()
        self._sleep.setRange(1, 24 * 60)
        self._sleep.setSuffix(self.tr(" min"))
        self._sleep.editingFinished.connect(
            lambda: self._change(encoder_sleep_seconds=_MINUTE_S * self._sleep.value())
        )
        self.add_control(
            self.tr("Free memory after"),
            self._sleep,
            self.tr(
                "When idle this long, the language model frees about 300 MB. It is back "
                "within seconds once you type; until then, search uses words only."
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
