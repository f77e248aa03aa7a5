from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from app.bench.indexing import Stopwatch, estimates_of
from app.bench.processes import child_pid, cpu_seconds, memory_bytes
from app.bench.results import BenchReport, IndexingCost, Memory, Part, QueryPart, Spread
from app.bench.run import Extent, run_benchmark
from app.bench.table import as_table
from app.bench.texts import TextMaker, queries, samples
from app.engine.messages import Phase, Progress
from app.settings import Settings
from tests.support.piece_encoder import PieceEncoder, load_piece_tools

SENTENCES = "\n\n".join(
    f"The {what} of the old house by the harbour was repaired in the {when} by its owner."
    for what in ("roof", "door", "window", "garden", "cellar")
    for when in ("spring", "summer", "autumn")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    (folder / "house.md").write_text(f"# House\n\n{SENTENCES}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> BenchReport:
    return run_benchmark(
        tmp_path_factory.mktemp("work"),
        load_piece_tools(Settings()),
        {"the same": PieceEncoder},
        folder,
        Extent(n_texts=6, repetitions=2, n_documents=3, n_queries=4),
    )


@pytest.mark.integration
def test_a_benchmark_measures_everything(report: BenchReport) -> None:
    encoding, indexing = report.encoding, report.indexing
    assert encoding.n_texts == 6
    assert encoding.n_tokens > 6 * 10
    (peer,) = encoding.peers
    assert peer.name == "the same"
    for spread in (encoding.ours_per_s, peer.ratio, encoding.lookup_per_s, encoding.lookup_ratio):
        assert 0 < spread.low <= spread.median <= spread.high
    assert indexing.n_files == 4  # one sample and three made of its sentences
    assert indexing.n_chunks > 4
    assert 0 <= indexing.wall_outside_encoder < 1
    assert min(asdict(report.chunk_size).values()) > 0
    assert report.queries.n_queries == 4
    assert report.queries.n_chunks == indexing.n_chunks
    assert [part.name for part in report.queries.parts] == [
        "encode",
        "terms",
        "pooled",
        "fusion",
        "evidence",
        "all",
    ]


def test_what_was_said_to_be_left_is_set_against_the_truth() -> None:
    told = [(100.0 + second, Progress(Phase.ENCODING, seconds_left=s)) for second, s in LEFT]
    early, half, late = estimates_of(told, 100.0, 120.0)
    assert (early.said_s, early.true_s, early.error) == (None, 15.0, None)
    assert (half.said_s, half.true_s, half.error) == (15.0, 10.0, 0.5)  # a second old by then
    assert (late.said_s, late.true_s) == (4.0, 5.0)
    assert late.error == pytest.approx(-0.2)


LEFT = ((4.0, None), (9.0, 16.0), (15.0, 4.0), (19.0, 9.0))


@pytest.mark.integration
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")
def test_on_linux_every_part_is_known(report: BenchReport) -> None:
    assert all(part.cpu_s is not None for part in report.indexing.parts)
    assert report.indexing.cpu_outside_encoder is not None
    assert 0 < report.indexing.cpu_outside_encoder <= 1
    assert report.memory.engine
    assert report.memory.encoder


@pytest.mark.integration
def test_a_report_reads_as_a_table_and_as_json(report: BenchReport) -> None:
    table = as_table(report)
    assert "the same" in table
    assert "outside the encoder:" in table
    assert json.loads(json.dumps(asdict(report)))["encoding"]["n_texts"] == 6


@pytest.mark.integration
def test_a_table_says_where_nothing_is_known(report: BenchReport) -> None:
    cost = IndexingCost(1, 2, 3, 4.0, 1.0, (Part("encoder", None),), None)
    table = as_table(replace(report, indexing=cost, memory=Memory(None, None)))
    assert "not known here" in table
    assert "75.0% of 4.0 s" in table
    assert "engine                      -" in table or "engine         -" in table


def test_a_spread_keeps_the_extremes_and_the_median() -> None:
    assert Spread.of([3.0, 1.0, 10.0]) == Spread(1.0, 3.0, 10.0)
    assert Spread(1.0, 3.25, 1000.0).text(1) == "3.2 (1.0 to 1,000.0)"


def test_percentiles_of_queries() -> None:
    part = QueryPart.of("all", [1.0, 2.0, 3.0])
    assert (part.name, part.p50_ms) == ("all", 2.0)
    assert part.p95_ms == pytest.approx(2.9)


def test_made_texts_differ_and_are_the_same_for_the_same_seed(folder: Path, tmp_path: Path) -> None:
    maker, again = TextMaker(folder, seed=3), TextMaker(folder, seed=3)
    texts = [maker.text() for _ in range(20)]
    assert texts == [again.text() for _ in range(20)]
    assert len(set(texts)) > 10
    maker.write_documents(tmp_path / "made", 3)
    written = [path.read_text(encoding="utf-8") for path in (tmp_path / "made").iterdir()]
    assert len(set(written)) == 3


def test_texts_can_not_be_made_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no text file"):
        TextMaker(tmp_path)


def test_the_samples_of_the_app_have_sentences() -> None:
    assert TextMaker(samples()).text()


def test_queries_are_words_in_a_row() -> None:
    text = "one two three four five six seven eight nine"
    made = queries([text], 20)
    assert len(made) == 20
    assert all(query in text for query in made)
    assert all(3 <= len(query.split()) <= 8 for query in made)
    assert queries(["Hm"], 1) == ["Hm"]
    assert queries(["..."], 1) == ["..."]


def test_a_stopwatch_adds_up_threads() -> None:
    watch = Stopwatch()
    threads = [threading.Thread(target=watch.add, args=("part", 1.5)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert watch.seconds("part") == 6.0
    assert watch.seconds("other") == 0.0
    with watch.timing("work"):
        sum(range(100_000))
    assert watch.seconds("work") > 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")
def test_a_process_tells_its_memory_and_time() -> None:
    memory, seconds = memory_bytes(os.getpid()), cpu_seconds(os.getpid())
    assert memory is not None
    assert memory > 1_000_000
    assert seconds is not None
    assert seconds > 0


def test_what_is_not_there_is_not_known() -> None:
    assert memory_bytes(-1) is None
    assert cpu_seconds(-1) is None
    assert child_pid("nobody") is None
