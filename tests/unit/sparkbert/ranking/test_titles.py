from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sparkbert.index.snapshot import Snapshot
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.ranking.query import QueryTerm
from sparkbert.ranking.searcher import Searcher
from sparkbert.ranking.terms import TermScores
from sparkbert.ranking.titles import TitleGains, match_titles
from sparkbert.types import Channel, Document, Section
from sparkbert.words import stem_key
from tests.support.indexes import open_writer, put
from tests.support.rankings import LOOKUP, encode, encode_all, fake_pieces


def query_of(**worths: float) -> TermScores:
    terms = tuple((QueryTerm(stem_key(one), one, 1.0), worth) for one, worth in worths.items())
    return TermScores(np.zeros(0, np.float32), 1.0, (), terms)


def test_words_of_name_and_title_count_by_their_rarity() -> None:
    query = query_of(lantern=3.0, harbor=1.0)
    found = match_titles(
        query,
        [[("lantern.pdf", "")], [("a.txt", "The harbor"), ("b.txt", "Lanterns of the harbor")], []],
        {},
    )
    assert [match.share for match in found] == pytest.approx([0.75, 1.0, 0.0])
    gains = TitleGains({7: found[0]}, 0.2)
    assert gains.scores(np.array([7, 8])).tolist() == pytest.approx([0.15, 0.0])


def test_an_unfinished_word_matches_what_begins_with_it() -> None:
    query = TermScores(np.zeros(0, np.float32), 1.0, (), ((QueryTerm(-5, "lan", 1.0), 2.0),))
    same = {-5: frozenset({stem_key("lantern")})}
    assert match_titles(query, [[("lantern.pdf", "")]], same)[0].share == 1.0
    assert match_titles(query, [[("harbor.pdf", "")]], same)[0].share == 0.0


def test_of_equal_passages_the_one_in_the_file_of_that_name_comes_first(tmp_path: Path) -> None:
    one = Document("1", "notes.txt", "", (Section("copper violin granite meadow"),))
    other = Document("2", "thunder.txt", "", (Section("copper violin granite falcon"),))
    with open_writer(tmp_path / "index") as writer:
        put(writer, one, other)
        encode_all(writer)
    with Snapshot.open(tmp_path / "index") as snapshot:
        searcher = Searcher(snapshot, LOOKUP, fake_pieces, RankingParameters())
        for encoding in (encode("copper violin thunder"), None):
            best, _ = searcher.search("copper violin thunder", encoding, 2)
            assert best.text.endswith("falcon")
            parts = [part for part in best.contributions if part.start is None]
            titled = [part for part in parts if part.channel is Channel.LEXICAL]
            assert [part.query for part in titled] == ["thunder"]
            assert best.score == pytest.approx(sum(p.weight for p in best.contributions), abs=1e-6)
