"""Are cycles of Qt's objects freed by the thread that they belong to?"""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot


class Witness:
    """Tells in which thread it was freed."""

    def __init__(self, told: list[bool]) -> None:
        self._told = told
        self._thread = threading.get_ident()

    def __del__(self) -> None:
        self._told.append(threading.get_ident() == self._thread)


class Knot(QObject):
    """A cycle that only Python's collector can free, with a timer that another thread must not."""

    def __init__(self, witness: Witness) -> None:
        super().__init__()
        self.witness = witness
        self.itself = self
        QTimer(self).start(1000)


def test_cycles_are_freed_in_the_windows_thread_alone(qtbot: QtBot) -> None:
    freed_in_gui: list[bool] = []
    for _ in range(5):
        Knot(Witness(freed_in_gui))

    def allocate() -> None:
        kept = [[] for _ in range(50_000)]  # type: ignore[var-annotated]
        assert kept

    other = threading.Thread(target=allocate)
    other.start()
    other.join()
    assert freed_in_gui == []
    many = [[] for _ in range(50_000)]  # type: ignore[var-annotated]
    qtbot.waitUntil(lambda: len(freed_in_gui) == 5, timeout=10_000)
    assert all(freed_in_gui)
    assert many
    assert not gc.isenabled()
