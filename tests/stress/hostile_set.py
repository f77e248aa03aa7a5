"""Do files that are made to break their readers cost themselves alone?"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import time
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from app.bench.processes import memory_bytes
from app.engine.messages import AddSources, GetFailures, GetOverview
from app.paths import Home
from sparkbert.index.verify import verify
from tests.stress.living_engine import LivingEngine
from tests.stress.report import Clock, Tally

_SET = "tests.support.hostile"
_MAX_ENGINE_BYTES = 250 * 2**20
_LOOK_EVERY_S = 0.5
_LONGEST_S = 900.0
_SETTINGS = "[extraction]\nseconds = 20\n"


def is_possible() -> bool:
    """Whether the set is there."""
    return importlib.util.find_spec(_SET) is not None


def run(clock: Clock, seed: int, tally: Tally, *, is_long: bool) -> None:
    """Index the hostile set; what each file must come to, the set says."""
    hostile = importlib.import_module(_SET)
    place = Path(mkdtemp(prefix="sparkbert-hostile-")).resolve()
    home = Home(place / "home")
    home.create()
    home.settings_file.write_text(_SETTINGS)
    scale = hostile.Scale.FULL if is_long else hostile.Scale.SMALL
    files = hostile.write_hostile_files(place / "documents", scale)
    try:
        with LivingEngine(home) as engine:
            engine.ask(AddSources((place / "documents",)))
            largest = _wait(engine)
            failed = {one.path: one.kind for one in engine.ask(GetFailures()).files}
            for file in files:
                tally.hostile_files += 1
                surprise = _surprise(engine, file, failed.get(file.path))
                tally.expect(surprise is None, f"hostile file {file.path.name!r}: {surprise}")
            tally.expect(engine.n_starts == 1, "the hostile set has ended the engine")
        tally.expect(largest < _MAX_ENGINE_BYTES, f"hostile set: engine {largest / 2**20:.0f} MiB")
        tally.expect(verify(home.index) == [], "the hostile set has damaged the index")
        tally.notes.append(f"hostile set     engine up to {largest / 2**20:.0f} MiB")
    finally:
        importlib.import_module(f"{_SET}.write").make_removable(place / "documents")
        shutil.rmtree(place)


def _wait(engine: LivingEngine) -> int:
    """Wait until no file is pending; returns the most memory that the engine took."""
    largest, start = 0, time.monotonic()
    while True:
        if engine.pid is not None:
            largest = max(largest, memory_bytes(engine.pid) or 0)
        overview = engine.ask(GetOverview())
        if overview.n_files and overview.n_files_by_words + overview.n_failed == overview.n_files:
            engine.wait_until_idle()
            return largest
        if time.monotonic() - start > _LONGEST_S:
            raise TimeoutError(f"the hostile set is not done: {overview}")
        time.sleep(_LOOK_EVERY_S)


def _surprise(engine: LivingEngine, file: Any, failure: Any) -> str | None:
    """Return in what a file came to something else than it must; None if it did not."""
    found = engine.find(file.word) if file.word else set()
    if found - {file.path}:
        return "its word is found elsewhere"
    if failure is not None:
        return None if failure in file.failures else f"{file.what}: failed as {failure}"
    if found:
        return None if file.outcome in ("found", "either") else f"{file.what}: was found"
    return None if file.outcome == "left out" else f"{file.what}: neither found nor failed"
