from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sparkbert.encoder.base import Encoding
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import word_terms
from sparkbert.ranking.searcher import Searcher
from sparkbert.ranking.terms import score_terms
from sparkbert.types import Hit
from tests.support.indexes import document
from tests.support.rankings import LOOKUP, PARAMETERS, encode, fake_pieces, searching

DOCUMENTS = [
    document("all", "copper violin harbor"),
    document("some", "copper meadow granite falcon saddle"),
    document("none", "thunder walnut"),
    *(document(f"other {n}", f"lantern orchard number{n}") for n in range(12)),
]
OUT_OF_REACH = replace(PARAMETERS, likely_score=99.0)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with searching(tmp_path_factory.mktemp("index") / "index", *DOCUMENTS) as (_, snapshot):
        yield snapshot


def likely(snapshot: Snapshot, typed: str, parameters: RankingParameters) -> dict[str, bool]:
    searcher = Searcher(snapshot, LOOKUP, fake_pieces, parameters)
    return {
        one.occurrences[0].document_key: one.is_likely
        for one in searcher.search(typed, encode(typed), 100)
    }


def test_a_low_score_is_not_likely(snapshot: Snapshot) -> None:
    at_least = replace(PARAMETERS, likely_score=0.5, likely_share=0.0, likely_coverage=9.0)
    searcher = Searcher(snapshot, LOOKUP, fake_pieces, at_least)
    hits = searcher.search("copper violin harbor", encode("copper violin harbor"), 100)
    ranked = [one for one in hits if one.tier.value == "ranked"]
    assert ranked
    assert [one.is_likely for one in ranked] == [one.score >= 0.5 for one in ranked]
    assert not hits[-1].is_likely


def test_the_best_one_sets_the_measure(snapshot: Snapshot) -> None:
    half = replace(PARAMETERS, likely_score=0.0, likely_share=0.5, likely_coverage=9.0)
    searcher = Searcher(snapshot, LOOKUP, fake_pieces, half)
    hits: list[Hit] = searcher.search("copper violin", encode("copper violin"), 100)
    best = max(one.score for one in hits)
    assert [one.is_likely for one in hits] == [one.score >= best / 2 for one in hits]


def test_what_holds_most_of_the_words_is_likely_anyhow(snapshot: Snapshot) -> None:
    found = likely(snapshot, "copper violin harbor falcon", OUT_OF_REACH)
    assert found["all"]
    assert not found["none"]
    assert likely(snapshot, "copper thunder", replace(OUT_OF_REACH, likely_coverage=0.3))["some"]


def test_what_words_alone_have_found_is_likely(snapshot: Snapshot) -> None:
    searcher = Searcher(snapshot, LOOKUP, fake_pieces, OUT_OF_REACH)
    hits = searcher.search("copper thunder", None, 100)
    assert len(hits) == 3
    assert all(one.is_likely for one in hits)


def test_nothing_found_is_nothing_likely(snapshot: Snapshot) -> None:
    searcher = Searcher(snapshot, LOOKUP, fake_pieces, PARAMETERS)
    assert searcher.search('"no such phrase"', encode("no such phrase"), 9) == []


def test_terms_that_no_chunk_holds_count_as_missing(snapshot: Snapshot, tmp_path: Path) -> None:
    terms = word_terms("copper unheard")
    scores = score_terms(terms, snapshot.word_postings, n_chunks=15, n_rows=15)
    rows = scores.matches[0].postings.rows
    worth = {term.label: worth for term, worth in scores.worths}
    share = worth["copper"] / (worth["copper"] + worth["unheard"])
    assert scores.covered(rows).tolist() == pytest.approx([share] * len(rows))


def in_pieces(encoding: Encoding, size: int) -> Encoding:
    """Cut every token in pieces of so many letters, as an encoder cuts what it does not know."""
    cuts = [
        (token, start, min(start + size, end))
        for token, (whole, end) in enumerate(
            zip(encoding.starts.tolist(), encoding.ends.tolist(), strict=True)
        )
        for start in range(whole, end, size)
    ]
    tokens, starts, ends = (np.array(column, np.int32) for column in zip(*cuts, strict=True))
    return Encoding(
        encoding.piece_ids[tokens], starts, ends, encoding.vectors[tokens], encoding.pooled
    )


@pytest.mark.parametrize(
    ("typed", "size", "least", "is_believed"),
    [
        ("zzqx blorf", 2, 9.0, False),
        ("zzqx blorf", 2, 0.0, True),  # the score tells
        ("zzqx blorf", 4, 9.0, True),  # long pieces may be parts of words
        ("zzqx copper", 2, 9.0, True),  # some chunk holds it
        ("7", 1, 9.0, True),  # no word that could be cut
    ],
)
def test_what_may_say_nothing_must_find_more(
    snapshot: Snapshot, typed: str, size: int, least: float, is_believed: bool
) -> None:
    parameters = replace(
        PARAMETERS, doubtful_letters=3.0, doubtful_score=least, likely_score=-9.0, likely_share=-9.0
    )
    searcher = Searcher(snapshot, LOOKUP, fake_pieces, parameters)
    hits = searcher.search(typed, in_pieces(encode(typed), size), 100)
    assert hits
    assert any(one.is_likely for one in hits) == is_believed
