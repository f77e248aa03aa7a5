from __future__ import annotations

from pathlib import Path

import pytest

from sparkbert.errors import IndexLockedError
from sparkbert.index.dump import logical_dump
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from sparkbert.words import stem_key, words
from tests.support.indexes import IDENTITY, document, encode_pending, put, remove

SECRET = "xylophonist quokkas"


def traces(directory: Path) -> list[str]:
    """Return the files that hold a piece of the secret, its name, or its words' keys."""
    keys = [stem_key(word.stem).to_bytes(8, "little") for word in words(SECRET)]
    wanted = [*SECRET.encode().split(), b"xyloph", b"quokka", b"hidden", *keys]
    return [
        path.name
        for path in directory.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    ]


@pytest.fixture
def forgetful(writer: IndexWriter) -> IndexWriter:
    put(writer, document("a", "red fish"), document("b", SECRET, "blue fish", name="hidden.txt"))
    encode_pending(writer)
    put(writer, document("c", "green fish"))
    remove(writer, "b")
    return writer


def test_a_purge_leaves_no_trace(forgetful: IndexWriter, directory: Path) -> None:
    (directory / "catalog.before-1.db").write_bytes(SECRET.encode())
    before = logical_dump(directory)
    assert "catalog.before-1.db" in traces(directory)
    assert len(traces(directory)) > 1
    forgetful.purge()
    assert traces(directory) == []
    assert logical_dump(directory) == before
    assert verify(directory) == []
    assert not forgetful.purge_is_due
    with Snapshot.open(directory) as snapshot:
        assert snapshot.statistics().dead_chunks == 0


def test_a_purge_waits_for_readers_and_says_so(
    forgetful: IndexWriter, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgetful.connection.execute("PRAGMA busy_timeout = 50")
    with Snapshot.open(directory), pytest.raises(IndexLockedError, match="still reads"):
        forgetful.purge()
    assert forgetful.purge_is_due
    assert traces(directory) != []
    forgetful.purge()
    assert traces(directory) == []
    assert not forgetful.purge_is_due


def test_readers_find_an_index_after_every_commit_of_a_purge(directory: Path) -> None:
    seen: list[int] = []

    def read(name: str) -> None:
        if name == "commit.after" and purging:
            with Snapshot.open(directory) as snapshot:
                seen.append(snapshot.statistics().dead_chunks)
                assert snapshot.n_live == 0

    purging = False
    with IndexWriter.open(directory, IDENTITY, failpoint=read) as writer:
        put(writer, document("a", SECRET))
        encode_pending(writer)
        remove(writer, "a")
        purging = True
        writer.purge()
    assert len(seen) >= 3
    assert seen[-1] == 0
