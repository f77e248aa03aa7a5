from __future__ import annotations

import logging
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path

import pytest

from app.engine.encoder_process import EncoderProcess
from app.errors import EncoderDiedError, EncoderError
from app.priority import Priority
from sparkbert.errors import ModelError
from tests.support import scripted_encoder
from tests.support.scripted_encoder import BUG, DIE, HANG, TOO_LONG, ScriptedEncoder

_ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def shared() -> Iterator[EncoderProcess]:
    """One child for the tests that do it no harm."""
    with EncoderProcess(ScriptedEncoder) as encoder:
        yield encoder


def test_encodings_come_in_the_order_of_the_texts(shared: EncoderProcess) -> None:
    texts = ["one", "three", "sixteen", "x"]
    assert [one.ends.tolist() for one in shared.encode(texts)] == [[3], [5], [7], [1]]


def test_nothing_is_encoded_to_nothing(shared: EncoderProcess) -> None:
    assert shared.encode([]) == []


def test_the_identity_is_the_childs(shared: EncoderProcess) -> None:
    assert shared.identity.name == "scripted"
    assert shared.is_ready


def test_many_threads_get_their_own_answers(shared: EncoderProcess) -> None:
    def ask(number: int) -> bool:
        lengths = [1 + (number * 7 + i) % 50 for i in range(5)]
        bulk = shared.encode(["x" * length for length in lengths])
        query = shared.encode_query("y" * number)
        return [int(one.ends[0]) for one in bulk] == lengths and int(query.ends[0]) == number

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(40)))


def test_a_text_that_is_too_long_is_a_value_error(shared: EncoderProcess) -> None:
    with pytest.raises(ValueError, match="300 word pieces"):
        shared.encode(["fine", TOO_LONG])
    assert len(shared.encode(["fine"])) == 1


def test_a_bug_in_the_child_is_logged_there_and_survived(
    shared: EncoderProcess, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(EncoderError, match="RuntimeError: a bug"):
        shared.encode([BUG])
    assert "Traceback" in caplog.text
    assert len(shared.encode(["fine"])) == 1


def test_a_query_overtakes_the_rest_of_a_bulk_request() -> None:
    context = multiprocessing.get_context("spawn")
    gate, entered = context.Semaphore(0), context.Semaphore(0)
    with EncoderProcess(partial(scripted_encoder.gated, gate, entered)) as encoder:
        bulk = encoder.submit(["text"] * 50)
        entered.acquire()  # the first micro-batch is under way
        query = encoder.submit(["query"], urgent=True)
        n_steps = 0
        while not wait([query], timeout=0.05).done:  # time for the query to reach the child
            gate.release()
            n_steps += 1
            entered.acquire()
        assert not bulk.done()
        for _ in range(51 - n_steps):
            gate.release()
        # Numbers count micro-batches: the query's lies among the bulk's.
        numbers = [int(one.pooled[0]) for one in bulk.result()]
        number = int(query.result()[0].pooled[0])
        assert sorted([*numbers, number]) == list(range(1, 52))
        assert number < 50


def test_a_death_fails_what_waits_and_the_next_request_restarts() -> None:
    with EncoderProcess(ScriptedEncoder) as encoder:
        first = encoder.encode(["fine"])[0]
        doomed = [encoder.submit([DIE]), encoder.submit(["behind it"])]
        for future in doomed:
            with pytest.raises(EncoderDiedError, match="exit code 3"):
                future.result()
        second = encoder.encode(["fine"])[0]
        assert first.pooled[1] != second.pooled[1]  # another process


def test_a_restart_is_told_with_its_reason() -> None:
    reasons: list[str] = []
    with EncoderProcess(ScriptedEncoder, reasons.append) as encoder:
        with pytest.raises(EncoderDiedError):
            encoder.encode([DIE])
        assert reasons == []
        encoder.encode(["fine"])
        assert reasons == ["exit code 3"]
        assert (encoder.is_loading, encoder.is_ready) == (False, True)


def test_a_child_that_dies_twice_unanswered_is_not_started_again() -> None:
    with EncoderProcess(scripted_encoder.that_dies) as encoder:
        for _ in range(2):
            with pytest.raises(EncoderDiedError, match="exit code 9"):
                encoder.encode(["text"])
        with pytest.raises(EncoderDiedError, match="2 times in a row"):
            encoder.encode(["text"])


@pytest.mark.parametrize("load", [scripted_encoder.once_there, scripted_encoder.once_complete])
def test_a_child_that_was_given_up_is_tried_again_once_forgiven(
    load: Callable[[Path], ScriptedEncoder], tmp_path: Path
) -> None:
    sign = tmp_path / "sign"
    with EncoderProcess(partial(load, sign)) as encoder:
        for _ in range(3):
            with pytest.raises((EncoderDiedError, ModelError)):
                encoder.encode(["text"])
        sign.touch()
        with pytest.raises((EncoderDiedError, ModelError)):
            encoder.encode(["text"])
        encoder.forgive()
        assert len(encoder.encode(["text"])) == 1
        encoder.forgive()  # a child that lives is left alone
        assert encoder.is_ready


def test_a_missing_model_reaches_every_caller_with_its_text() -> None:
    with EncoderProcess(scripted_encoder.without_model) as encoder:
        for _ in range(3):
            with pytest.raises(ModelError, match="lacks everything"):
                encoder.encode(["text"])
        with pytest.raises(ModelError, match="lacks everything"):
            _ = encoder.identity
        assert not encoder.is_ready


def test_a_bug_while_loading_is_logged_with_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.ERROR),
        EncoderProcess(scripted_encoder.with_a_bug) as encoder,
        pytest.raises(ModelError, match="KeyError"),
    ):
        encoder.encode(["text"])
    assert "Traceback" in caplog.text


def test_starting_does_not_wait_for_the_model() -> None:
    context = multiprocessing.get_context("spawn")
    gate, entered = context.Semaphore(0), context.Semaphore(0)
    with EncoderProcess(partial(scripted_encoder.gated, gate, entered)) as encoder:
        encoder.start()
        encoder.start()  # a second start is no second child
        gate.release()
        assert len(encoder.encode(["text"])) == 1


def test_closing_fails_what_waits_and_all_that_follows() -> None:
    encoder = EncoderProcess(ScriptedEncoder)
    waiting = encoder.submit([HANG])
    assert encoder.identity.dimension == 2
    encoder.close()
    with pytest.raises(EncoderDiedError):
        waiting.result()
    with pytest.raises(EncoderDiedError, match="closed"):
        encoder.encode(["text"])


_PARENT = """
import sys
from functools import partial
from pathlib import Path
from app.engine.encoder_process import EncoderProcess
from tests.support import scripted_encoder

if __name__ == "__main__":
    encoder = EncoderProcess(partial(scripted_encoder.holding_open, Path(sys.argv[1])))
    encoder.identity
    waiting = encoder.submit(["hang"])
    print("ready", flush=True)
    waiting.result()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe of POSIX")
def test_the_child_leaves_when_its_parent_is_killed(tmp_path: Path) -> None:
    fifo, script = tmp_path / "alive", tmp_path / "parent.py"
    os.mkfifo(fifo)
    script.write_text(_PARENT)
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    command = [sys.executable, str(script), str(fifo)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        with fifo.open("rb") as alive:  # opens once the child has opened its end
            assert parent.stdout.readline() == b"ready\n"
            parent.kill()
            assert alive.read() == b""  # ends when the child does


class _Changes:
    """Counts what an encoder says of itself."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.n = 0

    def __call__(self) -> None:
        with self._changed:
            self.n += 1
            self._changed.notify_all()

    def wait_until(self, holds: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(holds, timeout=60)


def test_an_idle_encoder_sleeps_and_the_next_request_wakes_it() -> None:
    changes, restarts = _Changes(), list[str]()
    with EncoderProcess(ScriptedEncoder, restarts.append, changes, sleep_after_s=0.05) as encoder:
        first = encoder.encode(["fine"])[0]
        changes.wait_until(lambda: not encoder.is_ready)
        assert not encoder.is_loading
        second = encoder.encode_query("fine")
        assert first.pooled[1] != second.pooled[1]  # another process
    assert restarts == []  # which is no accident


def test_an_encoder_that_was_only_warmed_sleeps_too() -> None:
    changes = _Changes()
    with EncoderProcess(ScriptedEncoder, on_change=changes, sleep_after_s=0.05) as encoder:
        encoder.start()
        changes.wait_until(lambda: changes.n >= 3)  # it loads, is ready, and sleeps
        assert (encoder.is_loading, encoder.is_ready) == (False, False)


def test_an_encoder_that_works_does_not_sleep() -> None:
    context = multiprocessing.get_context("spawn")
    gate, entered = context.Semaphore(0), context.Semaphore(0)
    changes = _Changes()
    with EncoderProcess(
        partial(scripted_encoder.gated, gate, entered), on_change=changes, sleep_after_s=0.01
    ) as encoder:
        bulk = encoder.submit(["text"] * 5)
        for _ in range(5):
            entered.acquire()
            assert not wait([bulk], timeout=0.05).done  # longer than it takes to fall asleep
            gate.release()
        assert len({float(one.pooled[1]) for one in bulk.result()}) == 1


def test_requests_are_answered_whenever_it_falls_asleep() -> None:
    with (
        EncoderProcess(ScriptedEncoder, sleep_after_s=0.001) as encoder,
        ThreadPoolExecutor(4) as pool,
    ):
        answers = list(pool.map(lambda n: len(encoder.encode(["x"] * n)), [1, 2, 3, 4] * 3))
    assert answers == [1, 2, 3, 4] * 3


def test_what_nobody_waits_for_is_dropped() -> None:
    context = multiprocessing.get_context("spawn")
    gate, entered = context.Semaphore(0), context.Semaphore(0)
    with EncoderProcess(partial(scripted_encoder.gated, gate, entered)) as encoder:
        dropped = [encoder.submit(["text"] * 50), encoder.submit(["text"] * 50)]
        entered.acquire()  # the first micro-batch is under way
        assert all(one.cancel() for one in dropped)
        encoder.submit(["query"], urgent=True)  # it comes after: by then the orders were read
        entered.acquire()
        for _ in range(3):
            gate.release()
        bulk = encoder.encode(["another"])
        # One micro-batch of what was dropped, the query's, and this: no more.
        assert int(bulk[0].pooled[0]) == 3
        gate.release()


def test_bulk_work_rests_and_a_query_does_not() -> None:
    context = multiprocessing.get_context("spawn")
    gate, entered = context.Semaphore(0), context.Semaphore(0)
    with EncoderProcess(partial(scripted_encoder.gated, gate, entered)) as encoder:
        encoder.set_rest(1e9)  # after each micro-batch, as long as it may rest
        bulk = encoder.submit(["text"] * 3)
        entered.acquire()
        gate.release()
        query = encoder.submit(["query"], urgent=True)
        entered.acquire()
        gate.release()
        assert len(query.result()) == 1
        assert not bulk.done()
        encoder.set_rest(0)
        for _ in range(2):
            entered.acquire()
            gate.release()
        assert len(bulk.result()) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own")
def test_bulk_work_yields_and_a_query_does_not() -> None:
    with EncoderProcess(scripted_encoder.that_tells_its_priority) as encoder:
        bulk = encoder.encode(["text", "text"])
        query = encoder.encode_query("text")
        before = os.getpriority(os.PRIO_PROCESS, 0)
        assert {int(one.pooled[0]) for one in bulk} == {max(before, Priority.ENCODING)}
        assert int(query.pooled[0]) == before
