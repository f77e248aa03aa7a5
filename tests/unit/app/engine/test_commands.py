from __future__ import annotations

import threading

import pytest

from app.engine.commands import CommandQueue


def test_calls_are_done_in_order_by_who_does_them() -> None:
    queue = CommandQueue()
    done: list[int] = []
    futures = [queue.submit(lambda n=n: done.append(n)) for n in range(3)]  # type: ignore[misc]
    assert done == []
    queue.do_all()
    assert done == [0, 1, 2]
    assert all(one.done() for one in futures)


def test_an_error_belongs_to_the_asker() -> None:
    queue = CommandQueue()
    failing = queue.submit(lambda: 1 // 0)
    fine = queue.submit(lambda: 1)
    queue.do_all()
    with pytest.raises(ZeroDivisionError):
        failing.result()
    assert fine.result() == 1


def test_what_was_cancelled_is_not_done() -> None:
    queue = CommandQueue()
    done: list[int] = []
    queue.submit(lambda: done.append(1)).cancel()
    queue.do_all()
    assert done == []


def test_waiting_ends_with_a_call_or_a_wake_up() -> None:
    queue = CommandQueue()
    for end in (queue.wake, lambda: queue.submit(lambda: None)):
        thread = threading.Thread(target=queue.wait)
        thread.start()
        end()
        thread.join(30)
        assert not thread.is_alive()
        queue.do_all()
