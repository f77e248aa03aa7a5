"""Is damage of any file of an index noticed, mended and told?"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from app.logs import log_file
from app.paths import Home
from tests.stress import texts
from tests.stress.oracle import Content, content
from tests.stress.report import Clock, Tally, say
from tests.support.command_line import Cli, Result

_N_FILES = 12
_TOLD = re.compile("damaged|restored")


def run(clock: Clock, seed: int, tally: Tally) -> None:
    """Damage copies of an index, and have each indexed again, until the time is over."""
    rng = random.Random(seed)
    outcomes: Counter[str] = Counter()
    with TemporaryDirectory(prefix="sparkbert-damage-") as name:
        place = Path(name).resolve()
        folder = place / "documents"
        for number in range(_N_FILES):
            texts.write(folder / f"file{number}.txt", texts.text(rng, texts.unique_word(rng)))
        whole = Home(place / "whole")
        _run(whole, folder, "index", folder)
        texts.write(folder / "late.txt", texts.text(rng))  # so that there are several segments
        _run(whole, folder, "index")
        expected = content(whole.index)
        for number in clock.rounds(3):
            home = Home(place / f"damaged{number}")
            shutil.copytree(whole.directory, home.directory)
            what = f"damage {number} of {seed}: {rng.choice(_HARMS)(home, rng)}"
            tally.faults += 1
            outcomes[_check(home, folder, expected, tally, what)] += 1
            shutil.rmtree(home.directory)
    tally.notes.append("damage          " + ", ".join(f"{a} {n}" for a, n in outcomes.items()))


def _check(home: Home, folder: Path, expected: Content, tally: Tally, what: str) -> str:
    first = _run(home, folder, "verify")
    again = _run(home, folder, "index")
    tally.operations += 2
    for result in (first, again):
        if not tally.expect("bug" not in result.err, f"{what}: {result.err}"):
            say(log_file(home).read_text()[-4000:])
            return "a bug"
    if "newer version" in again.err or "was made with" in again.err:
        return "refused"  # the bytes that say which version and model this is
    if again.status != 0:
        tally.lose(f"{what}: {again.err}")
        return "not mended"
    outcome = "mended and told" if _TOLD.search(again.err) else "harmless"
    if _run(home, folder, "verify").status:  # what nobody has met yet, verify knows of
        repaired = _run(home, folder, "verify", "--repair")
        _run(home, folder, "index")
        whole = _run(home, folder, "verify")
        tally.expect(not whole.status, f"{what}: {first.out} {repaired.out} {whole.out}")
        outcome = "mended by verify --repair"
    differences = content(home.index).differences(expected)
    tally.expect(not differences, f"{what}: {differences[:2]}")
    if outcome == "harmless":
        tally.expect(not first.status, f"{what}: noticed by verify and mended in silence")
    return outcome


def _run(home: Home, folder: Path, *arguments: str | Path) -> Result:
    return Cli(home.directory, folder)(*arguments)


def _flip(path: Path, rng: random.Random) -> str:
    data = bytearray(path.read_bytes())
    for at in rng.sample(range(len(data)), min(len(data), rng.choice([1, 1, 5, 50]))):
        data[at] ^= 1 << rng.randrange(8)
    path.write_bytes(data)
    return f"flipped bits of {path.name}"


def _blank(path: Path, rng: random.Random) -> str:
    data = bytearray(path.read_bytes())
    at = rng.randrange(len(data))
    length = rng.choice([16, 512, 4096, 20000])
    data[at : at + length] = bytes(len(data[at : at + length]))
    path.write_bytes(data)
    return f"blanked {length} bytes of {path.name} at {at}"


def _cut(path: Path, rng: random.Random) -> str:
    size = rng.randrange(path.stat().st_size)
    os.truncate(path, size)
    return f"cut {path.name} to {size} bytes"


def _remove(path: Path, rng: random.Random) -> str:
    path.unlink()
    return f"removed {path.name}"


def _swap(path: Path, rng: random.Random) -> str:
    others = [one for one in path.parent.iterdir() if one.is_file() and one != path]
    if not others:
        return _flip(path, rng)
    other = rng.choice(sorted(others))
    shutil.copy(other, path)
    return f"put {other.name} in the place of {path.name}"


_WAYS: tuple[Callable[[Path, random.Random], str], ...] = (
    _flip,
    _flip,
    _flip,
    _blank,
    _cut,
    _remove,
)


def _harm_catalog(home: Home, rng: random.Random) -> str:
    return rng.choice(_WAYS)(home.index / "catalog.db", rng)


def _harm_segment(home: Home, rng: random.Random) -> str:
    path = rng.choice(sorted((home.index / "segments").iterdir()))
    return rng.choice([*_WAYS, _swap])(path, rng)


_HARMS: tuple[Callable[[Home, random.Random], str], ...] = (_harm_catalog, _harm_segment)
