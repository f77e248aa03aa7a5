from __future__ import annotations

import io
import json
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
    arguments = [str(collection), "--json", "--work", str(tmp_path / "work")]
    status, out, err = evaluate(tmp_path, *arguments)
    (report,) = json.loads(out)
    assert status == 0
    assert [row["system"] for row in report["rows"]] == [
        "SparkBERT",
        "SparkBERT, semantic alone",
        "SparkBERT, lexical alone",
        "SparkBERT, pooled alone",
        "BM25 (bm25s)",
        "dense (pieces)",
    ]
    assert report["rows"][0]["ndcg_10"] == 1.0
    assert len(report["contrasts"]) == 5 * 3
    assert report["costs"]["indexing_seconds"] > 0
    assert "3 of 3 documents" in err

    status, out, err = evaluate(tmp_path, *arguments, "--weights", "0,0,0,1,0")
    (again,) = json.loads(out)
    assert (status, err) == (0, "")  # neither indexed nor encoded again
    assert again["costs"]["indexing_seconds"] is None
    assert again["rows"][1:] == report["rows"][1:]
    by_words = {**again["rows"][0], **dict.fromkeys(("system", "bytes_per_document"))}
    assert by_words == {**again["rows"][2], **dict.fromkeys(("system", "bytes_per_document"))}


@pytest.mark.integration
def test_highlights_are_put_to_the_test(tmp_path: Path, collection: Path) -> None:
    arguments = [str(collection), "--faithfulness", "2", "--work", str(tmp_path / "work")]
    status, out, _ = evaluate(tmp_path, *arguments)
    assert status == 0
    assert out.startswith("2 pairs of a query and its best passage")
    found = json.loads(evaluate(tmp_path, *arguments, "--json")[1])
    assert found["n_pairs"] == 2
    assert found["drop_highlighted"] > found["drop_random"]


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
