from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.ui.look.theme import LIGHT
from app.ui.results.why import reasons, why_html, why_text
from sparkbert.types import Channel, Contribution, Highlight, HighlightKind, Hit, Tier

TEXT = "the landlord ends the contract early"
SPANS = [(0, 3), (4, 12), (13, 17), (22, 30), (31, 36)]


def hit_of(contributions: list[Contribution], marked: list[tuple[int, int]]) -> Hit:
    return Hit(
        1,
        TEXT,
        sum(one.weight for one in contributions),
        Tier.RANKED,
        {},
        tuple(contributions),
        tuple(Highlight(a, b, 1.0, HighlightKind.RELATED) for a, b in marked),
        (),
    )


@given(
    st.lists(
        st.builds(
            lambda span, query, weight: Contribution(
                Channel.SEMANTIC, query, span[0], span[1], weight
            ),
            st.sampled_from([*SPANS, (None, None)]),
            st.sampled_from(["ending", "early", "when may it end"]),
            st.floats(0.001, 1),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_percents_add_up_to_100(contributions: list[Contribution]) -> None:
    found = reasons(hit_of(contributions, SPANS))
    assert sum(one.percent for one in found) == 100
    assert all(one.percent > 0 for one in found)


def test_words_come_first_and_what_is_not_marked_is_the_passages() -> None:
    contributions = [
        Contribution(Channel.SEMANTIC, "ending", 13, 17, 0.3),
        Contribution(Channel.SEMANTIC, "when may it end", 13, 17, 0.1),
        Contribution(Channel.LEXICAL, "early", 31, 36, 0.2),
        Contribution(Channel.SEMANTIC, "a", 0, 3, 0.1),
        Contribution(Channel.POOLED, "when may it end", None, None, 0.3),
    ]
    lines = [one.text for one in reasons(hit_of(contributions, SPANS[1:]))]
    assert lines == ["ending → ends 40 %", "early 20 %", "whole passage 40 %"]


def test_nothing_earned_is_not_explained() -> None:
    assert reasons(hit_of([], [])) == []


def test_what_the_title_earned_is_told() -> None:
    parts = [
        Contribution(Channel.LEXICAL, "landlord", 4, 12, 0.6),
        Contribution(Channel.LEXICAL, "lease", None, None, 0.1),
        Contribution(Channel.POOLED, "landlord lease", None, None, 0.3),
    ]
    lines = [one.text for one in reasons(hit_of(parts, [(4, 12)]))]
    assert lines == [
        "landlord 60 %",
        "lease → name or title of the file 10 %",
        "whole passage 30 %",
    ]


def test_a_word_counts_once_however_it_is_capitalized() -> None:
    contributions = [
        Contribution(Channel.SEMANTIC, "owner", 4, 12, 0.3),
        Contribution(Channel.SEMANTIC, "owner", 13, 17, 0.1),
    ]
    hit = hit_of(contributions, SPANS)
    hit = replace(hit, text="the landlord LANDLORD and more words stand")
    hit = replace(
        hit, contributions=(contributions[0], replace(contributions[1], start=13, end=21))
    )
    assert [one.text for one in reasons(hit)] == ["owner → landlord 100 %"]


def test_a_tool_tip_says_the_same_and_takes_no_word_for_html() -> None:
    contributions = [
        Contribution(Channel.LEXICAL, "<b>", None, None, 0.5),
        Contribution(Channel.SEMANTIC, "<i>", 13, 17, 0.5),
    ]
    hit = hit_of(contributions, SPANS)
    assert why_text(hit).splitlines() == [
        "Why this result",
        "<b> → name or title of the file 50 %",
        "<i> → ends 50 %",
    ]
    tip = why_html(hit, LIGHT)
    assert "&lt;i&gt; → <b>ends</b>" in tip
    assert "<i>" not in tip
