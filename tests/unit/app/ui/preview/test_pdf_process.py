from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.extract.pdf_messages import Measure, Measured, Open, Opened, Reply, Request
from app.ui.preview.pdf_process import PdfProcess, Urgency


def test_a_page_that_is_fatal_keeps_no_file_from_being_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Request] = []

    def exchange(_: PdfProcess, request: Request) -> Reply | None:
        asked.append(request)
        if isinstance(request, Open):
            return None if request.samples else Opened(3)
        return None if len(asked) == 3 else Measured(0, 1.0, 1.0)

    monkeypatch.setattr(PdfProcess, "_exchange", exchange)
    process = PdfProcess(lambda call: call())
    replies: list[Reply] = []
    done = threading.Semaphore(0)

    def take(reply: Reply) -> None:
        replies.append(reply)
        done.release()

    path = Path("some.pdf")
    try:
        process.open(Open(path), take)
        assert done.acquire(timeout=60)
        process.ask("measure", Measure(0, ()), Urgency.PLACE, take)
        assert done.acquire(timeout=60)
    finally:
        process.close()
    assert replies == [Opened(3), Measured(0, 1.0, 1.0)]
    opened = [one.samples for one in asked if isinstance(one, Open)]
    assert opened == [True, False, False]  # and once more when the child had died
