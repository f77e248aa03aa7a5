"""What share of a hit's score did each word earn, said so that it adds up to 100 %?"""

from __future__ import annotations

import html
from collections import defaultdict
from dataclasses import dataclass

from app.printable import printable
from app.ui.look.format import percent_text
from app.ui.look.theme import GRID, Theme
from app.ui.translation import tr
from sparkbert.types import Channel, Hit

_TITLE = "\0title"
"""Stands for the file's name and title where a passage's word would; no text holds it."""
_OTHERS = "\0others"
"""Stands for pairs of words that earned little each."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the answer: `query` is None where the whole passage earned it."""

    query: str | None
    matched: str | None
    percent: int

    @property
    def words(self) -> tuple[str, str]:
        """The query's word and what it matched; the first is empty where they are the same."""
        matched = _matched_text(self.matched)
        if self.matched in (None, _OTHERS):
            return "", matched
        if self.query is None or self.query.casefold() == matched.casefold():
            return "", matched
        return self.query, matched

    @property
    def text(self) -> str:
        """The line as it is shown."""
        query, matched = self.words
        words = f"{query} → {matched}" if query else matched
        return f"{words} {percent_text(self.percent)}"


def why_text(hit: Hit) -> str:
    """Return what earned a hit its place, line by line, adding up to 100 %."""
    return "\n".join((tr("Why this result"), *(printable(one.text) for one in reasons(hit))))


def why_html(hit: Hit, theme: Theme) -> str:
    """Return the same as a table for a tool tip, in which no word is HTML whatever it says."""
    lines = []
    for one in reasons(hit):
        query, matched = (html.escape(printable(word)) for word in one.words)
        words = f"{query} → <b>{matched}</b>" if query else f"<b>{matched}</b>"
        if one.matched in (_OTHERS, None):
            words = f'<span style="color: {theme.meta.name()}">{matched}</span>'
        lines.append(
            f'<tr><td style="padding-right: {2 * GRID}px">{words}</td>'
            f'<td align="right">{html.escape(percent_text(one.percent))}</td></tr>'
        )
    title = html.escape(tr("Why this result"))
    head = f'<tr><td colspan="2" style="color: {theme.meta.name()}">{title}</td></tr>'
    return f'<table style="white-space: pre">{head}{"".join(lines)}</table>'


def reasons(hit: Hit, at_most: int = 8) -> list[Reason]:
    """Return what earned a hit's score, the greatest share first, in whole percents.

    Pairs of words that earned too little to be among the first are summed up; what stands at words
    that are not highlighted is the whole passage's. Percents are rounded by largest remainder, so
    that they add up to 100.
    """
    shares = _shares(hit)
    whole = (None, None)
    total = sum(share for share in shares.values() if share > 0)
    if total <= 0:
        return []
    ranked = sorted(
        ((key, share) for key, share in shares.items() if share > 0 and key != whole),
        key=lambda pair: -pair[1],
    )
    kept = ranked[:at_most]
    for key, share in (
        ((None, _OTHERS), sum(share for _, share in ranked[at_most:])),
        (whole, shares.get(whole, 0.0)),
    ):
        if share > 0:
            kept.append((key, share))
    percents = _rounded([share / total for _, share in kept])
    found = [
        Reason(query, matched, percent)
        for ((query, matched), _), percent in zip(kept, percents, strict=True)
        if percent
    ]
    last = (_OTHERS, None)
    return sorted(found, key=lambda one: (one.matched in last, one.matched is None, -one.percent))


def _matched_text(matched: str | None) -> str:
    """Return how that is called at which a word earned something."""
    if matched is None:
        return tr("whole passage")
    return {_OTHERS: tr("other words"), _TITLE: tr("name or title of the file")}.get(
        matched, matched
    )


def _shares(hit: Hit) -> dict[tuple[str | None, str | None], float]:
    """Return what each pair of a query's word and a passage's word earned, by spelling."""
    marked = [(one.start, one.end) for one in hit.highlights]
    spelled: dict[str, str] = {}  # words that differ in case alone are one
    by_pair: dict[tuple[str | None, str | None], float] = defaultdict(float)
    by_query_as_a_whole: dict[str, float] = defaultdict(float)
    for one in hit.contributions:
        start, end = one.start, one.end
        if start is None and one.channel is Channel.LEXICAL:
            by_pair[one.query, _TITLE] += one.weight
            continue
        is_marked = start is not None and any(a <= start < b for a, b in marked)
        if start is None or end is None or not is_marked:
            by_pair[None, None] += one.weight
            continue
        matched = hit.text[start:end]
        matched = spelled.setdefault(matched.casefold(), matched)
        if len(one.query.split()) == 1:
            by_pair[one.query, matched] += one.weight
        else:
            by_query_as_a_whole[matched] += one.weight
    for matched, share in by_query_as_a_whole.items():
        # What the query as a whole earned at a word belongs to the word of the query nearest to it.
        pairs = [pair for pair in by_pair if pair[1] == matched]
        best = max(pairs, key=lambda pair: by_pair[pair], default=(None, matched))
        by_pair[best] += share
    return dict(by_pair)


def _rounded(shares: list[float]) -> list[int]:
    """Return whole percents that add up to 100."""
    exact = [100 * share for share in shares]
    floors = [int(one) for one in exact]
    missing = 100 - sum(floors)
    order = sorted(range(len(exact)), key=lambda at: floors[at] - exact[at])
    for at in order[:missing]:
        floors[at] += 1
    return floors
