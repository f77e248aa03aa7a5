from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sparkbert.errors import QueryError
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.searcher import Searcher
from sparkbert.sparse import _K1, _SENSE_B, _WORD_B, REFERENCE_PIECES, REFERENCE_WORDS
from sparkbert.types import Channel, Document, Hit, Tier
from sparkbert.words import stem
from tests.support.indexes import document, open_writer, put, remove
from tests.support.rankings import (
    ENCODER,
    LOOKUP,
    N_NEIGHBORS,
    PARAMETERS,
    WORDS,
    encode,
    encode_all,
    fake_pieces,
    searching,
)

ALL = 10_000
QUERIES = ["harbor", "copper violin", "meadow granite meadow falcon", "thunder, saddle! The walnut"]


def tale(rng: np.random.Generator) -> str:
    return " ".join(rng.choice(WORDS, rng.integers(2, 40)))


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    rng = np.random.default_rng(11)
    return [document(f"d{number}", *(tale(rng) for _ in range(4))) for number in range(30)]


@pytest.fixture(scope="module")
def opened(
    documents: list[Document], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Searcher, Snapshot]]:
    with searching(tmp_path_factory.mktemp("index") / "index", *documents) as both:
        yield both


@pytest.fixture(scope="module")
def searcher(opened: tuple[Searcher, Snapshot]) -> Searcher:
    return opened[0]


@pytest.fixture(scope="module")
def texts(opened: tuple[Searcher, Snapshot]) -> list[str]:
    return opened[1].texts(np.flatnonzero(opened[1].live))


def search(searcher: Searcher, typed: str, top_k: int = ALL) -> list[Hit]:
    return searcher.search(typed, encode(typed), top_k)


# --- The reference: from raw vectors and counts to scores, in other words than the product's. ---


def nearest_of(text: str, n: int) -> list[list[tuple[int, float]]]:
    """Return for each token its n nearest (sense, cosine), by comparison with all."""
    known = np.array([int(ENCODER.encode([word])[0].piece_ids[0]) for word in WORDS], np.int32)
    cosines = ENCODER.encode([text])[0].vectors @ LOOKUP._vocabulary.vectors(known).T
    order = np.argsort(-cosines, axis=1)[:, :n]
    return [
        [(int(known[one]), float(row[one])) for one in best if row[one] > 0]
        for row, best in zip(cosines, order, strict=True)
    ]


def sense_weights(text: str) -> dict[int, float]:
    """MaxSim x saturated frequency, of every sense of a chunk."""
    tokens = nearest_of(text, N_NEIGHBORS)
    found = [pair for token in tokens for pair in token]
    damp = _K1 * (1 - _SENSE_B + _SENSE_B * len(tokens) / REFERENCE_PIECES)
    return {
        sense: max(cosine for other, cosine in found if other == sense) * f * (_K1 + 1) / (f + damp)
        for sense, f in Counter(sense for sense, _ in found).items()
    }


def word_weights(text: str) -> dict[str, float]:
    counts = Counter(text.split())
    damp = _K1 * (1 - _WORD_B + _WORD_B * counts.total() / REFERENCE_WORDS)
    return {word: f * (_K1 + 1) / (f + damp) for word, f in counts.items()}


def query_senses(text: str) -> dict[int, float]:
    weights: dict[int, float] = {}
    for token in nearest_of(text, PARAMETERS.search_n_neighbors):
        for rank, (sense, _) in enumerate(token, start=1):
            weights[sense] = max(weights.get(sense, 0), rank**-0.5)
    return weights


def channel_scores(query: Mapping[Any, float], chunks: list[dict[Any, float]]) -> list[float]:
    """Sum of idf x query weight x chunk weight, as a share of the most that could be had."""
    df = Counter(term for chunk in chunks for term in chunk)
    weights = {
        term: weight * math.log(1 + (len(chunks) - df[term] + 0.5) / (df[term] + 0.5))
        for term, weight in query.items()
    }
    most = sum(weights.values()) * (_K1 + 1)
    return [
        sum(weights[term] * chunk.get(term, 0) for term in weights) / (most or 1)
        for chunk in chunks
    ]


def token_scores(query: str, texts: list[str]) -> list[float]:
    """Late interaction and the best stretch of each text, times their weights."""
    wanted = ENCODER.encode([query])[0].vectors
    own = [ENCODER.encode([text])[0].piece_ids for text in texts]  # each has one sense
    df = Counter(sense for text in texts for sense in sense_weights(text))
    nearest = [token[0][0] for token in nearest_of(query, 1)]
    idf = np.array([math.log(1 + (len(texts) - df[s] + 0.5) / (df[s] + 0.5)) for s in nearest])
    whole = idf @ wanted / np.linalg.norm(idf @ wanted)
    found = []
    for pieces in own:
        tokens = LOOKUP.vectors(pieces)
        near = np.maximum((wanted @ tokens.T).max(axis=1) - PARAMETERS.late_floor, 0)
        late = float(near @ np.sqrt(idf) / np.sqrt(idf).sum())
        last = max(len(tokens) - 16, 0)
        means = [tokens[at : at + 16].mean(axis=0) for at in [*range(0, last, 4), last]]
        best = max(float(mean @ whole / np.linalg.norm(mean)) for mean in means)
        found.append(PARAMETERS.late_weight * late + PARAMETERS.stretch_weight * max(best, 0))
    return found


def pair_scores(query: str, texts: list[str]) -> list[float]:
    """The share of the query's neighbouring words that each text has side by side."""
    df = Counter(sense for text in texts for sense in sense_weights(text))
    nearest = [token[0][0] for token in nearest_of(query, 1)]
    idf = [math.log(1 + (len(texts) - df[s] + 0.5) / (df[s] + 0.5)) for s in nearest]
    asked = fake_pieces(query).ids.tolist()
    worth = [math.sqrt(one * other) for one, other in pairwise(idf)]
    found = []
    for text in texts:
        held = set(pairwise(fake_pieces(text).ids.tolist()))
        gained = sum(w for w, pair in zip(worth, pairwise(asked), strict=True) if pair in held)
        found.append(PARAMETERS.pair_weight * gained / (sum(worth) or 1))
    return found


def reference(
    query: str, texts: list[str], coverage: float = PARAMETERS.lexical_coverage
) -> dict[str, dict[Channel, float]]:
    lexical = channel_scores(
        Counter(one for one in map(str.lower, query.split()) if one in WORDS),
        [word_weights(text) for text in texts],
    )
    chunks = [sense_weights(text) for text in texts]
    semantic = channel_scores(query_senses(query), chunks)
    late, pairs = token_scores(query, texts), pair_scores(query, texts)
    pooled = [ENCODER.encode([query])[0].pooled @ ENCODER.encode([t])[0].pooled for t in texts]
    return {
        text: {
            Channel.SEMANTIC: PARAMETERS.semantic_weight * semantic[n] + late[n],
            Channel.LEXICAL: PARAMETERS.lexical_weight * lexical[n] * min(lexical[n] / coverage, 1)
            + pairs[n],
            Channel.POOLED: PARAMETERS.pooled_weight * float(pooled[n]),
        }
        for n, text in enumerate(texts)
    }


@pytest.mark.parametrize("query", [one for one in QUERIES if "," not in one])
def test_channels_are_those_of_the_reference(
    searcher: Searcher, texts: list[str], query: str
) -> None:
    hits = search(searcher, query)
    expected = reference(query, texts)
    found = {hit.text: hit for hit in hits}
    # Tokens are compared in chunks that some channel has proposed, and add to what it found.
    tokens = dict(zip(texts, token_scores(query, texts), strict=True))
    assert found.keys() == {
        text
        for text, shares in expected.items()
        if max(shares[Channel.LEXICAL], shares[Channel.POOLED]) > 0
        or shares[Channel.SEMANTIC] > tokens[text]
    }
    for text, hit in found.items():
        for channel, share in expected[text].items():
            assert hit.channels[channel] == pytest.approx(share, abs=1.5 / 255), channel
        assert hit.score == pytest.approx(sum(expected[text].values()), abs=3 / 255)


def test_candidates_gain_by_what_they_are_like(
    opened: tuple[Searcher, Snapshot], texts: list[str]
) -> None:
    snapshot = opened[1]
    own = replace(PARAMETERS, n_compared=40)
    liked = replace(own, best_weight=0.3, neighbour_weight=0.2)
    everything = search(Searcher(snapshot, LOOKUP, fake_pieces, own), "copper violin")
    plain = everything[:40]
    hits = search(Searcher(snapshot, LOOKUP, fake_pieces, liked), "copper violin")
    vectors = {text: ENCODER.encode([text])[0].pooled for text in texts}
    mean = np.sum([vectors[hit.text] for hit in plain[: liked.n_best]], axis=0)
    for hit in plain:
        others = sorted(
            (one for one in plain if one is not hit),
            key=lambda one: -float(vectors[one.text] @ vectors[hit.text]),
        )[: liked.n_neighbours]
        to_best = max(float(vectors[hit.text] @ mean / np.linalg.norm(mean)), 0)
        expected = 0.3 * to_best + 0.2 * sum(one.score for one in others) / len(others)
        now = next(one for one in hits if one.chunk_id == hit.chunk_id)
        assert now.score - hit.score == pytest.approx(expected, abs=0.02)
        assert now.score == pytest.approx(sum(one.weight for one in now.contributions), abs=1e-6)
    rest = {hit.chunk_id: hit.score for hit in everything[40:]}
    assert rest == {hit.chunk_id: hit.score for hit in hits[40:]}


def test_a_long_query_needs_fewer_of_its_words(opened: tuple[Searcher, Snapshot]) -> None:
    snapshot = opened[1]
    long = " ".join(WORDS[:12])
    strict = replace(PARAMETERS, coverage_words=12.0)
    lenient = replace(PARAMETERS, coverage_words=2.0)
    few, many = (
        search(Searcher(snapshot, LOOKUP, fake_pieces, one), long) for one in (strict, lenient)
    )
    shares = {hit.chunk_id: hit.channels[Channel.LEXICAL] for hit in few}
    assert all(hit.channels[Channel.LEXICAL] >= shares[hit.chunk_id] for hit in many)
    assert any(hit.channels[Channel.LEXICAL] > shares[hit.chunk_id] for hit in many)


@pytest.mark.parametrize("query", QUERIES)
def test_the_score_is_the_sum_of_the_contributions(searcher: Searcher, query: str) -> None:
    hits = search(searcher, query)
    assert len(hits) > 50
    for hit in hits:
        assert hit.score == pytest.approx(sum(one.weight for one in hit.contributions), abs=1e-6)
        assert hit.score == pytest.approx(sum(hit.channels.values()), abs=1e-6)
        for channel in Channel:
            shares = [one.weight for one in hit.contributions if one.channel is channel]
            assert hit.channels[channel] == pytest.approx(sum(shares), abs=1e-6)


@pytest.mark.parametrize("query", QUERIES)
def test_contributions_point_at_words_of_query_and_passage(searcher: Searcher, query: str) -> None:
    for hit in search(searcher, query, 20):
        for one in hit.contributions:
            if one.channel is Channel.POOLED:
                assert (one.query, one.start, one.end) == (query, None, None)
                continue
            assert one.query in query
            word = hit.text[one.start : one.end]
            assert word in WORDS
            if one.channel is Channel.LEXICAL:
                assert word in one.query.split()  # a pair shows its share at both of its words
        assert hit.highlights
        for mark in hit.highlights:
            word = hit.text[mark.start : mark.end]
            assert word in WORDS
            assert (mark.kind == "exact") == (stem(word) in {stem(one) for one in query.split()})


def test_hits_come_in_order_and_rank_agrees(searcher: Searcher) -> None:
    hits = search(searcher, QUERIES[1])
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    for top_k in (1, 7, ALL):
        assert search(searcher, QUERIES[1], top_k) == hits[:top_k]
        ranking = searcher.rank(QUERIES[1], encode(QUERIES[1]), top_k)
        assert ranking.scores.tolist() == scores[:top_k]


def test_without_an_encoding_words_alone_count(searcher: Searcher, texts: list[str]) -> None:
    hits = searcher.search("copper violin", None, ALL)
    pairs = dict(zip(texts, pair_scores("copper violin", texts), strict=True))
    expected = {
        text: (share[Channel.LEXICAL] - pairs[text]) / PARAMETERS.lexical_weight
        for text, share in reference("copper violin", texts, coverage=1e-9).items()
    }
    assert {hit.text for hit in hits} == {text for text, share in expected.items() if share > 0}
    for hit in hits:
        assert hit.score == pytest.approx(expected[hit.text], abs=1.5 / 255)
        assert {one.channel for one in hit.contributions} == {Channel.LEXICAL}


def test_a_mask_leaves_scores_as_they_are(opened: tuple[Searcher, Snapshot]) -> None:
    searcher, snapshot = opened
    query = "copper violin"
    everything = {hit.chunk_id: hit.score for hit in search(searcher, query)}
    mask = snapshot.rows_of_documents(["d3", "d7"])
    hits = searcher.search(query, encode(query), ALL, mask)
    allowed = set(snapshot.chunk_ids[mask].tolist())
    assert {hit.chunk_id for hit in hits} == allowed & everything.keys()
    assert all(hit.score == everything[hit.chunk_id] for hit in hits)
    nothing = np.zeros(len(mask), np.bool_)
    assert searcher.search(query, encode(query), ALL, nothing) == []


def test_an_empty_query_is_refused(searcher: Searcher) -> None:
    with pytest.raises(QueryError, match="empty"):
        searcher.search(" ", None, 5)


@pytest.mark.parametrize("query", ["the of", "?!", '"?!"'])
def test_a_query_without_words_finds_nothing_by_words(searcher: Searcher, query: str) -> None:
    assert searcher.search(query, None, 5) == []


def test_an_empty_index_holds_nothing(tmp_path: Path) -> None:
    with searching(tmp_path / "index") as (searcher, _):
        for typed in ("harbor", '"harbor lantern"', "file-1.txt"):
            assert search(searcher, typed) == []
            assert searcher.search(typed, None, 5) == []


def test_a_chunk_that_is_not_encoded_yet_is_found_by_words(tmp_path: Path) -> None:
    texts = ["harbor lantern", "harbor copper", "violin meadow"]
    with searching(tmp_path / "index", document("d", *texts), leave=texts[:1]) as (searcher, _):
        hits = {hit.text: hit for hit in search(searcher, "harbor")}
    waiting, encoded = hits["harbor lantern"], hits["harbor copper"]
    assert waiting.channels[Channel.SEMANTIC] == waiting.channels[Channel.POOLED] == 0
    assert waiting.channels[Channel.LEXICAL] == encoded.channels[Channel.LEXICAL] > 0
    assert encoded.channels[Channel.SEMANTIC] > 0
    assert {one.channel for one in waiting.contributions} == {Channel.LEXICAL}


def test_a_chunk_of_several_documents_is_one_hit(tmp_path: Path) -> None:
    both = [document("a", "harbor lantern", "copper"), document("b", "violin", "harbor lantern")]
    with searching(tmp_path / "index", *both) as (searcher, snapshot):
        hits = [hit for hit in search(searcher, "harbor") if hit.text == "harbor lantern"]
        assert [[one.document_key for one in hit.occurrences] for hit in hits] == [["a", "b"]]
        mask = snapshot.rows_of_documents(["b"])
        masked = searcher.search("harbor", encode("harbor"), ALL, mask)
        assert "harbor lantern" in {hit.text for hit in masked}


def test_removed_documents_are_not_found(tmp_path: Path) -> None:
    with open_writer(tmp_path / "index") as writer:
        put(writer, document("a", "harbor one"), document("b", "harbor two"))
        encode_all(writer)
        remove(writer, "a")
    with searching(tmp_path / "index") as (searcher, _):
        assert [hit.text for hit in search(searcher, "harbor")] == ["harbor two"]
        assert [hit.text for hit in search(searcher, '"harbor"')] == ["harbor two"]


def test_equal_texts_are_ordered_by_age(tmp_path: Path) -> None:
    texts = ["harbor lantern", "Harbor lantern", "harbor  lantern"]
    with searching(tmp_path / "index", *(document(text, text) for text in texts)) as (searcher, _):
        hits = search(searcher, "harbor")
    assert len({hit.score for hit in hits}) == 1
    assert [hit.text for hit in hits] == texts


class TestExactTier:
    @pytest.fixture
    def searcher(self, tmp_path: Path) -> Iterator[Searcher]:
        documents = [
            document("a", "copper violin meadow", "meadow violin copper", "invoice AB-1234/5 due"),
            document("b", "violin violin copper copper", "harbor", name="Harbor Lights.pdf"),
            document("c", "harbor harbor harbor harbor", title="Notes on Falcons"),
        ]
        with searching(tmp_path / "index", *documents) as (searcher, _):
            yield searcher

    def exact(self, searcher: Searcher, typed: str) -> list[str]:
        hits = search(searcher, typed)
        tiers = [hit.tier for hit in hits]
        assert tiers == sorted(tiers)  # "exact" before "ranked"
        return [hit.text for hit in hits if hit.tier is Tier.EXACT]

    def test_a_quoted_phrase_filters(self, searcher: Searcher) -> None:
        hits = search(searcher, '"copper violin"')
        assert [(hit.text, hit.tier) for hit in hits] == [("copper violin meadow", Tier.EXACT)]
        assert search(searcher, '"violin harbor"') == []

    def test_every_quoted_phrase_must_be_there(self, searcher: Searcher) -> None:
        assert {hit.text for hit in search(searcher, '"violin" "copper"')} == {
            "copper violin meadow",
            "meadow violin copper",
            "violin violin copper copper",
        }
        assert [hit.text for hit in search(searcher, '"violin" "copper violin" harbor')] == [
            "copper violin meadow"
        ]

    def test_words_beside_a_phrase_only_rank(self, searcher: Searcher) -> None:
        hits = search(searcher, '"violin" copper')
        assert hits[0].text == "violin violin copper copper"
        assert len(hits) == 3

    def test_a_phrase_needs_no_encoding(self, searcher: Searcher) -> None:
        hits = searcher.search('"violin copper"', None, 5)
        assert {hit.text for hit in hits} == {
            "meadow violin copper",
            "violin violin copper copper",
        }

    def test_a_query_that_stands_verbatim_comes_first(self, searcher: Searcher) -> None:
        assert self.exact(searcher, "meadow violin copper") == ["meadow violin copper"]
        assert self.exact(searcher, "Copper, Violin: Meadow") == ["copper violin meadow"]
        assert self.exact(searcher, "copper meadow violin") == []

    def test_few_common_words_are_no_quotation(self, searcher: Searcher) -> None:
        assert self.exact(searcher, "copper violin") == []

    def test_an_identifier_comes_first(self, searcher: Searcher) -> None:
        assert self.exact(searcher, "AB-1234/5") == ["invoice AB-1234/5 due"]
        assert self.exact(searcher, "ab-1234") == ["invoice AB-1234/5 due"]
        assert self.exact(searcher, "AB-9999") == []

    def test_a_file_by_its_name_comes_first(self, searcher: Searcher) -> None:
        of_b = {"violin violin copper copper", "harbor"}
        for name in ("Harbor Lights.pdf", "harbor lights"):
            assert set(self.exact(searcher, name)) == of_b
        assert self.exact(searcher, "notes on falcons") == ["harbor harbor harbor harbor"]
        assert self.exact(searcher, "harbor") == []

    def test_a_mask_holds_for_literal_hits_too(self, tmp_path: Path) -> None:
        both = [document("a", "copper violin meadow"), document("b", "copper violin meadow falcon")]
        with searching(tmp_path / "masked", *both) as (searcher, snapshot):
            mask = snapshot.rows_of_documents(["b"])
            for typed in ('"copper violin"', "copper violin meadow", "a.txt"):
                hits = searcher.search(typed, encode(typed), ALL, mask)
                assert {hit.text for hit in hits} <= {"copper violin meadow falcon"}

    def test_what_many_chunks_hold_singles_none_out(self, tmp_path: Path) -> None:
        many = document("a", *(f"copper violin meadow {number}" for number in range(51)))
        with searching(tmp_path / "many", many) as (searcher, _):
            assert self.exact(searcher, "copper violin meadow") == []
            assert self.exact(searcher, "copper violin meadow 7") == ["copper violin meadow 7"]
