from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.mixed import lexical_shares
from sparkbert.ranking.searcher import Searcher
from sparkbert.ranking.terms import TermScores
from sparkbert.types import Document, HighlightKind, Hit, Tier
from tests.support.indexes import document, open_english_writer, put
from tests.support.languages import FOREIGN, passage
from tests.support.rankings import LOOKUP, PARAMETERS, WORDS, encode, encode_all, fake_pieces

OTHERS = [document(language, passage(language)) for language in FOREIGN]
QUERIES = ["harbor lantern", "copper violin meadow", "granite", "falcon thunder saddle walnut"]


def _tales() -> list[Document]:
    rng = np.random.default_rng(5)
    return [document(f"d{n}", " ".join(rng.choice(WORDS, rng.integers(5, 40)))) for n in range(40)]


TALES = _tales()


@contextmanager
def _opened(directory: Path, documents: Sequence[Document]) -> Iterator[Searcher]:
    with open_english_writer(directory) as writer:
        put(writer, *documents)
        encode_all(writer)
    with Snapshot.open(directory) as snapshot:
        yield Searcher(snapshot, LOOKUP, fake_pieces, PARAMETERS)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with _opened(tmp_path_factory.mktemp("mixed") / "index", [*TALES, *OTHERS]) as searcher:
        yield searcher


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with _opened(tmp_path_factory.mktemp("english") / "index", TALES) as searcher:
        yield searcher


def _marked(hit: Hit) -> list[tuple[str, HighlightKind]]:
    return [(hit.text[one.start : one.end], one.kind) for one in hit.highlights]


@pytest.mark.parametrize(
    ("query", "language", "marked"),
    [
        ("Kündigung", "German", ["Kündigung"]),
        ("confiture", "French", ["confitures"]),
        ("coeur", "French", ["cœur"]),
        ("tubería", "Spanish", ["tubería"]),
        ("библиотеки", "Russian", ["библиотека"]),
        ("прийти в библиотеку", "Russian", ["библиотека", "в"]),
        ("图书馆", "Chinese", ["图书馆"] * 2),
        ("酒", "", []),
        ("冬", "Chinese", ["冬"]),
        ("自転車", "Japanese", ["自転車"] * 2),
        ("زيتون", "Arabic", ["الزيتون"]),
        ("배추", "Korean", ["배추"] * 2),
        ("ห้องสมุด", "Thai", ["ห้องสมุด"]),
    ],
)
def test_every_language_is_found_by_its_words(
    mixed: Searcher, query: str, language: str, marked: list[str]
) -> None:
    hits = mixed.search(query, None, 5)
    assert [hit.occurrences[0].document_key for hit in hits[:1]] == [language][: len(hits)]
    assert bool(hits) == bool(language)
    if hits:
        assert hits[0].by_words_only
        assert set(marked) <= {text for text, _ in _marked(hits[0])}
        own = [kind for text, kind in _marked(hits[0]) if text in marked]
        assert set(own) == {HighlightKind.EXACT}


@pytest.mark.parametrize(
    ("query", "languages"),
    [
        ('"近所の自転車屋"', ["Japanese"]),
        ('"屋自転車"', []),
        ('"图书馆每天"', ["Chinese"]),
        ('"古籍"', ["Chinese"]),
        ('"пользоваться ручкой"', ["Russian"]),
        ('"ручкой пользоваться"', []),
        ('"zweiten Stock"', ["German"]),
        ('"قطف الزيتون"', ["Arabic"]),
    ],
)
def test_phrases_are_literal_in_every_language(
    mixed: Searcher, query: str, languages: list[str]
) -> None:
    hits = mixed.search(query, None, 5)
    assert [hit.occurrences[0].document_key for hit in hits] == languages
    assert all(hit.tier is Tier.EXACT for hit in hits)


def test_what_was_typed_without_spaces_is_literal_too(mixed: Searcher) -> None:
    assert mixed.search("近所の自転車屋", None, 5)[0].tier is Tier.EXACT


@pytest.mark.parametrize("query", QUERIES)
def test_others_leave_english_rankings_alone(
    mixed: Searcher, english: Searcher, query: str
) -> None:
    found = [
        [(hit.text, hit.score) for hit in searcher.search(query, encode(query), 10)]
        for searcher in (mixed, english)
    ]
    assert [text for text, _ in found[0]] == [text for text, _ in found[1]]
    assert np.allclose(
        [score for _, score in found[0]], [score for _, score in found[1]], atol=0.03
    )


def test_a_word_of_others_alone_counts_in_full(mixed: Searcher) -> None:
    (alone,) = mixed.search("confiture", None, 10)
    (found,) = (
        hit for hit in mixed.search("confiture", encode("confiture"), 100) if hit.by_words_only
    )
    assert found.text == alone.text
    assert found.score == pytest.approx(alone.score)
    assert found.score == pytest.approx(sum(one.weight for one in found.contributions))


def test_words_that_both_have_count_as_before() -> None:
    with_others = np.array([True, True, False, False])
    shares = np.array([0.1, 0.0, 0.1, 0.0], np.float32)
    nothing = TermScores(np.zeros(4, np.float32), 0.0, (), ())
    assert lexical_shares(nothing, shares, with_others).tolist() == shares.tolist()
    assert lexical_shares(nothing, shares, np.ones(4, np.bool_)) is shares
