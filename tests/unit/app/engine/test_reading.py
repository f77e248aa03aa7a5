from __future__ import annotations

import threading
from concurrent.futures import wait
from pathlib import Path

import pytest

from app.engine.file_records import PendingFile
from app.engine.reading import ReadingStage
from app.extract.base import ExtractedDocument
from app.extract.sandbox import SandboxClosedError
from tests.support.engines import ParagraphCutter, PlainReader


class _StuckReader:
    """Reads for ever, or until it is closed."""

    def __init__(self) -> None:
        self.reading = threading.Event()
        self._closed = threading.Event()

    def extract(self, path: Path) -> ExtractedDocument:
        self.reading.set()
        self._closed.wait()
        raise SandboxClosedError

    def close(self) -> None:
        self._closed.set()


def _file(number: int, path: Path) -> PendingFile:
    return PendingFile(number, path, 0, 0, 0)


def test_a_text_comes_back_with_its_chunks_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\n\ntwo")
    with ReadingStage(PlainReader, ParagraphCutter()) as stage:
        stage.feed([_file(7, path)])
        assert stage.numbers == {7}
        wait(stage.in_flight)
        text = stage.take(stage.in_flight[0])
        assert stage.numbers == set()
    assert text.document is not None
    assert (text.document.key, text.document.name) == ("7", "a.txt")
    assert [chunk.text for chunk in text.chunks] == ["one", "two"]
    assert text.n_pieces == 2
    assert text.digest is not None


def test_a_file_that_nothing_reads_is_not_hashed(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    path.write_bytes(b"\x1aE\xdf\xa3 rather long")
    with ReadingStage(PlainReader, ParagraphCutter()) as stage:
        stage.feed([_file(1, path)])
        wait(stage.in_flight)
        text = stage.take(stage.in_flight[0])
    assert text.failure is not None
    assert text.digest is None


class _HalfReader(PlainReader):
    """Reads a file while a program writes it anew, with what was in it before."""

    def extract(self, path: Path) -> ExtractedDocument:
        content = path.read_bytes()
        path.write_bytes(content[:3])
        try:
            return super().extract(path)
        finally:
            path.write_bytes(content)


def test_what_changes_while_it_is_read_is_not_taken_for_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\n\ntwo")
    with ReadingStage(_HalfReader, ParagraphCutter()) as stage:
        stage.feed([_file(7, path)])
        wait(stage.in_flight)
        text = stage.take(stage.in_flight[0])
    assert [chunk.text for chunk in text.chunks] == ["one"]
    assert text.digest is None  # so that the next look, at the same content, reads it


def test_room_is_taken_and_given_back(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    with ReadingStage(PlainReader, ParagraphCutter(), 1) as stage:
        room = stage.room
        stage.feed([_file(1, path)])
        assert stage.room == room - 1
        wait(stage.in_flight)
        stage.take(stage.in_flight[0])
        assert stage.room == room


def test_closing_ends_what_runs_and_drops_what_waits(tmp_path: Path) -> None:
    reader = _StuckReader()
    stage = ReadingStage(lambda: reader, ParagraphCutter(), 1)
    stage.feed([_file(number, tmp_path / f"{number}.txt") for number in range(3)])
    reader.reading.wait()
    running, *waiting = stage.in_flight
    stage.close()
    assert all(future.cancelled() for future in waiting)
    with pytest.raises(SandboxClosedError):
        stage.take(running)


class _ClosingReader(PlainReader):
    """Tells when it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = threading.Event()

    def close(self) -> None:
        self.closed.set()


def test_readers_end_when_nothing_is_read_for_a_while(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    made: list[_ClosingReader] = []

    def make_reader() -> _ClosingReader:
        made.append(_ClosingReader())
        return made[-1]

    with ReadingStage(make_reader, ParagraphCutter(), 1, rest_after_s=0.05) as stage:
        for number in (1, 2):
            stage.feed([_file(number, path)])
            wait(stage.in_flight)
            assert stage.take(stage.in_flight[0]).failure is None
            assert len(made) == number
            assert made[-1].closed.wait(60)
