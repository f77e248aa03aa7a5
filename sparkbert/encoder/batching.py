"""In which order and company are texts of different lengths encoded fastest?"""

from __future__ import annotations

from collections.abc import Sequence

TOKEN_BUDGET = 512


def plan_batches(lengths: Sequence[int], token_budget: int = TOKEN_BUDGET) -> list[list[int]]:
    """Group texts of similar length so that little is padded and no batch takes long.

    Parameters
    ----------
    lengths
        Word pieces of each text.
    token_budget
        The most pieces, padding included, that a batch may hold; a longer text goes alone.

    Returns
    -------
    list of list of int
        Positions in `lengths`, each once, longest texts first.

    Examples
    --------
    >>> plan_batches([5, 100, 6, 90], token_budget=200)
    [[1, 3], [2, 0]]
    """
    batches: list[list[int]] = []
    longest = 0
    for position in sorted(range(len(lengths)), key=lambda p: (-lengths[p], p)):
        if batches and longest * (len(batches[-1]) + 1) <= token_budget:
            batches[-1].append(position)
        else:
            batches.append([position])
            longest = max(lengths[position], 1)
    return batches
