from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.evaluation import paper
from sparkbert.evaluation.dense import Dense, Hnsw, save_graph
from sparkbert.evaluation.maxsim import MaxSim
from sparkbert.evaluation.paper import PaperSparkBert, save_paper_index
from sparkbert.evaluation.shelf import Shelf
from sparkbert.evaluation.tokens import TextVectors, load_vectors, save_vectors
from tests.support.piece_encoder import RawPieceEncoder

TOKENIZER = PieceTokenizer(find_model().tokenizer)
TEXTS = [
    "quiet harbour boats storm winter",
    "",
    "tax invoice letter archive",
    "lamp lamp boats",
    "engine harbour invoice " * 4,
]
IDS = [f"d{number}" for number in range(len(TEXTS))]
QUERIES = {"q": "boats in a harbour", "p": "lamp", "none": ""}


class RawEncoder:
    """The raw encoder of word pieces as a TokenEncoder."""

    def __init__(self) -> None:
        self._encoder = RawPieceEncoder()

    @property
    def identity(self) -> EncoderIdentity:
        return self._encoder.identity

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        encodings: dict[int, Encoding] = {}
        for batch in self._encoder.encode_batches(texts):
            encodings.update(batch)
        return [encodings[place] for place in range(len(texts))]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


def encoded(shelf: Shelf, name: str, texts: Sequence[str], max_pieces: int = 510) -> TextVectors:
    def make(folder: Path) -> None:
        save_vectors(folder, texts, RawEncoder(), TOKENIZER, max_pieces)

    return load_vectors(shelf.keep(name, "0", make).folder)


@pytest.fixture
def documents(shelf: Shelf) -> TextVectors:
    return encoded(shelf, "documents", TEXTS)


@pytest.fixture
def queries(shelf: Shelf) -> TextVectors:
    return encoded(shelf, "queries", list(QUERIES.values()))


def test_vectors_are_kept_as_they_are_but_for_their_last_bits(documents: TextVectors) -> None:
    assert len(documents) == len(TEXTS)
    for place, encoding in enumerate(RawEncoder().encode(TEXTS)):
        np.testing.assert_allclose(documents.of(place, place + 1), encoding.vectors, atol=5e-3)
        np.testing.assert_array_equal(documents.pooled[place], encoding.pooled)
    assert list(documents.blocks(2)) == [(0, 2), (2, 4), (4, 5)]


def test_texts_are_cut(shelf: Shelf) -> None:
    cut = encoded(shelf, "cut", TEXTS, max_pieces=2)
    assert np.diff(cut.starts).tolist() == [4, 2, 4, 4, 4]


def test_dense_and_its_graph_rank_by_cosine(
    documents: TextVectors, queries: TextVectors, shelf: Shelf
) -> None:
    pooled = dict(zip(QUERIES.values(), queries.pooled, strict=True))
    graph = shelf.keep("graph", "0", lambda folder: save_graph(folder, documents.pooled))
    exact = Dense(IDS, documents.pooled, pooled, 2.0)
    near = Hnsw(IDS, graph, pooled, 2.0)
    expected = np.argsort(-(documents.pooled @ queries.pooled[0]))
    found = exact.answer(QUERIES, 3)
    assert [one for one, _ in found.run["q"]] == [IDS[place] for place in expected[:3]]
    for query_id, ranking in near.answer(QUERIES, 3).run.items():
        assert [one for one, _ in ranking] == [one for one, _ in found.run[query_id]]
    assert exact.costs.bytes_disk == 4 * documents.pooled.shape[1]
    assert near.costs.bytes_disk > exact.costs.bytes_disk
    assert (near.costs.index_seconds or 0) > 2.0


def test_maxsim_equals_its_definition_and_is_kept(
    documents: TextVectors,
    queries: TextVectors,
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tokens = {text: queries.of(at, at + 1) for at, text in enumerate(QUERIES.values())}
    system = MaxSim(IDS, documents, tokens, shelf, "digest", 1.0)
    answers = system.answer(QUERIES, 10)
    for query_id, text in QUERIES.items():
        asked = _unit(tokens[text][1:-1])
        for document_id, score in answers.run[query_id]:
            place = IDS.index(document_id)
            held = _unit(documents.of(place, place + 1)[1:-1])
            expected = (asked @ held.T).max(axis=1).sum() if len(held) and len(asked) else 0
            assert score == pytest.approx(expected, abs=1e-4)
    monkeypatch.setattr(MaxSim, "_compute", None)
    again = MaxSim(IDS, documents, tokens, shelf, "digest").answer(QUERIES, 10)
    assert again == answers
    assert system.costs.bytes_disk == documents.vectors.nbytes / len(IDS)


def test_the_published_method_equals_its_definition(
    documents: TextVectors, queries: TextVectors, shelf: Shelf
) -> None:
    index = shelf.keep("paper", "0", lambda folder: save_paper_index(folder, documents))
    tokens = {text: queries.of(at, at + 1) for at, text in enumerate(QUERIES.values())}
    system = PaperSparkBert(IDS, index, tokens, 1.0)
    answers = system.answer(QUERIES, 10)
    centroids = paper.train_centroids(documents.piece_ids, documents.vectors)
    for query_id, text in QUERIES.items():
        asked = _near(tokens[text], centroids, paper.SEARCH_N_NEIGHBORS)
        expected = {}
        for place, document_id in enumerate(IDS):
            held = documents.of(place, place + 1)
            near = _near(held, centroids, paper.INDEX_N_NEIGHBORS)
            weights = (held @ centroids.T).max(axis=0)
            shared = [one for one in asked & near if weights[one] >= paper.THRESHOLD]
            if shared:
                expected[document_id] = float(weights[shared].sum())
        assert dict(answers.run[query_id]) == pytest.approx(expected, rel=1e-3)
    assert system.costs.bytes_disk > 0
    assert system.costs.vocabulary_disk > centroids.nbytes


def test_a_piece_gets_eight_centroids_at_most_and_special_ones_none() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((31, 4)).astype(np.float16)
    piece_ids = np.array([101] * 5 + [102] * 5 + [7] * 20 + [9], dtype=np.int32)
    centroids = paper.train_centroids(piece_ids, vectors)
    assert len(centroids) == 8 + 1
    np.testing.assert_array_equal(centroids[-1], vectors[-1].astype(np.float32))


def _near(vectors: np.ndarray, centroids: np.ndarray, n: int) -> set[int]:
    distances = ((vectors[:, None] - centroids[None]) ** 2).sum(axis=2)
    return set(np.argsort(distances, axis=1)[:, :n].ravel().tolist())


def _unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
