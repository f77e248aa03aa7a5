"""Does the engine's memory stay what it is while it works for long?"""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from app.bench.processes import memory_bytes
from app.engine.messages import AddSources
from app.engine.search_messages import Search, SearchStage
from app.paths import Home
from tests.stress import texts
from tests.stress.living_engine import LivingEngine, Role
from tests.stress.report import Clock, Tally

_MIB = 2**20
_N_FILES = 30
_SEARCHES_PER_ROUND = 8
_WARM_SHARE = 0.4  # of the rounds, in which caches and arenas reach their size
_MAX_GROWTH_BYTES = 24 * _MIB
_FEWEST = 12


def run(clock: Clock, seed: int, tally: Tally) -> None:
    """Change files and search, over and over; the content stays as large as it is."""
    rng = random.Random(seed)
    with TemporaryDirectory(prefix="sparkbert-soak-") as name:
        place = Path(name).resolve()
        folder = place / "documents"
        paths = [folder / f"file{number}.txt" for number in range(_N_FILES)]
        for path in paths:
            texts.write(path, texts.text(rng))
        with LivingEngine(Home(place / "home")) as engine:
            engine.ask(AddSources((folder,)))
            engine.wait_until_idle()
            sizes: list[dict[Role, int]] = []
            for _ in clock.rounds(_FEWEST):
                path = rng.choice(paths)
                word = texts.unique_word(rng)
                texts.write(path, texts.text(rng, word))
                tally.latencies_s.append(engine.wait_until_found(word, path))
                for number in range(_SEARCHES_PER_ROUND):
                    stage = SearchStage.FULL if number % 4 == 0 else SearchStage.WORDS
                    engine.ask(Search(texts.sentence(rng), 10, stage=stage))
                tally.operations += 1 + _SEARCHES_PER_ROUND
                sizes.append(_sizes(engine))
            engine.wait_until_idle()
            tally.expect(engine.n_starts == 1, f"soak of {seed}: the engine was lost")
    for role in Role:
        _judge(role, [one[role] for one in sizes if role in one], tally)


def _judge(role: Role, sizes: list[int], tally: Tally) -> None:
    """Compare the median of the first rounds that count with that of the last ones."""
    warm = sizes[int(_WARM_SHARE * len(sizes)) :]
    if len(warm) < 4:
        return
    third = max(2, len(warm) // 3)
    before, after = (sorted(some)[third // 2] for some in (warm[:third], warm[-third:]))
    tally.notes.append(
        f"soak            {role}: {before / _MIB:.1f} MiB, then {after / _MIB:.1f} MiB after"
        f" {len(warm) - third} more rounds"
    )
    tally.expect(
        after - before < _MAX_GROWTH_BYTES,
        f"soak: the {role} grew from {before / _MIB:.1f} to {after / _MIB:.1f} MiB",
    )


def _sizes(engine: LivingEngine) -> dict[Role, int]:
    found: dict[Role, int] = {}
    if engine.pid is not None:
        found[Role.ENGINE] = memory_bytes(engine.pid) or 0
    for pid, role in engine.children().items():
        found[role] = max(found.get(role, 0), memory_bytes(pid) or 0)
    return {role: size for role, size in found.items() if size}
