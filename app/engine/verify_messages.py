"""How does a client ask for a check of the whole index, and what is it told?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VerifyIndex:
    """Read the whole index and check it. `VerifyProgress` goes to the asker, then `Verified`."""


@dataclass(frozen=True, slots=True)
class VerifyProgress:
    """How many parts of the index were checked."""

    n_done: int
    n_parts: int


@dataclass(frozen=True, slots=True)
class Verified:
    """What is not as it should be, a sentence each; nothing where the index is whole."""

    problems: tuple[str, ...]
