"""Does the window's line to the engine outlast an engine that is asked to make room for another?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from pytestqt.qtbot import QtBot

from app.engine.events import Event
from app.engine.messages import Done, GetFailures, GetOverview, Pause, Request
from app.engine.settings_messages import RestartEngine
from app.engine.standing import Overview
from app.errors import EngineLostError
from app.ui.bridge import Bridge


class Engines:
    """Engines that answer nothing but what is asked of them at once, and end when told to."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def attach(self, on_event: Callable[[Event], None], on_lost: Callable[[], None]) -> Line:
        del on_event
        self.lines.append(Line(on_lost))
        return self.lines[-1]


class Line:
    def __init__(self, on_lost: Callable[[], None]) -> None:
        self.asked: list[Request] = []
        self.held: list[Future[Any]] = []
        self.is_closed = False
        self._on_lost = on_lost

    def ask(self, request: Request) -> Future[Any]:
        self.asked.append(request)
        future: Future[Any] = Future()
        match request:
            case GetOverview():
                future.set_result(Overview())
            case Pause():
                future.set_result(Done())
            case _:
                self.held.append(future)
        return future

    def end(self) -> None:
        for future in self.held:
            future.set_exception(EngineLostError("The engine has ended."))
        self._on_lost()

    def close(self) -> None:
        self.is_closed = True


def attached(qtbot: QtBot, engines: Engines) -> Bridge:
    bridge = Bridge(engines.attach)
    with qtbot.waitSignal(bridge.attached):
        bridge.start()
    return bridge


def test_what_is_asked_meanwhile_goes_to_the_next_engine(qtbot: QtBot) -> None:
    engines = Engines()
    bridge = attached(qtbot, engines)
    notices: list[object] = []
    bridge.notice.connect(notices.append)
    bridge.failed.connect(notices.append)
    answers: list[object] = []
    bridge.ask(GetFailures(), answers.append, answers.append)  # too late for the first one
    bridge.restart(rebuild=True)
    bridge.ask(Pause(), answers.append, answers.append)
    first = engines.lines[0]
    assert first.asked[-1] == RestartEngine(rebuild=True)
    with qtbot.waitSignal(bridge.attached):
        first.end()
    second = engines.lines[1]
    qtbot.waitUntil(lambda: answers == [Done()])
    assert {type(one) for one in second.asked} == {GetOverview, GetFailures, Pause}
    assert first.is_closed
    assert not notices
    bridge.close()


def test_many_wanted_ends_are_no_trouble(qtbot: QtBot) -> None:
    engines = Engines()
    bridge = attached(qtbot, engines)
    failed: list[str] = []
    bridge.failed.connect(failed.append)
    for _ in range(5):
        bridge.restart()
        with qtbot.waitSignal(bridge.attached):
            engines.lines[-1].end()
    assert len(engines.lines) == 6
    assert not failed
    bridge.close()


def test_an_end_that_nobody_wanted_is_told(qtbot: QtBot) -> None:
    engines = Engines()
    bridge = attached(qtbot, engines)
    with qtbot.waitSignal(bridge.notice) as told:
        engines.lines[0].end()
    assert "was restarted" in told.args[0].message
    bridge.restart()
    notices: list[object] = []
    bridge.notice.connect(notices.append)
    with qtbot.waitSignal(bridge.attached):
        engines.lines[-1].end()
    assert not notices  # the end before last is old news
    bridge.close()


def test_an_engine_that_is_not_there_yet_is_asked_first_of_all(qtbot: QtBot) -> None:
    engines = Engines()
    bridge = Bridge(engines.attach)
    answers: list[object] = []
    bridge.ask(Pause(), answers.append)
    bridge.restart()
    with qtbot.waitSignal(bridge.attached):
        bridge.start()
    assert engines.lines[0].asked == [RestartEngine()]
    with qtbot.waitSignal(bridge.attached):
        engines.lines[0].end()
    qtbot.waitUntil(lambda: answers == [Done()])
    bridge.close()
