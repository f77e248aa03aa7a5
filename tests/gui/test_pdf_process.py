"""What becomes of requests to the process that opens PDFs?"""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.extract.pdf_messages import (
    Find,
    Found,
    Measure,
    Measured,
    Open,
    Opened,
    Refused,
    Reply,
    Trouble,
)
from app.ui.preview.pdf_process import PdfProcess, Urgency
from tests.support.passages import ROOT

PDF = ROOT / "resources/samples/Rental agreement Lindenhof Street.pdf"
PATIENCE_MS = 30_000


class _Asker:
    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.replies: list[Reply] = []
        self.process = PdfProcess(lambda call: call())

    def wait(self, n: int) -> list[Reply]:
        self._qtbot.waitUntil(lambda: len(self.replies) == n, timeout=PATIENCE_MS)
        return self.replies


def test_a_child_that_dies_is_replaced(qtbot: QtBot) -> None:
    asker = _Asker(qtbot)
    asker.process.open(Open(PDF), asker.replies.append)
    assert isinstance(asker.wait(1)[0], Opened)
    child = asker.process._child
    assert child is not None
    child.kill()
    child.wait()
    asker.process.ask("m", Measure(0), Urgency.PAGE, asker.replies.append)
    assert isinstance(asker.wait(2)[1], Measured)
    asker.process.close()


def test_a_request_that_takes_too_long_fails_alone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = _Asker(qtbot)
    asker.process.open(Open(PDF), asker.replies.append)
    asker.wait(1)
    monkeypatch.setattr("app.ui.preview.pdf_process.MAX_SECONDS", 0.0)
    asker.process.ask("f", Find("a", 0, 3), Urgency.FIND, asker.replies.append)
    assert asker.wait(2)[1] == Refused(Trouble.DIED)
    monkeypatch.undo()
    asker.process.ask("f", Find("tenant", 0, 3), Urgency.FIND, asker.replies.append)
    assert isinstance(asker.wait(3)[2], Found)
    asker.process.close()


def test_a_newer_request_takes_the_place_of_one_that_waits(qtbot: QtBot) -> None:
    asker = _Asker(qtbot)
    pages: list[int] = []

    def note(reply: Reply) -> None:
        asker.replies.append(reply)
        if isinstance(reply, Measured):
            pages.append(reply.page)

    asker.process.open(Open(PDF), note)  # the child is being started
    for page in (0, 1, 2):
        asker.process.ask("m", Measure(page), Urgency.PAGE, note)
    asker.wait(2)
    assert pages == [2]
    asker.process.close()
    asker.process.ask("m", Measure(0), Urgency.PAGE, note)
    assert len(asker.replies) == 2
