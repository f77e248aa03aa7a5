"""Where are things kept that take long to make and are needed again?"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

_RECORD = "made.json"
_N_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder with what was made, and how many seconds that took when it was made."""

    folder: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of things, each named after what it was made from.

    Parameters
    ----------
    folder
        Need not exist.
    """

    folder: Path

    def place(self, name: str, digest: str) -> Path:
        """Return the folder of a thing; it may not be there yet."""
        return self.folder / f"{name}-{digest[:_N_DIGITS]}"

    def keep(self, name: str, digest: str, make: Callable[[Path], None]) -> Kept:
        """Return a thing's folder; if it is not there, make it, wholly or not at all.

        Parameters
        ----------
        name
            What it is, for people who look into the folder.
        digest
            Hex digest of all that it depends on.
        make
            Fills an empty folder.
        """
        place = self.place(name, digest)
        if not (place / _RECORD).exists():
            unfinished = place.with_name(f"{place.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            start = perf_counter()
            make(unfinished)
            record(unfinished, perf_counter() - start)
            shutil.rmtree(place, ignore_errors=True)
            unfinished.rename(place)
        return Kept(place, recorded(place) or 0.0)


def record(folder: Path, seconds: float) -> None:
    """Write down how long it took to make what is in a folder."""
    (folder / _RECORD).write_text(json.dumps({"seconds": seconds}), encoding="utf-8")


def recorded(folder: Path) -> float | None:
    """Return how many seconds it took to make what is in a folder, or None if nobody knows."""
    try:
        seconds = json.loads((folder / _RECORD).read_text(encoding="utf-8"))["seconds"]
    except FileNotFoundError:
        return None
    return float(seconds)


def digest_of(*parts: object) -> str:
    """Return a hex digest of values that JSON can hold."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
