"""Does the watchdog of the benchmark see a turn of the event loop that takes too long?"""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.ui.rehearsal.lateness import Watchdog, rest, wait_until

pytestmark = pytest.mark.usefixtures("qapp")


def _block() -> None:
    end = time.monotonic() + 0.1
    while time.monotonic() < end:
        pass


def test_a_turn_that_takes_long_is_seen() -> None:
    watchdog = Watchdog()
    QTimer.singleShot(20, _block)
    rest(0.2)
    late = watchdog.stop()
    assert late.max_ms > 90
    assert late.p99_ms <= late.max_ms


def test_work_without_a_turn_at_the_end_counts_too() -> None:
    watchdog = Watchdog()
    QApplication.processEvents()
    _block()
    assert watchdog.stop().max_ms > 90


def test_waiting_ends_when_it_holds_or_in_good_time() -> None:
    happened: list[bool] = []
    QTimer.singleShot(5, lambda: happened.append(True))
    wait_until(lambda: bool(happened), 10)
    with pytest.raises(TimeoutError):
        wait_until(lambda: False, 0.01)
