"""Which folders has the user stopped, and what must not be worked on because of that?"""

from __future__ import annotations

import os
from pathlib import Path

from app.engine import stopping
from app.engine.files import FileCatalog
from app.engine.sources import SourceKeeper
from app.errors import SourceError
from sparkbert.index.writer import IndexWriter


class Stops:
    """Stops folders and lets them go on; of the writing thread.

    Parameters
    ----------
    writer
        The open index.
    files
        The app's tables on the writer's connection.
    sources
        Knows which files belong to a folder.
    """

    def __init__(self, writer: IndexWriter, files: FileCatalog, sources: SourceKeeper) -> None:
        self._writer = writer
        self._files = files
        self._sources = sources
        self._roots = stopping.stopped_sources(writer.connection)
        self.hold()

    @property
    def roots(self) -> frozenset[Path]:
        """The folders that are stopped."""
        return self._roots

    def stop(self, path: Path) -> Path:
        """Stop a source, and return its real path; raises SourceError if it is none."""
        root = Path(os.path.realpath(path))
        if root not in [source.path for source in self._files.sources()]:
            raise SourceError(f"{root} is not a folder that was indexed. See: sparkbert status")
        with self._writer.batch():
            stopping.set_stopped(self._writer.connection, root, is_stopped=True)
            for key in self._sources.keys_of(root):
                is_read = self._writer.has_document(key)
                stopping.give_up(self._writer.connection, int(key), is_read=is_read)
        self._note()
        return root

    def resume(self, path: Path) -> Path | None:
        """Let a source go on; returns its real path, None if it is not stopped."""
        root = Path(os.path.realpath(path))
        if root not in self._roots:
            return None
        with self._writer.batch():
            stopping.set_stopped(self._writer.connection, root, is_stopped=False)
        self._note()
        return root

    def look(self) -> None:
        """Take note of folders that are no sources any more."""
        if self._roots:
            self._note()

    def hold(self) -> None:
        """Let the passages of stopped folders wait, but for those that others have come to hold."""
        if self._roots or self._writer.count_held():
            self._writer.hold(key for root in self._roots for key in self._sources.keys_of(root))

    def _note(self) -> None:
        self._roots = stopping.stopped_sources(self._writer.connection)
        self.hold()
