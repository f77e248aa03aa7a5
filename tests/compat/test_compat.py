from __future__ import annotations

import re
import tarfile
from pathlib import Path

import pytest

from sparkbert.errors import IncompatibleIndexError
from sparkbert.index.dump import logical_dump
from sparkbert.index.migrations import LATEST, schema_version
from sparkbert.index.segment import SEGMENT_FORMAT
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.verify import verify
from sparkbert.index.writer import IndexWriter
from tests.support.indexes import IDENTITY, document, encode_pending, put

SAMPLES = sorted(Path(__file__).parent.glob("*.tar.xz"))


@pytest.fixture(params=SAMPLES, ids=lambda path: path.name.split(".")[0])
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / "index"


def versions(path: Path) -> tuple[int, int]:
    found = re.match(r"catalog(\d+)-segment(\d+)\.", path.name)
    assert found is not None
    return int(found[1]), int(found[2])


def test_there_is_a_sample_of_every_version() -> None:
    assert {versions(path)[0] for path in SAMPLES} == set(range(1, LATEST + 1))
    assert {versions(path)[1] for path in SAMPLES} == set(range(1, SEGMENT_FORMAT + 1))


def test_an_old_index_is_brought_up_to_date_and_holds_what_it_held(
    sample: Path, tmp_path: Path
) -> None:
    with IndexWriter.open(sample, IDENTITY) as writer:
        assert schema_version(writer.connection) == LATEST
        writer.repair()  # senses of format 1 are made anew
        encode_pending(writer)
        writer.merge()
        writer.purge()
    assert verify(sample) == []
    with IndexWriter.open(tmp_path / "clean", IDENTITY) as writer:
        put(
            writer,
            document(
                "1",
                "Boil the lentils with onions.",
                "Serve the soup hot.",
                name="soup.txt",
                title="Soup",
            ),
            document("3", "Die Suppe kocht mit Zwiebeln. 北京 東京", name="suppe.txt"),
            document("4", "Whip the cream.", "Serve the soup hot.", name="cake.txt"),
            document("5", "This waits for the encoder.", name="late.txt"),
        )
        encode_pending(writer)
    assert logical_dump(sample) == logical_dump(tmp_path / "clean")


def test_an_old_index_is_not_touched_by_readers(sample: Path) -> None:
    before = (sample / "catalog.db").read_bytes()
    if (sample / "catalog.db").read_bytes()[60:64] == LATEST.to_bytes(4, "big"):  # user_version
        with Snapshot.open(sample, IDENTITY) as snapshot:
            assert snapshot.n_live == 5
    else:
        with pytest.raises(IncompatibleIndexError, match="brings it up to date"):
            Snapshot.open(sample, IDENTITY)
    assert (sample / "catalog.db").read_bytes() == before
