"""What should an index hold: what one that is built from scratch from the same folder does?"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.client import EngineClient
from app.engine.messages import IndexNow
from app.paths import Home
from sparkbert.index import catalog
from sparkbert.index.dump import logical_dump
from tests.support.running_engine import ThreadEngines

_DOCUMENT = re.compile(r"^document '(\d+)' ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Content:
    """What an index holds, by path and with nothing in it that depends on how it came about.

    Parameters
    ----------
    files
        Each file's path with its state, and for what kind of reason it failed.
    documents
        Each document's lines of the dump, by path.
    chunks
        The lines of all chunks.
    """

    files: dict[Path, str]
    documents: dict[Path, str]
    chunks: frozenset[str]

    def differences(self, other: Content) -> list[str]:
        """Return what is different in another, in words."""
        lines = []
        for what in ("files", "documents"):
            ours: dict[Path, str] = getattr(self, what)
            theirs: dict[Path, str] = getattr(other, what)
            lines += [
                f"{what}: {path}: {ours.get(path)!r:.200} | {theirs.get(path)!r:.200}"
                for path in sorted({*ours, *theirs})
                if ours.get(path) != theirs.get(path)
            ]
        if not lines and self.chunks != other.chunks:
            n_ours, n_theirs = len(self.chunks - other.chunks), len(other.chunks - self.chunks)
            lines.append(f"chunks: {n_ours} there alone, {n_theirs} in a clean build alone")
        return lines


def content(directory: Path) -> Content:
    """Read what an index holds."""
    with closing(catalog.connect_reader(directory)) as connection:
        rows = connection.execute("SELECT id, path, state, failure FROM app_files").fetchall()
    paths = {str(number): Path(os.fsdecode(path)) for number, path, _, _ in rows}
    dump = logical_dump(directory)
    start = dump.find("\nchunk ")
    start = 0 if dump.startswith("chunk ") else start + 1 if start >= 0 else len(dump)
    parts = _DOCUMENT.split(dump[:start])
    return Content(
        {paths[str(number)]: f"{state} {failure or ''}" for number, _, state, failure in rows},
        {
            paths.get(key, Path(f"unknown {key}")): text
            for key, text in zip(parts[1::2], parts[2::2], strict=True)
        },
        frozenset(re.split(r"^(?=chunk )", dump[start:], flags=re.MULTILINE)),
    )


def clean_build(folders: Sequence[Path]) -> Content:
    """Index folders from scratch, in this process, and read what the index holds."""
    engines = ThreadEngines()
    with TemporaryDirectory(prefix="sparkbert-oracle-") as place:
        home = Home(Path(place) / "home")
        with EngineClient.attach(home, start=engines) as client:
            client.ask(IndexNow(tuple(folders))).result()
        engines.join()
        return content(home.index)


def settled(read: Callable[[], Content], folders: Sequence[Path]) -> list[str]:
    """Compare what an index holds with a clean build."""
    return read().differences(clean_build(folders))
