from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from app.cli.console import Console
from app.cli.main import main
from tests.support.piece_encoder import load_piece_tools

CORPUS = {
    "boats": "The quiet harbour keeps its boats through winter storms.",
    "tax": "An invoice was sent to the archive in spring.",
    "stars": "At last somebody found a telescope and looked at stars.",
}
QUERIES = {"q1": "telescope", "q2": "invoices", "q3": "boats in storms"}
ANSWERS = {"q1": "stars", "q2": "tax", "q3": "boats"}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    for name, texts in (("corpus", CORPUS), ("queries", QUERIES)):
        lines = [json.dumps({"_id": id_, "text": text}) for id_, text in texts.items()]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    lines = [f"{query_id}\t{document_id}\t1" for query_id, document_id in ANSWERS.items()]
    (folder / "qrels" / "test.tsv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def evaluate(tmp_path: Path, *arguments: str) -> tuple[int, str, str]:
    console = Console(io.StringIO(), io.StringIO())
    status = main(
        ["evaluate", *arguments, "--home", str(tmp_path / "home")],
        console=console,
        tools_loader=load_piece_tools,
    )
    assert isinstance(console.out, io.StringIO)
    assert isinstance(console.err, io.StringIO)
    return status, console.out.getvalue(), console.err.getvalue()


@pytest.mark.integration
def test_a_collection_is_ranked_by_all_systems(tmp_path: Path, collection: Path) -> None:
    figures, plot = tmp_path / "figures.json", tmp_path / "plot.svg"
    kept = ["--cache", str(tmp_path / "cache")]
    arguments = [str(collection), "--json", str(figures), "--plot", str(plot), *kept]
    status, out, err = evaluate(tmp_path, *arguments)
    rows = [row for row in json.loads(figures.read_text()) if not row["published"]]
    assert status == 0
    assert [row["system"] for row in rows] == [
        "sparkbert-hybrid",
        "sparkbert",
        "sparkbert-paper",
        "bm25",
        "dense",
        "hnsw",
        "maxsim",
    ]
    assert {(row["collection"], row["split"]) for row in rows} == {("tiny", "test")}
    assert rows[0]["ndcg@10"] == 1.0
    assert min(row["index_seconds"] for row in rows) > 0
    assert min(row["bytes_disk"] for row in rows) > 0
    assert "tiny (test): 3 documents, 3 queries" in out
    assert "sparkbert-hybrid against" in out
    assert "3 of 3 documents" in err
    assert b"sparkbert-hybrid" in plot.read_bytes()

    status, out, err = evaluate(
        tmp_path, str(collection), "--json", "-", "--weights", "0,0,0,1,0", *kept
    )
    again = [row for row in json.loads(out) if not row["published"]]
    assert (status, err) == (0, "")  # neither indexed nor encoded again
    for one, other in zip(rows[2:], again[2:], strict=True):
        assert one["ndcg@10"] == other["ndcg@10"]
        assert one["index_seconds"] == other["index_seconds"] or one["system"] == "bm25"


@pytest.mark.integration
def test_only_what_was_asked_for_is_measured(tmp_path: Path, collection: Path) -> None:
    twin = collection.rename(tmp_path / "one"), tmp_path / "two"
    shutil.copytree(*twin)
    systems = "bm25,sparkbert-words"
    status, out, _ = evaluate(
        tmp_path, *map(str, twin), "--systems", systems, "--cache", str(tmp_path / "cache")
    )
    assert status == 0
    assert "one (test)" in out
    assert "two (test)" in out
    assert "bm25 against" in out
    assert "maxsim" not in out
    assert not list((tmp_path / "cache").glob("*documents*"))


@pytest.mark.integration
def test_highlights_are_put_to_the_test(tmp_path: Path, collection: Path) -> None:
    arguments = [str(collection), "--faithfulness", "2", "--cache", str(tmp_path / "cache")]
    status, out, _ = evaluate(tmp_path, *arguments)
    assert status == 0
    assert out.startswith("2 pairs of a query and its best passage")
    (found,) = json.loads(evaluate(tmp_path, *arguments, "--json", "-")[1])
    assert found["n_pairs"] == 2
    assert found["drop_highlighted"] > found["drop_random"]


def test_a_missing_package_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    status, _, err = evaluate(tmp_path, str(tmp_path))
    assert status == 1
    assert "pip install 'sparkbert-desktop[evaluation]'" in err


def test_a_plot_is_a_png_or_svg(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        evaluate(tmp_path, "anywhere", "--plot", "plot.pdf")
    assert "must end in .png or .svg" in capsys.readouterr().err


def test_a_system_that_is_not_known_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        evaluate(tmp_path, "anywhere", "--systems", "bm25,bm26")
    assert "'bm26' is not a valid SystemName; there are sparkbert-hybrid" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", ["1,2,3,4", "a,b,c,d,e", "0,0,0,0,0", "-1,1,1,1,1", "nan,1,1,1,1"]
)
def test_weights_are_five_numbers(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(SystemExit):
        evaluate(tmp_path, "anywhere", f"--weights={wrong}")


def test_a_folder_that_is_no_collection_is_named(tmp_path: Path) -> None:
    status, out, err = evaluate(tmp_path, str(tmp_path))
    assert (status, out) == (1, "")
    assert f"{tmp_path / 'corpus.jsonl'} is missing" in err
