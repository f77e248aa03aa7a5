from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path

import pytest

from app.logs import (
    forget_in_logs,
    log_file,
    logging_to,
    not_indexed_file,
    note_not_indexed,
)
from app.paths import find_home


def test_the_log_goes_to_the_home(tmp_path: Path) -> None:
    home = find_home(tmp_path)
    with logging_to(home):
        logging.getLogger("app.engine.indexer").info("one line")
    logging.getLogger("app.engine.indexer").info("another line")
    text = log_file(home).read_text(encoding="utf-8")
    assert "one line" in text
    assert "another line" not in text


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    home = find_home(tmp_path / "home")
    with logging_to(home):
        logging.getLogger("app").info("lost")
    assert not home.directory.exists()


def test_a_home_that_takes_no_log_loses_log_lines_alone(tmp_path: Path) -> None:
    home = find_home(tmp_path)
    home.logs.write_text("a file where the folder should be")
    with logging_to(home):
        logging.getLogger("app").info("lost")
    assert home.logs.is_file()


def test_a_home_that_is_made_later_has_a_log_from_then_on(tmp_path: Path) -> None:
    home = find_home(tmp_path / "home")
    with logging_to(home):
        logging.getLogger("app").info("lost")
        home.create()
        logging.getLogger("app").info("kept")
    text = log_file(home).read_text(encoding="utf-8")
    assert "kept" in text
    assert "lost" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_a_line_for_each_file_that_is_not_indexed(tmp_path: Path) -> None:
    home = find_home(tmp_path)
    odd = Path(os.fsdecode(b"/docs/two\nlines \xff\xe9 \xc3\xa9.txt"))
    with logging_to(home):
        note_not_indexed(odd, "too_large", "Too large. Split it.", "ValueError at a.py:3 f")
        note_not_indexed(Path("/docs/b.txt"), "vanished", "Gone.")
    lines = not_indexed_file(home).read_bytes().splitlines()
    first, second = map(json.loads, lines)
    assert Path(first.pop("path")) == odd
    assert first.pop("time").endswith("+00:00")
    assert first == {
        "reason": "too_large",
        "message": "Too large. Split it.",
        "detail": "ValueError at a.py:3 f",
    }
    assert "detail" not in second
    assert not log_file(home).exists()


def test_what_is_forgotten_leaves_the_logs_of_those_who_write(tmp_path: Path) -> None:
    home = find_home(tmp_path)
    with logging_to(home):
        log = logging.getLogger("app")
        for folder in ("/docs/é secret", "/docs/kept"):
            note_not_indexed(Path(folder) / "a.txt", "vanished", "Gone.")
            log.info("about %r", Path(folder))
        forget_in_logs(home, Path("/docs/é secret"))
        log.info("afterwards")
    for file in (log_file(home), not_indexed_file(home)):
        text = file.read_text(encoding="utf-8")
        assert "secret" not in text
        assert "/docs/kept" in text
        assert "\0" not in text
    assert "afterwards" in log_file(home).read_text(encoding="utf-8")
