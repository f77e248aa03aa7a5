from __future__ import annotations

import threading

from app.engine.idle import IdleTimer

_LONG_S = 3600.0
_PATIENCE_S = 60.0


def test_a_shorter_time_counts_from_the_last_touch_on() -> None:
    idle = threading.Event()
    timer = IdleTimer(_LONG_S, idle.set)
    timer.touch()
    timer.set_seconds(0.01)
    assert idle.wait(_PATIENCE_S)
    timer.close()


def test_a_longer_time_puts_off_what_was_due() -> None:
    idle = threading.Event()
    timer = IdleTimer(_LONG_S, idle.set)
    timer.touch()
    timer.set_seconds(2 * _LONG_S)
    timer.set_seconds(_LONG_S)
    assert not idle.is_set()
    timer.close()


def test_nothing_is_due_before_the_first_touch() -> None:
    idle = threading.Event()
    timer = IdleTimer(0.001, idle.set)
    timer.set_seconds(0.002)
    timer.close()
    assert not idle.is_set()
