from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.reader_switch import follow_readers
from app.engine.workplace import OpenIndex, open_index
from app.extract.registry import MARKDOWN_EXTENSIONS, SUPPORTED_EXTENSIONS, TEXT_EXTENSIONS
from app.extract.versions import READER_VERSIONS
from app.paths import Home
from app.watch.scanner import FoundFile
from tests.support.indexes import IDENTITY

NAMES = ("a.txt", "b.MD", "c.docx", "d")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenIndex]:
    with open_index(Home(tmp_path / "home"), IDENTITY) as opened:
        with opened.writer.batch():
            for name in NAMES:
                opened.files.add(FoundFile(Path("/papers") / name, 7, 7, False), 1)
        yield opened


def read_all(opened: OpenIndex) -> None:
    with opened.writer.batch():
        for file in opened.files.pending(10):
            opened.files.mark_indexed(file.number, b"", ())


def pending(opened: OpenIndex) -> set[str]:
    return {file.path.name for file in opened.files.pending(10)}


def test_every_family_of_files_has_a_version() -> None:
    assert frozenset[str]().union(*READER_VERSIONS) == SUPPORTED_EXTENSIONS


def test_files_whose_reader_is_new_are_read_again_once(opened: OpenIndex) -> None:
    versions = {MARKDOWN_EXTENSIONS: 1, TEXT_EXTENSIONS: 1}
    follow_readers(opened, versions)
    read_all(opened)
    follow_readers(opened, versions)
    assert pending(opened) == set()
    follow_readers(opened, versions | {MARKDOWN_EXTENSIONS: 2})
    assert pending(opened) == {"b.MD"}
    read_all(opened)
    follow_readers(opened, versions | {MARKDOWN_EXTENSIONS: 2})
    assert pending(opened) == set()


def test_an_index_from_before_there_were_versions_has_the_first(opened: OpenIndex) -> None:
    read_all(opened)
    follow_readers(opened, {MARKDOWN_EXTENSIONS: 1, TEXT_EXTENSIONS: 2})
    assert pending(opened) == {"a.txt"}
