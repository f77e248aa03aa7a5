"""What does a long life of an index look like, and how is one killed in the midst of it?

Run as a program it works through a script and says "ready" before it begins:
`index_workload.py DIRECTORY SEED [FAILPOINT NUMBER]` kills itself when it reaches a failpoint for
the given time.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sparkbert.index.writer import IndexWriter
from sparkbert.types import Document
from tests.support.indexes import IDENTITY, document, encode_pending, paragraph_chunks, put

N_STEPS = 60
_N_KEYS = 10


class Action(Enum):
    PUT = 0
    REMOVE = 1
    ENCODE = 2
    MERGE = 3
    PURGE = 4


@dataclass(frozen=True, slots=True)
class Step:
    """Put or remove `documents`, of which removed ones have no sections; or an upkeep."""

    action: Action
    documents: tuple[Document, ...] = ()


def script(seed: int) -> list[Step]:
    """Return the steps of a life: additions, edits, removals and upkeep, as the seed wants them."""
    rng = random.Random(seed)
    return [_step(rng) for _ in range(N_STEPS)]


def _step(rng: random.Random) -> Step:
    action = rng.choices(list(Action), weights=[6, 2, 3, 2, 0.7])[0]
    if action in (Action.ENCODE, Action.MERGE, Action.PURGE):
        return Step(action)
    keys = rng.sample(range(_N_KEYS), rng.randint(1, 3))
    return Step(action, tuple(document(f"k{key}", *_paragraphs(rng)) for key in keys))


def _paragraphs(rng: random.Random) -> list[str]:
    """Draw from few enough sentences that documents share some."""
    return [f"paragraph {rng.randrange(60)} of a tale" for _ in range(rng.randint(1, 5))]


def held_after(steps: list[Step]) -> list[Document]:
    """Return the documents that an index holds after some steps."""
    held: dict[str, Document] = {}
    for step in steps:
        for one in step.documents:
            if step.action is Action.PUT:
                held[one.key] = one
            else:
                held.pop(one.key, None)
    return list(held.values())


def steps_done(writer: IndexWriter) -> int:
    """Return how many steps are committed; the count is a table of the caller's."""
    writer.connection.execute("CREATE TABLE IF NOT EXISTS app_steps (done INTEGER)")
    return int(
        writer.connection.execute("SELECT ifnull(max(done), 0) FROM app_steps").fetchone()[0]
    )


def live(directory: Path, seed: int, failpoint: Callable[[str], None]) -> None:
    """Do, or go on with, all steps; then encode what is pending and merge."""
    with IndexWriter.open(directory, IDENTITY, failpoint=failpoint) as writer:
        for number in range(steps_done(writer), N_STEPS):
            do_step(writer, script(seed)[number], number)
        encode_pending(writer)
        writer.merge()


def build_clean(directory: Path, documents: list[Document]) -> None:
    """Build an index of some documents in one go."""
    with IndexWriter.open(directory, IDENTITY) as writer:
        put(writer, *documents)
        encode_pending(writer)


def without_senses(dump: str) -> str:
    """Return what a dump says of documents and words alone."""
    return re.sub(r"^  senses .*\n| encoded [01]", "", dump, flags=re.MULTILINE)


def do_step(writer: IndexWriter, step: Step, number: int) -> None:
    """Do a step and count it, in one transaction but for upkeep."""
    if step.action is Action.ENCODE:
        encode_pending(writer, batch=3, limit=6)
    elif step.action is Action.MERGE:
        writer.merge()
    elif step.action is Action.PURGE:
        writer.purge()
    with writer.batch():
        for one in step.documents:
            if step.action is Action.PUT:
                writer.put_document(one, paragraph_chunks(one))
            else:
                writer.remove_document(one.key)
        writer.connection.execute("INSERT INTO app_steps VALUES (?)", (number + 1,))


class SelfKill:
    """A failpoint that ends the process, as a loss of power would, when it is reached again."""

    def __init__(self, name: str, times: int) -> None:
        self._name = name
        self._left = times

    def __call__(self, name: str) -> None:
        if name == self._name:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)


def main(directory: str, seed: str, name: str = "", times: str = "0") -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    live(Path(directory), int(seed), SelfKill(name, int(times)))


if __name__ == "__main__":
    main(*sys.argv[1:])
