from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.errors import QueryError
from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.alike import (
    LikeQuery,
    Sample,
    like_query,
    outside_idf,
    spread,
    stored_samples,
)
from sparkbert.ranking.tokens import TokenReader
from sparkbert.words import stem, stem_key
from tests.support.indexes import document, open_writer, put
from tests.support.rankings import ENCODER, LOOKUP, WORDS, encode_all, fake_pieces, searching


def sample(text: str, *, encoded: bool = True) -> Sample:
    return Sample(text, ENCODER.encode([text])[0] if encoded else None)


def equal(key: int) -> float:
    del key
    return 1.0


def labels(query: LikeQuery) -> list[str]:
    """Return what the query's text says where its tokens are."""
    encoding = query.encoding
    assert encoding is not None
    return [
        query.text[a:b]
        for a, b in zip(encoding.starts.tolist(), encoding.ends.tolist(), strict=True)
    ]


def test_the_rarest_and_most_frequent_words_are_asked_for_in_reading_order() -> None:
    worths = {stem_key(stem(word)): 1.0 for word in WORDS}
    worths[stem_key(stem("harbor"))] = 9.0
    text = " ".join(WORDS * 2 + ["velvet"] * 3)
    query = like_query([sample(text)], lambda key: worths.get(key, 0.0))
    assert query.text.split()[0] == "harbor"
    assert "velvet" in query.text.split()
    assert query.text.split() == sorted(query.text.split(), key=WORDS.index)


def test_tokens_stand_at_their_words_and_keep_their_vectors() -> None:
    one = sample("the copper violin, and a falcon")
    query = like_query([one], equal)
    assert query.text.split() == ["copper", "violin", "falcon"]
    assert labels(query) == ["copper", "violin", "falcon"]
    assert one.encoding is not None
    assert query.encoding is not None
    whole = {
        one.text[a:b]: vector
        for a, b, vector in zip(
            one.encoding.starts, one.encoding.ends, one.encoding.vectors, strict=True
        )
    }
    for word, vector in zip(labels(query), query.encoding.vectors, strict=True):
        np.testing.assert_array_equal(vector, whole[word])
    np.testing.assert_allclose(query.encoding.pooled, one.encoding.pooled, rtol=1e-5)


def test_words_that_nothing_else_holds_are_not_asked_for_unless_there_are_no_others() -> None:
    known = {stem_key(stem("violin"))}
    query = like_query([sample("copper violin")], lambda key: float(key in known))
    assert query.text == "violin"
    assert like_query([sample("copper violin")], lambda key: 0.0).text == "copper violin"


def test_numbers_are_not_what_a_text_is_about() -> None:
    assert like_query([sample("1.1 2 copper 3", encoded=False)], equal).text == "copper"
    assert like_query([sample("1917 1918", encoded=False)], equal).text == "1917 1918"


def test_parts_of_a_word_are_not_asked_for_beside_it() -> None:
    words = like_query([sample("e-mail", encoded=False)], equal).text.split()
    assert words == ["e-mail"]


def test_without_vectors_it_goes_by_words_and_with_some_by_these() -> None:
    assert like_query([sample("copper violin", encoded=False)], equal).encoding is None
    mixed = like_query([sample("copper", encoded=False), sample("violin")], equal)
    assert sorted(mixed.text.split()) == ["copper", "violin"]
    assert labels(mixed) == ["violin"]


@pytest.mark.parametrize("text", ["", " ?! ", "the of and"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        like_query([sample(text, encoded=False)], equal)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_gives_a_query_of_its_own_words_or_is_refused(texts: list[str]) -> None:
    samples = [sample(text, encoded=False) for text in texts]
    try:
        query = like_query(samples, equal)
    except QueryError:
        return
    assert query.text.strip()
    assert len(query.text.split(" ")) <= 24


def test_many_passages_are_looked_at_evenly() -> None:
    rows = np.arange(1000)
    some = spread(rows)
    assert len(some) == 64
    assert (some[0], some[-1]) == (0, 999)
    assert np.array_equal(spread(rows[:10]), rows[:10])


def test_stored_vectors_are_those_of_the_nearest_senses(tmp_path: Path) -> None:
    tale = "copper violin meadow granite"
    with searching(tmp_path / "index", document("d", tale, "falcon orchard")) as (_, snapshot):
        rows = np.flatnonzero(snapshot.live)
        reader = TokenReader(fake_pieces, LOOKUP)
        [one, _] = stored_samples(rows, snapshot, reader, LOOKUP)
        true = ENCODER.encode([tale])[0]
        assert one.encoding is not None
        assert one.encoding.starts.tolist() == true.starts.tolist()
        cosines = (one.encoding.vectors * true.vectors).sum(axis=1)
        assert cosines.min() > 0.5
        np.testing.assert_allclose(one.encoding.pooled, true.pooled, atol=0.02)


def test_what_is_not_encoded_has_words_alone(tmp_path: Path) -> None:
    with open_writer(tmp_path / "index") as writer:
        put(writer, document("old", "copper violin"))
        encode_all(writer)
        put(writer, document("new", "falcon orchard"))
    with Snapshot.open(tmp_path / "index") as snapshot:
        rows = np.flatnonzero(snapshot.live)
        reader = TokenReader(fake_pieces, LOOKUP)
        samples = stored_samples(rows, snapshot, reader, LOOKUP)
        assert [one.encoding is not None for one in samples] == [True, False]


def test_a_document_alone_is_told_from_what_others_hold_too(tmp_path: Path) -> None:
    with open_writer(tmp_path / "index") as writer:
        put(writer, document("a", "copper violin", "shared text"))
        put(writer, document("b", "falcon violin", "shared text"))
    with Snapshot.open(tmp_path / "index") as snapshot:
        own = snapshot.rows_only_in("a")
        assert snapshot.texts(np.flatnonzero(own)) == ["copper violin"]
        assert not snapshot.rows_only_in("nowhere").any()
        rarity = outside_idf(snapshot, own)
        assert rarity(stem_key(stem("copper"))) == 0.0
        assert rarity(stem_key(stem("violin"))) > 0.0
