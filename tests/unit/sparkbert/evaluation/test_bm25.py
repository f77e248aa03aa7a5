from __future__ import annotations

import math
import sys
from collections import Counter

import pytest

from sparkbert.errors import CollectionError
from sparkbert.evaluation.bm25 import Bm25
from sparkbert.evaluation.collections import CollectionDocument

DOCUMENTS = [
    CollectionDocument("d1", "harbour", "quiet harbour boats"),
    CollectionDocument("d2", "", "boats boats boats"),
    CollectionDocument("d3", "tax", "invoice letter archive engine lamp"),
    CollectionDocument("d4", "", "lamp"),
]


def lucene_bm25(query: list[str], texts: list[list[str]], k1: float, b: float) -> list[float]:
    """Lucene's BM25 as its definition reads, its constant factor k1 + 1 left out as Lucene does."""
    mean_length = sum(map(len, texts)) / len(texts)
    scores = [0.0] * len(texts)
    for word in query:
        df = sum(word in text for text in texts)
        idf = math.log(1 + (len(texts) - df + 0.5) / (df + 0.5))
        for number, text in enumerate(texts):
            tf = Counter(text)[word]
            scores[number] += idf * tf / (tf + k1 * (1 - b + b * len(text) / mean_length))
    return scores


def test_bm25_equals_its_definition() -> None:
    stems = [["harbour", "quiet", "harbour", "boat"], ["boat"] * 3]
    stems += [["tax", "invoic", "letter", "archiv", "engin", "lamp"], ["lamp"]]
    run = Bm25(DOCUMENTS).answer({"q": "the boats of quiet lamps"}, k=10).run
    expected = lucene_bm25(["boat", "quiet", "lamp"], stems, k1=1.2, b=0.75)
    assert dict(run["q"]) == pytest.approx(
        {one.id: score for one, score in zip(DOCUMENTS, expected, strict=True)}, rel=1e-5
    )
    assert [one for one, _ in run["q"]][-1] == "d3"


def test_bm25_finds_only_what_holds_a_word_of_the_query() -> None:
    queries = {"boats": "boat", "unknown": "zebra", "stop": "the"}
    run = Bm25(DOCUMENTS).answer(queries, k=10).run
    assert [one for one, _ in run["boats"]] == ["d2", "d1"]
    assert run["unknown"] == run["stop"] == []


def test_bm25_without_its_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    with pytest.raises(CollectionError, match=r"pip install 'sparkbert-desktop\[evaluation\]'"):
        Bm25(DOCUMENTS)


def test_bm25_says_what_it_takes() -> None:
    costs = Bm25(DOCUMENTS).costs
    assert costs.bytes_disk > 0
    assert costs.bytes_resident > 0
    assert costs.vocabulary_disk > 0
    assert costs.index_seconds is not None
