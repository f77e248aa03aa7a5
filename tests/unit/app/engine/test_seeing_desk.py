"""Are maps and numbers of the index what the index holds?"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import CancelledError, wait
from pathlib import Path

import pytest

from app.engine.seeing import DrawMap, IndexPart
from app.engine.seeing_desk import SeeingDesk
from sparkbert.atlas.chart import Chart, draw_chart
from sparkbert.index.snapshot import Snapshot
from sparkbert.words import stem, stem_key
from tests.support.engines import Bench
from tests.support.indexes import IDENTITY

PATIENCE_S = 60


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(9):
        (folder / f"solar {n}.txt").write_text(f"Solar panels feed the grid in year {n}.")
        (folder / f"bread {n}.md").write_text(f"Dough and flour make loaf number {n}.\n\nSalt {n}.")
    (folder / "empty.txt").write_text("")
    bench = Bench(tmp_path / "index")
    bench.index(folder)
    return bench


@pytest.fixture
def desk(bench: Bench) -> SeeingDesk:
    return SeeingDesk(bench.directory, IDENTITY)


def test_a_map_parts_what_is_different(bench: Bench, desk: SeeingDesk) -> None:
    with Snapshot.open(bench.directory) as snapshot:
        solar, bread = (
            snapshot.chunk_ids[snapshot.word_postings(stem_key(stem(word))).rows].tolist()
            for word in ("solar", "flour")
        )
    wanted = (*solar, 987_654, *bread)
    drawn = desk.draw_map(1, DrawMap(wanted)).result(PATIENCE_S)
    again = desk.draw_map(1, DrawMap(wanted)).result(PATIENCE_S)
    desk.close()
    assert [one.chunk_id for one in drawn.points] == [*solar, *bread]  # one of these is not there
    assert (drawn.points, drawn.names) == (again.points, again.names)
    assert max(max(abs(one.x), abs(one.y)) for one in drawn.points) == pytest.approx(1)
    groups = {
        kind: {one.group for one in drawn.points if one.chunk_id in ids}
        for kind, ids in (("solar", solar), ("bread", bread))
    }
    assert not groups["solar"] & groups["bread"]
    named = {word.lower() for group in groups["solar"] for word in drawn.names[group]}
    assert named <= {"solar", "panels", "feed", "grid", "year"}
    assert drawn.missing == ()


def test_what_is_not_encoded_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.txt").write_text("Nothing reads this for its meaning.")
    bench = Bench(tmp_path / "index")
    bench.on_progress = lambda indexer, progress: indexer.stop()
    bench.index(folder)
    with Snapshot.open(bench.directory) as snapshot:
        ids = tuple(snapshot.chunk_ids.tolist())
        assert not snapshot.encoded.any()
    desk = SeeingDesk(bench.directory, IDENTITY)
    drawn = desk.draw_map(1, DrawMap(ids)).result(PATIENCE_S)
    none = desk.draw_map(1, DrawMap(())).result(PATIENCE_S)
    desk.close()
    assert (drawn.points, drawn.missing) == ((), ids)
    assert (none.points, none.names, none.missing) == ((), (), ())


def test_a_newer_map_replaces_one_that_waits(
    desk: SeeingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(snapshot: Snapshot, chunk_ids: Sequence[int]) -> Chart:
        begun.set()
        assert go_on.wait(PATIENCE_S)
        return draw_chart(snapshot, chunk_ids)

    monkeypatch.setattr("app.engine.seeing_desk.draw_chart", slowly)
    first = desk.draw_map(1, DrawMap((1,)))
    assert begun.wait(PATIENCE_S)
    second, third = (desk.draw_map(1, DrawMap((n,))) for n in (2, 3))
    other = desk.draw_map(2, DrawMap((4,)))
    go_on.set()
    drawn = [one.result(PATIENCE_S).points[0].chunk_id for one in (first, third, other)]
    desk.close()
    assert drawn == [1, 3, 4]
    with pytest.raises(CancelledError):
        second.result(PATIENCE_S)


def test_no_view_is_open_while_a_purge_needs_none(desk: SeeingDesk) -> None:
    with desk.held():
        drawn, counted = desk.draw_map(1, DrawMap((1,))), desk.statistics()
        assert not wait([drawn], timeout=0.2).done
        assert not counted.done()
    assert drawn.result(PATIENCE_S).points
    assert counted.result(PATIENCE_S).types
    desk.close()


def test_statistics_count_what_is_there(bench: Bench, desk: SeeingDesk) -> None:
    found = desk.statistics().result(PATIENCE_S)
    desk.close()
    counts = {one.extension: (one.n_files, one.n_passages) for one in found.types}
    assert counts == {"md": (9, 18), "txt": (9, 9)}
    assert sum(one.n_passages for one in found.days) == 27
    with Snapshot.open(bench.directory) as snapshot:
        held = snapshot.statistics()
        texts = snapshot.texts(range(held.chunks))
    assert found.bytes_of[IndexPart.TEXTS] == sum(len(text.encode()) for text in texts)
    assert found.bytes_of[IndexPart.VECTORS] == held.bytes_pooled
    assert sum(found.bytes_of.values()) == held.bytes_catalog + held.bytes_words + (
        held.bytes_senses + held.bytes_pooled
    )
    assert all(n >= 0 for n in found.bytes_of.values())
