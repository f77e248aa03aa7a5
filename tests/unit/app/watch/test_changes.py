from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.watch.changes import (
    ChangeSet,
    Coalescer,
    EventKind,
    Move,
    MoveEvent,
    PathEvent,
    Patience,
)

_ROOT = Path("/root")
_PATIENCE = Patience(quiet_s=1, at_most_s=5, gone_s=3, max_entries=100)
_Event = PathEvent | MoveEvent


def _changed(name: str) -> PathEvent:
    return PathEvent(EventKind.CHANGED, _ROOT / name)


def _folder(name: str) -> PathEvent:
    return PathEvent(EventKind.FOLDER, _ROOT / name)


def _gone(name: str) -> PathEvent:
    return PathEvent(EventKind.GONE, _ROOT / name)


def _moved(old: str, new: str, *, is_folder: bool = False) -> MoveEvent:
    return MoveEvent(_ROOT / old, _ROOT / new, is_folder)


def _set(paths: str = "", folders: str = "", *moves: tuple[str, str]) -> ChangeSet:
    return ChangeSet(
        frozenset(_ROOT / name for name in paths.split()),
        frozenset(_ROOT / name for name in folders.split()),
        tuple(Move(_ROOT / old, _ROOT / new) for old, new in moves),
    )


def _coalescer(max_entries: int = 100) -> Coalescer:
    coalescer = Coalescer(Patience(1, 5, 3, max_entries))
    coalescer.set_roots([_ROOT])
    return coalescer


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([], _set(), id="nothing"),
        pytest.param([_changed("a")] * 9, _set("a"), id="one entry for each path"),
        pytest.param([_gone("a")], _set("a"), id="deleted"),
        pytest.param([_gone("a"), _changed("a")], _set("a"), id="restored"),
        pytest.param([_changed("a"), _gone("a")], _set("a"), id="made and deleted"),
        pytest.param([_moved("a", "b")], _set("a b", "", ("a", "b")), id="renamed"),
        pytest.param([_moved("a", "b"), _changed("b")], _set("a b"), id="renamed and edited"),
        pytest.param([_changed("a"), _moved("a", "b")], _set("a b"), id="edited and renamed"),
        pytest.param(
            [_moved("d", "e", is_folder=True), _changed("e/f/a")], _set("d", "e"), id="edited below"
        ),
        pytest.param(
            [_moved("a", "b"), _moved("b", "c")], _set("a b c", "", ("a", "c")), id="renamed twice"
        ),
        pytest.param([_moved("a", "b"), _moved("b", "a")], _set("a b"), id="there and back"),
        pytest.param(
            [_moved("a", "x"), _moved("b", "a"), _moved("x", "b")],
            _set("a b x", "", ("b", "a"), ("a", "b")),
            id="swapped",
        ),
        pytest.param(
            [_moved("d", "e", is_folder=True)], _set("d", "e", ("d", "e")), id="folder renamed"
        ),
        pytest.param([_folder("d"), _changed("d/a")], _set("", "d"), id="a folder has its files"),
        pytest.param([_folder("d/e"), _folder("d")], _set("", "d"), id="a folder has its folders"),
        pytest.param([_folder("d"), _changed("da")], _set("da", "d"), id="a name begins alike"),
        pytest.param([_folder("d"), _gone("d")], _set("", "d"), id="a folder that went"),
    ],
)
def test_events_become_one_set(events: list[_Event], expected: ChangeSet) -> None:
    coalescer = _coalescer()
    for event in events:
        coalescer.add(event, 0)
    changes = coalescer.take(100)
    assert (changes.paths, changes.folders) == (expected.paths, expected.folders)
    assert set(changes.moves) == set(expected.moves)
    assert coalescer.next_due() is None
    assert not coalescer.take(200)


@pytest.mark.parametrize(
    ("events", "due"),
    [
        pytest.param([(0, _changed("a"))], 1, id="quiet"),
        pytest.param([(0, _changed("a")), (0.5, _changed("a"))], 1.5, id="not yet quiet"),
        pytest.param([(t / 2, _changed("a")) for t in range(20)], 5, id="never quiet"),
        pytest.param([(0, _gone("a"))], 3, id="gone is kept back"),
        pytest.param([(0, _gone("a")), (2, _changed("a"))], 3, id="back again"),
        pytest.param([(0, _changed("a")), (0.5, _gone("a"))], 3.5, id="gone at last"),
        pytest.param([(0, _gone("a")), (0, _changed("b"))], 1, id="the first counts"),
        pytest.param([(0, _moved("a", "b"))], 1, id="a move waits for no one"),
    ],
)
def test_a_path_is_due_when_it_is_quiet(events: list[tuple[float, _Event]], due: float) -> None:
    coalescer = _coalescer()
    for now, event in events:
        coalescer.add(event, now)
    assert coalescer.next_due() == due
    assert not coalescer.take(due - 0.01)
    assert coalescer.take(due)


def test_what_is_written_without_end_keeps_nothing_else_back() -> None:
    coalescer = _coalescer()
    coalescer.add(_changed("a"), 0)
    coalescer.add(_changed("log"), 0.9)
    assert coalescer.take(1) == _set("a")
    assert coalescer.n_entries == 1


def test_what_is_nearly_due_comes_along() -> None:
    coalescer = _coalescer()
    coalescer.add(_changed("a"), 0)
    coalescer.add(_changed("b"), 0.4)
    coalescer.add(_gone("c"), 0)
    assert coalescer.take(1) == _set("a b")


def test_moves_from_one_place_are_looked_at_together() -> None:
    coalescer = _coalescer()
    coalescer.add(_moved("a", "b"), 0)
    coalescer.add(_moved("d", "a"), 0)
    coalescer.add(_moved("d", "b"), 1)
    assert _covered(coalescer.take(1), {_ROOT / "a", _ROOT / "b", _ROOT / "d"})
    _covered(coalescer.take(100), set())
    assert coalescer.n_entries == 0


def test_too_many_files_become_their_folder() -> None:
    coalescer = _coalescer()
    coalescer.add(_changed("other/x"), 0)
    for number in range(1000):
        coalescer.add(_changed(f"d/{number}"), 0)
        assert coalescer.n_entries <= 100
    changes = coalescer.take(100)
    assert _ROOT / "d" in changes.folders
    assert changes.paths == {_ROOT / "other/x"}


def test_roots_are_not_collapsed_into_what_is_above() -> None:
    coalescer = _coalescer()
    roots = [Path(f"/roots/{number}") for number in range(60)]
    coalescer.set_roots(roots)
    for number in range(50):
        for root in roots:
            coalescer.add(PathEvent(EventKind.CHANGED, root / f"deep/{number}"), 0)
    changes = coalescer.take(100)
    assert not changes.paths
    assert all(any(one.is_relative_to(root) for root in roots) for one in changes.folders)
    assert len(changes.folders) == 60


def test_what_is_no_longer_watched_is_forgotten() -> None:
    coalescer = _coalescer()
    coalescer.add(_moved("a", "b"), 0)
    coalescer.set_roots([Path("/other")])
    assert coalescer.next_due() is None
    coalescer.set_roots([_ROOT])
    coalescer.add(_changed("b"), 0)
    assert coalescer.take(100) == _set("b")


_names = st.sampled_from(["a", "b", "d", "d/a", "d/e", "d/e/a", "f/g/h/i"])
_events = st.one_of(
    st.builds(PathEvent, st.sampled_from(EventKind), _names.map(lambda name: _ROOT / name)),
    st.builds(_moved, _names, _names, is_folder=st.booleans()),
)


@given(st.lists(st.tuples(st.floats(0, 2), _events)), st.integers(2, 8))
def test_whatever_was_named_is_looked_at(
    steps: list[tuple[float, _Event]], max_entries: int
) -> None:
    coalescer = _coalescer(max_entries)
    now = 0.0
    waiting: set[Path] = set()
    for wait, event in steps:
        now += wait
        coalescer.add(event, now)
        waiting |= {event.path} if isinstance(event, PathEvent) else {event.old, event.new}
        assert coalescer.n_entries <= max_entries
        waiting -= _covered(coalescer.take(now), waiting)
    waiting -= _covered(coalescer.take(now + 100), waiting)
    assert not waiting
    assert coalescer.n_entries == 0


def _covered(changes: ChangeSet, paths: set[Path]) -> set[Path]:
    for path in changes.paths:
        assert changes.folders.isdisjoint(path.parents)
    for folder in changes.folders:
        assert changes.folders.isdisjoint(folder.parents)
    for move in changes.moves:
        assert _covers(changes, move.old)
        assert _covers(changes, move.new)
    return {path for path in paths if _covers(changes, path)}


def _covers(changes: ChangeSet, path: Path) -> bool:
    return path in changes.paths or not changes.folders.isdisjoint((path, *path.parents))
