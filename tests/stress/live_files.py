"""Does a real engine that watches real folders end with what a clean build holds?"""

from __future__ import annotations

import random
from collections import deque
from pathlib import Path
from tempfile import TemporaryDirectory

from app.engine.messages import AddSources
from app.paths import Home
from sparkbert.index.verify import verify
from tests.stress import texts
from tests.stress.living_engine import LivingEngine
from tests.stress.operations import OPERATIONS, Tree
from tests.stress.oracle import content, settled
from tests.stress.report import Clock, Tally

_OPERATIONS_PER_ROUND = 25
_LATENCIES_PER_ROUND = 3
_N_REMEMBERED = 60


def run(clock: Clock, seed: int, tally: Tally) -> None:
    """Work on files, wait until the engine has settled, compare; until the time is over."""
    rng = random.Random(seed)
    with TemporaryDirectory(prefix="sparkbert-files-") as name:
        place = Path(name).resolve()
        tree = Tree(place / "documents", place / "elsewhere", lambda number: texts.text(rng))
        home = Home(place / "home")
        done: deque[str] = deque(maxlen=_N_REMEMBERED)
        with LivingEngine(home) as engine:
            engine.ask(AddSources((tree.folder,)))
            for number in clock.rounds():
                for _ in range(_OPERATIONS_PER_ROUND):
                    done.append(tree.do(rng.choice(list(OPERATIONS)), rng))
                    tally.operations += 1
                for _ in range(_LATENCIES_PER_ROUND):
                    tally.latencies_s.append(_measure(engine, tree, rng))
                engine.wait_until_idle()
                differences = settled_soon(engine, home, tree.folder)
                what = f"files of {seed}, round {number}"
                if not tally.expect(not differences, f"{what}: {differences[:3]}"):
                    tally.notes.append("\n".join(done))
                    break
        tally.expect(verify(home.index) == [], f"files of {seed}: {verify(home.index)[:1]}")


def settled_soon(engine: LivingEngine, home: Home, folder: Path) -> list[str]:
    """Compare; where there is a difference, only after the engine has had time for the last event.

    Idle means that it knows of nothing to do, not that the system has told it all.
    """
    for _ in range(4):
        differences = settled(lambda: content(home.index), [folder])
        if not differences:
            break
        engine.wait_until_idle()
    return differences


def _measure(engine: LivingEngine, tree: Tree, rng: random.Random) -> float:
    """Write a file and return how long it takes until it is found by its words."""
    word = texts.unique_word(rng)
    path = tree.folder / f"timed-{word}.txt"
    path.write_text(texts.text(rng, word), encoding="utf-8")
    return engine.wait_until_found(word, path)
