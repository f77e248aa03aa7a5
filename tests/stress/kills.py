"""Is anything lost when any process is killed at any moment?"""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from app.engine.messages import AddSources, Retry
from app.paths import Home
from sparkbert.index.verify import verify
from tests.stress import texts
from tests.stress.living_engine import LivingEngine, Role, patiently
from tests.stress.oracle import content, settled
from tests.stress.report import Clock, Tally

_LONGEST_WAIT_S = 0.6
_CHECK_EVERY = 25
_N_RETRIES = 3


def run(clock: Clock, seed: int, tally: Tally, at_least: int = 6) -> None:
    """Write files and kill processes until the time is over; then compare with a clean build."""
    rng = random.Random(seed)
    killed: Counter[Role] = Counter()
    with TemporaryDirectory(prefix="sparkbert-kills-") as place:
        folder = (Path(place) / "documents").resolve()
        texts.write(folder / "first.txt", texts.text(rng))
        home = Home(Path(place) / "home")
        words: dict[Path, str] = {}
        with LivingEngine(home) as engine:
            engine.ask(AddSources((folder,)))
            for number in clock.rounds(at_least):
                _change_something(folder, rng, words)
                tally.operations += 1
                time.sleep(rng.uniform(0, _LONGEST_WAIT_S) ** 2)
                role = _kill_someone(engine, rng)
                if role is not None:
                    killed[role] += 1
                    tally.kills += 1
                if role is Role.ENGINE:
                    engine.wait_for_end()
                    problems = patiently(lambda: verify(home.index))
                    tally.expect(not problems, f"kill {number} of {seed}: {problems[:1]}")
                    engine.attach()
                if number % _CHECK_EVERY == _CHECK_EVERY - 1:
                    _check(engine, folder, words, tally, f"kill {number} of {seed}")
            _check(engine, folder, words, tally, f"all kills of {seed}")
        tally.expect(verify(home.index) == [], f"after all kills of {seed}")
        differences = settled(lambda: content(home.index), [folder])
        tally.expect(not differences, f"kills of {seed}: {differences[:3]}")
    tally.notes.append("killed          " + ", ".join(f"{role} {killed[role]}" for role in Role))


def _change_something(folder: Path, rng: random.Random, words: dict[Path, str]) -> None:
    for _ in range(rng.randint(1, 4)):
        if words and rng.random() < 0.25:
            path = rng.choice(sorted(words))
            path.unlink()
            del words[path]
            continue
        suffix = rng.choice([".txt", ".md"])
        path = folder / rng.choice(["", "one", "two"]) / f"file{rng.randrange(40)}{suffix}"
        words[path] = texts.unique_word(rng)
        texts.write(path, texts.text(rng, words[path]))


def _kill_someone(engine: LivingEngine, rng: random.Random) -> Role | None:
    wanted = rng.choice(list(Role))
    if wanted is not Role.ENGINE:
        for pid, role in engine.wait_for_child(wanted).items():
            if role is wanted:
                time.sleep(rng.uniform(0, _LONGEST_WAIT_S) ** 2)
                return wanted if engine.kill(pid) else None
    engine_pid = engine.pid
    return Role.ENGINE if engine_pid is not None and engine.kill(engine_pid) else None


def _check(
    engine: LivingEngine, folder: Path, words: dict[Path, str], tally: Tally, what: str
) -> None:
    for _ in range(_N_RETRIES):  # files whose extractor was killed, an encoder that died twice
        engine.ask(Retry())
        if not engine.wait_until_idle().n_failed:
            break
    for path, word in words.items():
        tally.expect(engine.find(word) == {path}, f"{what}: {path.name} is not found")
    tally.operations += len(words)
