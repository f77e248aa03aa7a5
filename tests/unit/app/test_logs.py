from __future__ import annotations

import logging
from pathlib import Path

from app.logs import log_file, logging_to
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
