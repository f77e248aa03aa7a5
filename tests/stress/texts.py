"""What stands in the files of the stress test?"""

from __future__ import annotations

import random
from pathlib import Path

_SENTENCES = (
    "The ferry leaves the harbour at noon and comes back in the evening.",
    "The landlord pays for repairs of the washing machine.",
    "Boil the lentils with onions until the soup is thick.",
    "The council meets on the first Monday of the month to decide on the budget.",
    "Send the invoice to the office before the end of the quarter.",
    "The roof of the garage leaks where the chimney goes through it.",
    "Water the garden in the morning while the ground is cool.",
    "The doctor has no appointment free before the summer.",
    "Take the bicycle to the workshop near the bridge.",
    "The insurance covers what is stolen from a locked room.",
    "The library lends books for four weeks, films for one.",
    "Keep the letter that came with the contract.",
)


def unique_word(rng: random.Random) -> str:
    """Return a word that stands in no other file."""
    return "zq" + "".join(rng.choices("bcdfghjklmnpqrstvwxyz", k=10))


def sentence(rng: random.Random) -> str:
    """Return a sentence; there are some thousand."""
    return f"{rng.choice(_SENTENCES)[:-1]} ({rng.randrange(1000)})."


def text(rng: random.Random, *words: str) -> str:
    """Return a few paragraphs that hold some words."""
    paragraphs = [" ".join(sentence(rng) for _ in range(rng.randint(1, 4))) for _ in range(3)]
    return "\n\n".join([*paragraphs, *(f"The {word} is here." for word in words)]) + "\n"


def write(path: Path, content: str) -> None:
    """Write a file, and its folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
