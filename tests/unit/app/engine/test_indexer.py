from __future__ import annotations

import logging
import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.files import reading
from app.engine.indexer import Indexer
from app.engine.messages import Phase, Progress
from app.engine.reading_order import LARGE_BYTES
from app.errors import EncoderDiedError, EncoderError, SourceError
from app.extract.base import ExtractionError, FailureKind
from sparkbert.errors import ModelError
from sparkbert.index.dump import logical_dump
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.verify import verify
from tests.support.engines import Bench, InstantEncoder, PlainReader


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "index")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


def _write(folder: Path, name: str, text: str, *, age_s: int = 1000) -> Path:
    """Write a file that looks `age_s` seconds old: old enough for its fingerprint to be trusted."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    then = path.stat().st_mtime_ns - age_s * 1_000_000_000
    os.utime(path, ns=(then, then))
    return path


def _failures(bench: Bench) -> dict[str, FailureKind]:
    with reading(bench.directory) as files:
        return {failed.path.name: failed.kind for failed in files.failures()}


def _clean(bench: Bench) -> None:
    """Assert that the index keeps all of its promises and has everything encoded."""
    assert verify(bench.directory) == []
    with Snapshot.open(bench.directory) as snapshot:
        assert bool((snapshot.encoded == snapshot.live).all()) or snapshot.n_live == int(
            (snapshot.encoded & snapshot.live).sum()
        )


def test_a_folder_becomes_searchable(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "one paragraph\n\nand another")
    _write(folder, "deep/b.txt", "one paragraph")
    summary = bench.index(folder)
    assert (summary.n_indexed, summary.n_chunks_by_words) == (2, 2)
    assert summary.n_chunks_by_meaning == 2  # the same text is encoded once
    assert sorted(bench.encoder.texts) == ["and another", "one paragraph"]
    _clean(bench)


def test_nothing_changed_means_no_work_at_all(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "text")
    bench.index(folder)
    again = Bench(bench.directory)
    summary = again.index(folder)
    assert (summary.n_unchanged, summary.n_indexed) == (1, 0)
    assert again.reader.read == []
    assert not again.encoder.started


def test_one_file_changed_is_the_work_of_one_file(bench: Bench, folder: Path) -> None:
    for number in range(5):
        _write(folder, f"{number}.txt", f"kept {number}\n\nalso {number}")
    bench.index(folder)
    _write(folder, "3.txt", "kept 3\n\nchanged", age_s=500)
    again = Bench(bench.directory)
    summary = again.index(folder)
    assert again.reader.read == ["3.txt"]
    assert again.encoder.texts == ["changed"]
    assert (summary.n_indexed, summary.n_unchanged) == (1, 4)
    _clean(bench)


def test_a_touched_file_is_not_read_again(bench: Bench, folder: Path) -> None:
    path = _write(folder, "a.txt", "text")
    bench.index(folder)
    os.utime(path, ns=(5, 5))
    again = Bench(bench.directory)
    again.index(folder)
    assert again.reader.read == []
    again.index(folder)
    assert again.reader.read == []


def test_a_move_needs_no_reading_and_no_model(bench: Bench, folder: Path) -> None:
    path = _write(folder, "a.txt", "text")
    bench.index(folder)
    (folder / "deep").mkdir()
    path.rename(folder / "deep" / "renamed.txt")
    again = Bench(bench.directory)
    summary = again.index(folder)
    assert (summary.n_moved, summary.n_indexed, summary.n_removed) == (1, 0, 0)
    assert (again.reader.read, again.encoder.texts) == ([], [])
    with Snapshot.open(bench.directory) as snapshot, reading(bench.directory) as files:
        assert snapshot.documents_named("renamed", 5) == ["1"]
        assert files.paths(["1"]) == {"1": (folder / "deep" / "renamed.txt")}


def test_a_move_to_another_extension_is_read_again(bench: Bench, folder: Path) -> None:
    path = _write(folder, "a.txt", "# Title\n\ntext")
    bench.index(folder)
    path.rename(folder / "a.md")
    again = Bench(bench.directory)
    again.index(folder)
    assert again.reader.read == ["a.md"]


def test_a_removed_file_is_found_no_more(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "text")
    _write(folder, "b.txt", "other").unlink()
    bench.index(folder)
    (folder / "a.txt").unlink()
    summary = bench.index(folder)
    assert summary.n_removed == 1
    with Snapshot.open(bench.directory) as snapshot:
        assert snapshot.n_live == 0


def test_a_missing_root_is_offline_not_empty(bench: Bench, folder: Path, tmp_path: Path) -> None:
    _write(folder, "a.txt", "text")
    bench.index(folder)
    folder.rename(tmp_path / "away")
    summary = bench.index(folder)
    assert summary.offline == (folder,)
    with Snapshot.open(bench.directory) as snapshot, reading(bench.directory) as files:
        assert snapshot.n_live == 1
        assert [source.is_online for source in files.sources()] == [False]
    (tmp_path / "away").rename(folder)
    bench.index(folder)
    with reading(bench.directory) as files:
        assert [source.is_online for source in files.sources()] == [True]


def test_what_is_not_indexed_is_listed_with_its_reason(bench: Bench, folder: Path) -> None:
    _write(folder, "empty.txt", "")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    summary = bench.index(folder)
    expected = {
        "empty.txt": FailureKind.NO_TEXT,
        "picture.png": FailureKind.UNSUPPORTED_FORMAT,
    }
    assert _failures(bench) == expected
    assert summary.failed == dict.fromkeys(expected.values(), 1)


def test_a_failure_is_tried_again_when_asked_or_changed(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "")
    bench.index(folder)
    bench.index(folder)
    assert bench.reader.read == ["a.txt"]
    bench.index(folder, retry=True)
    assert bench.reader.read == ["a.txt"] * 2
    _write(folder, "a.txt", "text now")
    bench.index(folder)
    assert _failures(bench) == {}


def test_a_permission_is_asked_for_again_each_time(bench: Bench, folder: Path) -> None:
    def forbid(path: Path) -> None:
        raise ExtractionError(FailureKind.PERMISSION_DENIED, "Not yours.")

    _write(folder, "a.txt", "text")
    bench.reader.before = forbid
    bench.index(folder)
    assert _failures(bench) == {"a.txt": FailureKind.PERMISSION_DENIED}
    bench.reader = PlainReader()
    bench.index(folder)
    assert _failures(bench) == {}


def test_a_file_that_can_be_read_no_more_is_found_no_more(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "text")
    bench.index(folder)
    _write(folder, "a.txt", "")
    bench.index(folder)
    with Snapshot.open(bench.directory) as snapshot:
        assert snapshot.n_live == 0


def test_a_bug_costs_one_file(bench: Bench, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    def stumble(path: Path) -> None:
        if path.name == "bad.txt":
            raise ZeroDivisionError

    _write(folder, "bad.txt", "text")
    _write(folder, "good.txt", "text")
    bench.reader.before = stumble
    with caplog.at_level(logging.ERROR):
        summary = bench.index(folder)
    assert summary.n_indexed == 1
    assert _failures(bench) == {"bad.txt": FailureKind.EXTRACTION_FAILED}
    assert "ZeroDivisionError" in caplog.text


def test_large_files_leave_a_thread_to_small_ones(bench: Bench, folder: Path) -> None:
    for number in range(3):
        path = _write(folder, f"huge {number}.bin", "", age_s=10)
        os.truncate(path, LARGE_BYTES + 1)
    for number in range(20):
        _write(folder, f"{number}.txt", f"text {number}", age_s=5_000_000)
    all_small = threading.Event()

    def before(path: Path) -> None:
        if path.suffix == ".bin":
            assert all_small.wait(60)  # or no small one would come
        elif len(bench.reader.read) == 19:
            all_small.set()

    bench.reader.before = before
    summary = bench.index(folder)
    assert (summary.n_indexed, summary.failed) == (20, {FailureKind.UNSUPPORTED_FORMAT: 3})
    assert set(bench.reader.read[:20]) == {f"{n}.txt" for n in range(20)}


def test_the_newest_files_come_first(bench: Bench, folder: Path) -> None:
    for number in range(30):
        _write(folder, f"{number:02}.txt", f"text {number}", age_s=1000 * (1 + number))
    bench.n_threads = 1
    bench.index(folder)
    assert bench.reader.read == [f"{number:02}.txt" for number in range(30)]


def test_words_go_on_where_the_model_is_missing(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "text")
    _write(folder, "b.txt", "more")
    bench.encoder = InstantEncoder(fail=[ModelError("The model is missing.") for _ in range(9)])
    with pytest.raises(ModelError):
        bench.index(folder)
    with Snapshot.open(bench.directory) as snapshot:
        assert (snapshot.n_live, int(snapshot.encoded.sum())) == (2, 0)
    bench.encoder = InstantEncoder()
    assert bench.index(folder).n_chunks_by_meaning == 2
    _clean(bench)


def test_an_encoder_that_died_once_is_asked_again(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "text")
    bench.encoder.fail.append(EncoderDiedError("It died."))
    assert bench.index(folder).n_chunks_by_meaning == 1
    _write(folder, "b.txt", "more")
    bench.encoder.fail += [EncoderDiedError("It died."), EncoderDiedError("It died.")]
    with pytest.raises(EncoderError):
        bench.index(folder)


def test_a_stopped_run_is_resumed_and_leads_to_the_same_index(
    bench: Bench, folder: Path, tmp_path: Path
) -> None:
    for number in range(40):
        _write(folder, f"{number}.txt", f"paragraph {number}\n\nshared\n\nlast words of {number}")
    whole = Bench(tmp_path / "whole")
    whole.index(folder)

    def stop(indexer: Indexer, progress: Progress) -> None:
        if progress.phase is not Phase.SCANNING:
            indexer.stop()

    n_runs = 0
    bench.on_progress = stop
    summary = bench.index(folder)
    while summary.stopped and n_runs < 100 and (summary.n_files_waiting + summary.n_chunks_waiting):
        assert verify(bench.directory) == []
        n_runs += 1
        summary = bench.index(folder)
    assert n_runs > 0
    assert logical_dump(bench.directory) == logical_dump(whole.directory)
    assert set(bench.encoder.texts) == set(whole.encoder.texts)


class _CrashError(Exception):
    pass


@pytest.mark.parametrize("at", range(1, 30, 4))
def test_a_run_that_fails_at_any_step_is_resumed(
    bench: Bench, folder: Path, tmp_path: Path, at: int
) -> None:
    for number in range(8):
        _write(folder, f"{number}.txt", f"paragraph {number}\n\nshared")
    whole = Bench(tmp_path / "whole")
    whole.index(folder)
    left = at

    def crash(name: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise _CrashError(name)

    bench.failpoint = crash
    try:
        bench.index(folder)
    except _CrashError:
        assert verify(bench.directory) == []
    bench.failpoint = lambda name: None
    bench.index(folder)
    assert logical_dump(bench.directory) == logical_dump(whole.directory)
    _clean(bench)


def test_progress_counts_up_to_the_end(bench: Bench, folder: Path) -> None:
    for number in range(5):
        _write(folder, f"{number}.txt", f"text {number}")
    bench.index(folder)
    assert bench.progress[0].phase is Phase.SCANNING
    last = bench.progress[-1]
    assert last.phase is Phase.DONE
    assert (last.n_files_done, last.n_files, last.n_chunks_waiting) == (5, 5, 0)
    assert last.n_chunks_by_words == last.n_chunks_by_meaning == 5


def test_forgetting_leaves_no_trace(bench: Bench, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    _write(folder, "secret.txt", "the canary sings")
    _write(other, "kept.txt", "nothing to hide")
    bench.index(folder, other)
    assert bench.forget(folder) == 1
    for path in bench.directory.rglob("*"):
        if path.is_file():
            assert b"canary" not in path.read_bytes(), path
            assert b"secret.txt" not in path.read_bytes(), path
    with Snapshot.open(bench.directory) as snapshot:
        assert snapshot.n_live == 1
    _clean(bench)


def test_forgetting_what_is_not_a_source_names_those_there_are(
    bench: Bench, folder: Path, tmp_path: Path
) -> None:
    _write(folder, "deep/a.txt", "text")
    with pytest.raises(SourceError, match="nothing is"):
        bench.forget(folder)
    bench.index(folder)
    with pytest.raises(SourceError, match="a part of"):
        bench.forget(folder / "deep")
    with pytest.raises(SourceError, match="documents"):
        bench.forget(tmp_path / "elsewhere")


def test_a_folder_within_a_source_is_a_part_of_it(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "text")
    bench.index(folder)
    _write(folder, "deep/b.txt", "more")
    _write(folder, "c.txt", "not scanned this time")
    bench.index(folder / "deep")
    assert bench.reader.read == ["a.txt", "b.txt"]
    with reading(bench.directory) as files:
        assert [source.path for source in files.sources()] == [folder]


def test_a_folder_around_a_source_takes_it_in(bench: Bench, folder: Path) -> None:
    _write(folder, "deep/a.txt", "text")
    bench.index(folder / "deep")
    bench.index(folder)
    assert bench.reader.read == ["a.txt"]
    with reading(bench.directory) as files:
        assert [source.path for source in files.sources()] == [folder]


def test_a_hidden_folder_stays_a_source_of_its_own(bench: Bench, folder: Path) -> None:
    _write(folder, ".notes/a.txt", "text")
    _write(folder, "b.txt", "more")
    bench.index(folder / ".notes", folder)
    bench.index(folder)
    with reading(bench.directory) as files:
        assert len(files.sources()) == 2
        assert len(files.document_keys()) == 2
    assert bench.forget(folder) == 1
    with reading(bench.directory) as files:
        assert len(files.document_keys([folder / ".notes"])) == 1


def test_a_single_file_can_be_a_source(bench: Bench, folder: Path) -> None:
    path = _write(folder, "a.txt", "text")
    _write(folder, "b.txt", "not asked for")
    bench.index(path)
    assert bench.reader.read == ["a.txt"]


def test_what_is_not_there_can_not_be_a_source(bench: Bench, folder: Path) -> None:
    with pytest.raises(SourceError, match="not there"):
        bench.index(folder / "missing")
    bench.index(folder)
    with pytest.raises(SourceError, match="not there"):
        bench.index(folder / "missing")
    with pytest.raises(SourceError, match="app itself"):
        bench.index(bench.directory)


def test_a_link_is_the_folder_it_leads_to(bench: Bench, folder: Path, tmp_path: Path) -> None:
    _write(folder, "a.txt", "text")
    (tmp_path / "link").symlink_to(folder)
    bench.index(tmp_path / "link")
    bench.index(folder)
    assert bench.reader.read == ["a.txt"]


def test_a_restored_older_file_is_noticed(bench: Bench, folder: Path, tmp_path: Path) -> None:
    old = _write(tmp_path, "old.txt", "before", age_s=9000)
    _write(folder, "a.txt", "latest")
    bench.index(folder)
    shutil.copy2(old, folder / "a.txt")
    bench.index(folder)
    assert bench.encoder.texts == ["latest", "before"]


def test_an_empty_mount_point_is_offline(bench: Bench, folder: Path) -> None:
    path = _write(folder, "a.txt", "text")
    bench.index(folder)
    with bench.open() as (writer, files, _), writer.batch():
        (source,) = files.sources()
        files.put_source(replace(source, device=source.device + 1))  # as if it were another disk
    path.unlink()
    assert bench.index(folder).offline == (folder,)
    with Snapshot.open(bench.directory) as snapshot:
        assert snapshot.n_live == 1


def test_an_empty_folder_of_the_same_disk_is_empty(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "text").unlink()
    bench.index(folder)
    _write(folder, "a.txt", "text")
    bench.index(folder)
    (folder / "a.txt").unlink()
    assert bench.index(folder).n_removed == 1


def test_a_run_without_text_loads_no_model(bench: Bench, folder: Path) -> None:
    _write(folder, "a.txt", "")
    bench.index(folder)
    assert not bench.encoder.started
