from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.engine import search_worker
from app.engine.search_messages import Search, SearchStage
from app.engine.search_worker import Asker, SearchWorker

PATIENCE_S = 60.0


class SlowSearcher:
    """Searches until it is told that nobody waits any more, but for the text "quick"."""

    n_chunks = n_chunks_by_meaning = n_chunks_words_only = 0

    def __init__(self) -> None:
        self.begun = threading.Event()

    def require(self, filters: object) -> None:
        pass

    def search(
        self, typed: str, *_: object, checkpoint: Callable[[], None], **__: object
    ) -> list[Any]:
        self.begun.set()
        while typed != "quick":
            checkpoint()
        return []

    def unknown_words(self, typed: str, **_: object) -> tuple[str, ...]:
        return ()

    def facts(self, passages: object) -> dict[Path, Any]:
        return {}


def test_a_search_that_runs_gives_way_to_a_newer_one_of_its_asker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher = SlowSearcher()

    @contextmanager
    def searching(*_: object) -> Iterator[SlowSearcher]:
        yield searcher

    monkeypatch.setattr(search_worker, "searching", searching)
    monkeypatch.setattr(search_worker, "TokenReader", lambda *_: None)
    tools: Any = type("Tools", (), {"tokenizer": None, "lookup": None})
    encoder: Any = None
    worker = SearchWorker(tmp_path, lambda: tools, encoder, lambda: 1, "search")
    asker = Asker(1, SearchStage.WORDS)
    slow = worker.submit(asker, Search("slow", 9))
    assert searcher.begun.wait(PATIENCE_S)
    other = worker.submit(Asker(2, SearchStage.WORDS), Search("quick", 9))  # has to wait
    newer = worker.submit(asker, Search("quick", 9))
    with pytest.raises(CancelledError):
        slow.result(PATIENCE_S)
    assert newer.result(PATIENCE_S).passages == ()
    assert other.result(PATIENCE_S).passages == ()
    worker.close()
