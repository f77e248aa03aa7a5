from __future__ import annotations

import hashlib
import math
import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.errors import CollectionError
from sparkbert.evaluation.baselines import Bm25Baseline, DenseBaseline, System, best
from sparkbert.evaluation.collections import CollectionDocument

TOKENIZER = PieceTokenizer(find_model().tokenizer)
DIMENSION = 16

DOCUMENTS = [
    CollectionDocument("d1", "harbour", "quiet harbour boats"),
    CollectionDocument("d2", "", "boats boats boats"),
    CollectionDocument("d3", "tax", "invoice letter archive engine lamp"),
    CollectionDocument("d4", "", "lamp"),
]


class HashEncoder:
    """A text's vector is the mean of vectors drawn from its word pieces' hashes."""

    @property
    def identity(self) -> EncoderIdentity:
        return EncoderIdentity("hash", "0" * 64, DIMENSION, max_pieces=4)

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        return [self._encoding(text) for text in texts]

    def _encoding(self, text: str) -> Encoding:
        pieces = TOKENIZER(text)
        if len(pieces) > self.identity.max_pieces:
            raise ValueError("too long")
        vectors = np.array([_vector(one) for one in pieces.ids.tolist()], dtype=np.float32)
        mean = vectors.mean(axis=0)
        pooled = (mean / np.linalg.norm(mean)).astype(np.float32)
        return Encoding(pieces.ids, pieces.starts, pieces.ends, vectors, pooled)


def _vector(piece_id: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    seed = int.from_bytes(hashlib.blake2b(str(piece_id).encode(), digest_size=4).digest(), "big")
    return np.random.default_rng(seed).normal(size=DIMENSION)


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
    run = Bm25Baseline(DOCUMENTS).rank({"q": "the boats of quiet lamps"}, k=10)
    expected = lucene_bm25(["boat", "quiet", "lamp"], stems, k1=1.2, b=0.75)
    assert dict(run["q"]) == pytest.approx(
        {one.id: score for one, score in zip(DOCUMENTS, expected, strict=True)}, rel=1e-5
    )
    assert [one for one, _ in run["q"]][-1] == "d3"


def test_bm25_finds_only_what_holds_a_word_of_the_query() -> None:
    run = Bm25Baseline(DOCUMENTS).rank({"boats": "boat", "unknown": "zebra", "stop": "the"}, k=10)
    assert [one for one, _ in run["boats"]] == ["d2", "d1"]
    assert run["unknown"] == run["stop"] == []


def test_bm25_without_its_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    with pytest.raises(CollectionError, match=r"pip install 'sparkbert-desktop\[evaluation\]'"):
        Bm25Baseline(DOCUMENTS)


def test_dense_ranks_all_documents_by_cosine() -> None:
    encoder = HashEncoder()
    run = DenseBaseline(DOCUMENTS, encoder, TOKENIZER).rank({"q": "lamp", "p": "boats"}, k=3)
    (lamp,) = encoder.encode(["lamp"])
    others = encoder.encode(["harbour quiet harbour boats", "boats boats boats", "lamp"])
    cosines = [float(one.pooled @ lamp.pooled) for one in others]
    found = dict(run["q"])
    assert (run["q"][0][0], run["p"][0][0]) == ("d4", "d2")
    assert run["q"][0][1] == pytest.approx(1.0)
    assert len(run["q"]) == len(run["p"]) == 3
    for id_, cosine in zip(["d1", "d2", "d4"], cosines, strict=True):
        assert id_ not in found or found[id_] == pytest.approx(cosine)


def test_dense_cuts_texts_at_the_encoders_limit() -> None:
    same_start = [
        CollectionDocument("long", "", "lamp boats lamp tax invoice letter archive"),
        CollectionDocument("cut", "", "lamp boats lamp tax"),
    ]
    run = DenseBaseline(same_start, HashEncoder(), TOKENIZER).rank({"q": "tax " * 9}, k=2)
    assert [one for one, _ in run["q"]] == ["long", "cut"]
    assert run["q"][0][1] == pytest.approx(run["q"][1][1])


def test_dense_tells_how_far_it_is() -> None:
    told: list[int] = []
    many = [CollectionDocument(str(number), "", "lamp") for number in range(300)]
    DenseBaseline(many, HashEncoder(), TOKENIZER, on_encoded=told.append)
    assert told == [256, 300]


def test_baselines_say_their_name_and_size() -> None:
    systems: list[System] = [
        Bm25Baseline(DOCUMENTS),
        DenseBaseline(DOCUMENTS, HashEncoder(), TOKENIZER),
    ]
    assert [one.name for one in systems] == ["BM25 (bm25s)", "dense (hash)"]
    assert systems[0].bytes_per_document > 0
    assert systems[1].bytes_per_document == 4 * DIMENSION


scores = st.lists(st.integers(0, 5).map(float), max_size=30)


@given(scores, st.integers(0, 35))
def test_best_equals_sorting_everything(values: list[float], k: int) -> None:
    ids = [f"d{number:02}" for number in range(len(values))]
    everything = sorted(zip(values, ids, strict=True), reverse=True)
    expected = [(id_, value) for value, id_ in everything][:k]
    assert best(np.array(ids, dtype=np.str_), np.array(values, dtype=np.float64), k) == expected
