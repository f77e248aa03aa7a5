"""What share of a hit's score did each word earn, said so that it adds up to 100 %?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sparkbert.types import Hit


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the answer: `query` is None where the whole passage earned it."""

    query: str | None
    matched: str | None
    percent: int

    def text(self, whole_passage: str) -> str:
        """Return the line as it is shown."""
        if self.matched is None:
            return f"{whole_passage} {self.percent} %"
        if self.query is None or self.query.casefold() == self.matched.casefold():
            return f"{self.matched} {self.percent} %"
        return f"{self.query} → {self.matched} {self.percent} %"


def reasons(hit: Hit, at_most: int = 8) -> list[Reason]:
    """Return what earned a hit's score, the greatest share first, in whole percents.

    What earned too little to be among the first is summed up with the whole passage. Percents are
    rounded by largest remainder, so that they add up to 100.
    """
    shares: dict[tuple[str | None, str | None], float] = defaultdict(float)
    whole = (None, None)
    for one in hit.contributions:
        if one.start is None or one.end is None:
            shares[whole] += one.weight
            continue
        matched = hit.text[one.start : one.end]
        is_word = len(one.query.split()) == 1
        shares[(one.query if is_word else None), matched] += one.weight
    total = sum(share for share in shares.values() if share > 0)
    if total <= 0:
        return []
    ranked = sorted(
        ((key, share) for key, share in shares.items() if share > 0 and key != whole),
        key=lambda pair: -pair[1],
    )
    kept = ranked[:at_most]
    rest = shares.get(whole, 0.0) + sum(share for _, share in ranked[at_most:])
    if rest > 0:
        kept.append((whole, rest))
    percents = _rounded([share / total for _, share in kept])
    found = [
        Reason(query, matched, percent)
        for ((query, matched), _), percent in zip(kept, percents, strict=True)
        if percent
    ]
    return sorted(found, key=lambda reason: (reason.matched is None, -reason.percent))


def _rounded(shares: list[float]) -> list[int]:
    """Return whole percents that add up to 100."""
    exact = [100 * share for share in shares]
    floors = [int(one) for one in exact]
    missing = 100 - sum(floors)
    order = sorted(range(len(exact)), key=lambda at: floors[at] - exact[at])
    for at in order[:missing]:
        floors[at] += 1
    return floors
