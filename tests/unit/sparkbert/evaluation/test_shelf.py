from __future__ import annotations

from pathlib import Path

import pytest

from sparkbert.evaluation.shelf import Shelf, digest_of, record, recorded


def test_a_thing_is_made_once(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        (folder / "thing").write_text("x")
        made.append(folder)

    shelf = Shelf(tmp_path / "shelf")
    first, second = shelf.keep("thing", "ab", make), shelf.keep("thing", "ab", make)
    assert first == second
    assert first.seconds >= 0
    assert (first.folder / "thing").read_text() == "x"
    assert len(made) == 1
    assert shelf.keep("thing", "cd", make).folder != first.folder


def test_what_could_not_be_finished_is_made_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    def fail(folder: Path) -> None:
        (folder / "half").write_text("x")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.keep("thing", "ab", fail)
    assert list(shelf.keep("thing", "ab", lambda _: None).folder.iterdir()) != []
    assert not (shelf.place("thing", "ab") / "half").exists()


def test_seconds_are_known_where_they_were_written_down(tmp_path: Path) -> None:
    assert recorded(tmp_path) is None
    record(tmp_path, 2.5)
    assert recorded(tmp_path) == 2.5


def test_digests_tell_values_apart() -> None:
    assert (
        len({digest_of("a", "b"), digest_of("ab"), digest_of(["a", "b"]), digest_of("a", 1)}) == 4
    )
