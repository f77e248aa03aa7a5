"""Does a storm of events end with the right index, and within memory?"""

from __future__ import annotations

import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.bench.processes import memory_bytes
from app.engine.messages import AddSources
from app.paths import Home
from tests.stress import texts
from tests.stress.live_files import settled_soon
from tests.stress.living_engine import LivingEngine
from tests.stress.report import Clock, Tally

_N_FOLDERS = 20
_EVENTS_PER_CHANGE = 4  # created, modified, closed; a rename is two
_MAX_ENGINE_BYTES = 250 * 2**20
_MIB = 2**20


def run(clock: Clock, seed: int, tally: Tally, n_events: int = 5_000) -> None:
    """Write, rewrite, rename and delete files as fast as the disk takes it; then compare."""
    rng = random.Random(seed)
    with TemporaryDirectory(prefix="sparkbert-storm-") as name:
        place = Path(name).resolve()
        folder = place / "documents"
        for number in range(_N_FOLDERS):
            (folder / f"folder{number}").mkdir(parents=True)
        home = Home(place / "home")
        with LivingEngine(home) as engine:
            engine.ask(AddSources((folder,)))
            engine.wait_until_idle()
            largest, start = 0, time.monotonic()
            for number in range(n_events // _EVENTS_PER_CHANGE):
                _change(folder, rng)
                tally.operations += 1
                if number % 200 == 0 and engine.pid is not None:
                    largest = max(largest, memory_bytes(engine.pid) or 0)
            seconds = time.monotonic() - start
            engine.wait_until_idle()
            if engine.pid is not None:
                largest = max(largest, memory_bytes(engine.pid) or 0)
            differences = settled_soon(engine, home, folder)
            tally.expect(not differences, f"storm of {seed}: {differences[:3]}")
        tally.expect(
            largest < _MAX_ENGINE_BYTES, f"storm of {seed}: engine {largest / _MIB:.0f} MiB"
        )
        tally.notes.append(
            f"storm           about {n_events:,} events in {seconds:.1f} s, engine up to"
            f" {largest / _MIB:.0f} MiB, settled after {time.monotonic() - start:.1f} s"
        )


def _change(folder: Path, rng: random.Random) -> None:
    """Change one of few enough files that most are changed many times."""
    path = folder / f"folder{rng.randrange(_N_FOLDERS)}" / f"file{rng.randrange(4)}.txt"
    way = rng.random()
    if way < 0.7 or not path.exists():
        path.write_text(texts.sentence(rng), encoding="utf-8")
    elif way < 0.85:
        path.replace(path.with_name(f"file{rng.randrange(4)}.txt"))
    else:
        path.unlink()
