from __future__ import annotations

import re
from pathlib import Path

import pytest

from sparkbert.errors import CollectionError
from sparkbert.evaluation.collections import Collection, CollectionDocument, load_collection
from sparkbert.evaluation.distractors import with_distractors

LIMIT = Path(__file__).parents[5] / "shared" / "collections" / "limit-small"


def small() -> Collection:
    texts = {
        "Ann Ash": "Ann Ash likes Joshua Trees, Soy Sauce, Limes and River Otters.",
        "Bob Birch": "Bob Birch likes Joshua Trees, Snow Leopards, White Pepper and Limes.",
        "Cy Cedar": "Cy Cedar likes Soy Sauce, White Pepper, Disco Music and Slide Rules.",
    }
    return Collection(
        "likes",
        "test",
        tuple(CollectionDocument(name, "", text) for name, text in texts.items()),
        {"q1": "Who likes Joshua Trees?", "q2": "Who likes Limes?"},
        {"q1": {"Ann Ash": 1, "Bob Birch": 1}, "q2": {"Ann Ash": 1, "Bob Birch": 1}},
    )


def test_people_are_added_who_answer_nothing() -> None:
    before = small()
    after = with_distractors(before, 20)
    assert after.documents[:3] == before.documents
    assert (after.queries, after.judgements) == (before.queries, before.judgements)
    assert after.name == "likes+20"
    added = after.documents[3:]
    assert len({one.id for one in after.documents}) == 23
    for one in added:
        assert re.fullmatch(rf"{one.id} likes (\w+ \w+, ){{2}}\w+ \w+ and \w+ \w+\.", one.text)
        assert "Joshua Trees" not in one.text
        assert "Limes" not in one.text


def test_the_same_seed_makes_the_same_people() -> None:
    assert with_distractors(small(), 9, seed=4) == with_distractors(small(), 9, seed=4)
    assert with_distractors(small(), 9, seed=4) != with_distractors(small(), 9, seed=5)


def test_there_are_only_so_many_people() -> None:
    with pytest.raises(CollectionError, match="no more than 27"):
        with_distractors(small(), 28)


def test_another_form_is_refused_by_name() -> None:
    one = small()
    other = Collection(
        "x", "test", (CollectionDocument("d1", "", "Plain text."),), one.queries, one.judgements
    )
    with pytest.raises(CollectionError, match="'d1'"):
        with_distractors(other, 1)


@pytest.mark.skipif(not LIMIT.is_dir(), reason="needs the shared collections")
def test_limit_can_grow_a_thousandfold() -> None:
    grown = with_distractors(load_collection(LIMIT), 46_000)
    assert len({one.id for one in grown.documents}) == 46_046
    assert len({one.text for one in grown.documents}) == 46_046
