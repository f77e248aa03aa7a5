"""Where is a document cut into the passages that are found, encoded and shown?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: `text` is exactly the characters `start:end` of the section's text.

    `section` is the position in `Document.sections`; `heading` the last heading at or before the
    passage's start, with its parents, as "Parent › Heading"; `n_pieces` counts word pieces.
    """

    section: int
    start: int
    end: int
    text: str
    heading: str | None
    n_pieces: int
