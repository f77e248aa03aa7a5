from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from app.engine.documents import DocumentDesk
from app.engine.messages import ReadDocument
from app.errors import LockedError, TooLargeError, UnfinishedError, UnreadableError
from app.extract.base import ExtractedDocument, ExtractionError, FailureKind
from sparkbert.types import Section
from tests.support.engines import Bench, PlainReader


class _ClosingReader(PlainReader):
    """Tells when it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = threading.Event()

    def close(self) -> None:
        self.closed.set()


def test_the_reader_ends_when_nobody_looks_at_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.engine.documents.REST_AFTER_S", 0.05)
    folder = tmp_path / "documents"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text("text")
    bench = Bench(tmp_path / "index")
    bench.index(folder)
    made: list[_ClosingReader] = []

    def make_reader() -> _ClosingReader:
        made.append(_ClosingReader())
        return made[-1]

    desk = DocumentDesk(bench.directory, make_reader)
    for number in (1, 2):
        assert desk.read(ReadDocument(path)).result(60).sections[0].text == "text"
        assert len(made) == number
        assert made[-1].closed.wait(60)
    desk.close()


class _PagedReader(PlainReader):
    """Reads every file as one of three pages."""

    def extract(self, path: Path) -> ExtractedDocument:
        sections = tuple(Section(f"page {number}", page=number) for number in (1, 2, 3))
        return ExtractedDocument("Paged", sections, ())


def test_only_the_pages_that_are_asked_for_are_sent(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text("text")
    bench = Bench(tmp_path / "index")
    bench.index(folder)
    desk = DocumentDesk(bench.directory, _PagedReader)
    try:
        some = desk.read(ReadDocument(path, frozenset({1}))).result(60)
        assert [one.text for one in some.sections] == ["", "page 2", ""]
        assert some.pages == frozenset({1})
        whole = desk.read(ReadDocument(path)).result(60)
        assert [one.text for one in whole.sections] == ["page 1", "page 2", "page 3"]
        assert whole.pages is None
    finally:
        desk.close()


class _RefusingReader(PlainReader):
    """Reads nothing."""

    def __init__(self, kind: FailureKind) -> None:
        super().__init__()
        self._kind = kind

    def extract(self, path: Path) -> ExtractedDocument:
        raise ExtractionError(self._kind, "why")


@pytest.mark.parametrize(
    ("kind", "is_fresh", "error"),
    [
        (FailureKind.EXTRACTION_FAILED, True, UnfinishedError),
        (FailureKind.EXTRACTION_FAILED, False, UnreadableError),
        (FailureKind.TOO_LARGE, True, TooLargeError),
        (FailureKind.ENCRYPTED, True, LockedError),
    ],
)
def test_what_can_not_be_read_now_has_its_kind(
    tmp_path: Path, kind: FailureKind, is_fresh: bool, error: type[UnreadableError]
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text("text")
    bench = Bench(tmp_path / "index")
    bench.index(folder)
    if not is_fresh:
        os.utime(path, (1e9, 1e9))
    desk = DocumentDesk(bench.directory, lambda: _RefusingReader(kind))
    try:
        failed = desk.read(ReadDocument(path)).exception(60)
        assert type(failed) is error
    finally:
        desk.close()
