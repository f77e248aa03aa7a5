"""How does a collection of who likes what grow, without more answers to its queries?

LIMIT asks single vectors to tell apart every pair of likes (arXiv 2508.21038). The more people
there are, the harder that is. Those made up here are of the same form and use the same words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from sparkbert.errors import CollectionError
from sparkbert.evaluation.collections import Collection, CollectionDocument

_LIKES = re.compile(r"(?P<name>.+?) likes (?P<likes>.+) and (?P<last>[^,]+)\.")
_WORD = re.compile(r"\w+")


def with_distractors(collection: Collection, n: int, seed: int = 0) -> Collection:
    """Add people who like what no query asks for; the same seed makes the same people.

    What they like is put together from the first and last words of what the collection's people
    like; nothing that holds all words of what some query asks for is taken.

    Parameters
    ----------
    collection
        One whose documents say "NAME likes A, B, ... and C.".
    n
        How many to add.
    seed
        Of the random choices.

    Raises
    ------
    CollectionError
        A document is of another form, or so many different names can't be made up.
    """
    people = [_parsed(document) for document in collection.documents]
    names = [name for name, _ in people]
    asked = [frozenset(_words(query)) for query in collection.queries.values()]
    chance = random.Random(seed)
    likes = _made_up_likes([one for _, likes in people for one in likes], asked)
    sizes = [len(likes) for _, likes in people]
    documents = [
        CollectionDocument(name, "", f"{name} likes {_listed(chance.sample(likes, size))}.")
        for name, size in zip(
            _made_up_names(names, n, chance), chance.choices(sizes, k=n), strict=True
        )
    ]
    return replace(
        collection,
        name=f"{collection.name}+{n}",
        documents=(*collection.documents, *documents),
    )


def _parsed(document: CollectionDocument) -> tuple[str, list[str]]:
    found = _LIKES.fullmatch(document.text)
    if found is None:
        raise CollectionError(
            f"document {document.id!r} does not say who likes what: distractors can be made up for "
            "collections of the form of LIMIT alone"
        )
    return found["name"], [*found["likes"].split(", "), found["last"]]


def _made_up_likes(likes: list[str], asked: list[frozenset[str]]) -> list[str]:
    pairs = [one.split() for one in dict.fromkeys(likes) if len(one.split()) == 2]
    by_word: dict[str, list[frozenset[str]]] = {}
    for query in asked:
        for word in query:
            by_word.setdefault(word, []).append(query)
    made = (f"{first} {last}" for first, _ in pairs for _, last in pairs)
    return [one for one in made if one not in likes and not _answers(one, by_word)]


def _answers(like: str, asked_by_word: dict[str, list[frozenset[str]]]) -> bool:
    words = _words(like)
    return any(query <= words for word in words for query in asked_by_word.get(word, ()))


def _words(text: str) -> frozenset[str]:
    """Return the words that tell likes apart: of a query "Who likes X?" those of X."""
    return frozenset(word.casefold() for word in _WORD.findall(text)) - {"who", "likes"}


def _made_up_names(names: list[str], n: int, chance: random.Random) -> Iterator[str]:
    firsts, lasts = ([name.split()[at] for name in names] for at in (0, -1))
    numbers = range(len(names) ** 3)
    if n > len(numbers):
        raise CollectionError(f"no more than {len(numbers):,} different people can be made up")
    for number in chance.sample(numbers, n):
        rest, first = divmod(number, len(names))
        middle, last = divmod(rest, len(names))
        yield f"{firsts[first]} {firsts[middle]} {lasts[last]}"


def _listed(likes: list[str]) -> str:
    return f"{', '.join(likes[:-1])} and {likes[-1]}"
