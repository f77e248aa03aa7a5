"""What does the app know about folders and files: the tables that it adds to the catalog.

They live in the library's `catalog.db` and change inside the library's batches, so that a file is
"indexed" in the very commit that makes its text searchable. The id of a file is the key of its
document in the library, as text; ids are never used twice.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from app.engine import stopping
from app.engine.file_records import (
    FailedFile,
    FileCounts,
    FileState,
    FlawedFile,
    PendingFile,
    Source,
)
from app.engine.reading_order import LARGE_BYTES, PLACE, QUEUE, SMALL_QUEUE
from app.engine.search_messages import FileFacts
from app.engine.tables import check_version, has_tables, version_of
from app.engine.tally import EVERYTHING, FileTally, Waiting, readable_bytes, suffix_of
from app.extract.base import ExtractionWarning, FailureKind, WarningKind
from app.watch.rules import NO_EXCLUSIONS, Exclusions
from app.watch.scanner import FoundFile, KnownFile
from sparkbert.errors import IncompatibleIndexError
from sparkbert.index import catalog

_CLOSED_FOLDER = (
    "This folder may not be opened by you. Change its permissions to have what it holds indexed."
)


class FileCatalog:
    """The app's tables; whatever changes them belongs inside `IndexWriter.batch`.

    Parameters
    ----------
    connection
        A writer's connection, on which `create_tables` was called, or a reader's.
    tally
        Keeps the numbers on a writer's connection; without one they are counted.
    """

    def __init__(self, connection: sqlite3.Connection, tally: FileTally | None = None) -> None:
        self._connection = connection
        self._tally = tally

    # Sources

    def sources(self) -> list[Source]:
        """Return all sources, by path."""
        # A reader may meet tables that no writer has brought up to date yet.
        is_old = version_of(self._connection) < 2
        exclusions = f"'{NO_EXCLUSIONS.as_text()}'" if is_old else "exclusions"
        rows = self._connection.execute(
            f"SELECT path, is_online, device, scanned_ns, {exclusions} FROM app_sources"
            " ORDER BY path"
        )
        return [
            Source(_path(path), bool(online), device, scanned_ns, Exclusions.from_text(text))
            for path, online, device, scanned_ns, text in rows
        ]

    def put_source(self, source: Source) -> None:
        """Add a source, or replace what is known of it."""
        self._connection.execute(
            "INSERT INTO app_sources (path, is_online, device, scanned_ns, exclusions)"
            " VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET is_online = excluded.is_online,"
            " device = excluded.device, scanned_ns = excluded.scanned_ns,"
            " exclusions = excluded.exclusions",
            (
                os.fsencode(source.path),
                source.is_online,
                source.device,
                source.scanned_ns,
                source.exclusions.as_text(),
            ),
        )

    def mounts(self, root: Path) -> frozenset[Path]:
        """Return the mount points of the disks that held something of a source when last there."""
        rows = self._connection.execute(
            "SELECT path FROM app_mounts WHERE source = ?", (os.fsencode(root),)
        )
        return frozenset(_path(path) for (path,) in rows)

    def set_mounts(self, root: Path, mounts: Iterable[Path], away: Iterable[Path] = ()) -> None:
        """Note the mount points of the disks that hold something of a source, and those away."""
        source = os.fsencode(root)
        self._connection.execute("DELETE FROM app_mounts WHERE source = ?", (source,))
        self._connection.executemany(
            "INSERT INTO app_mounts (source, path, is_online) VALUES (?, ?, ?)",
            [(source, os.fsencode(path), path not in away) for path in mounts],
        )

    def away(self) -> frozenset[Path]:
        """Return the sources and mount points that were not there when last looked at."""
        if version_of(self._connection) < 2:  # as in `sources`
            return frozenset()
        rows = self._connection.execute(
            "SELECT path FROM app_sources WHERE NOT is_online"
            " UNION SELECT path FROM app_mounts WHERE NOT is_online"
        )
        return frozenset(_path(path) for (path,) in rows)

    def remove_source(self, path: Path) -> None:
        """Forget a source, not its files."""
        stopping.set_stopped(self._connection, path, is_stopped=False)
        self._connection.execute("DELETE FROM app_sources WHERE path = ?", (os.fsencode(path),))

    # The user's pause

    @property
    def is_paused(self) -> bool:
        """Whether the user has paused the work."""
        row = self._connection.execute("SELECT value FROM app_meta WHERE key = 'paused'").fetchone()
        return row is not None and row[0] == "1"

    def set_paused(self, paused: bool) -> None:
        """Remember that the user has paused the work, or not."""
        self._connection.execute(
            "INSERT INTO app_meta VALUES ('paused', ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            ("1" if paused else "0",),
        )

    def stopped(self) -> frozenset[Path]:
        """Return the sources that the user has stopped."""
        return stopping.stopped_sources(self._connection)

    # Files, as a scan sees them

    def known(self, root: Path) -> dict[Path, KnownFile]:
        """Return the files under a root, or the root itself, by path."""
        rows = self._connection.execute(
            f"SELECT {_KNOWN} FROM app_files WHERE {_UNDER}",
            _under(root),
        )
        return {_path(path): KnownFile(*rest) for path, *rest in rows}

    def known_of_size(self, sizes: Collection[int], *, unread: bool) -> dict[Path, KnownFile]:
        """Return the files of any of some sizes that wait to be read first, or that were read."""
        condition = "digest IS NULL AND state = 'pending'" if unread else "digest IS NOT NULL"
        rows = self._connection.execute(
            f"SELECT {_KNOWN} FROM app_files"
            f" WHERE size IN (SELECT value FROM json_each(?)) AND {condition}",
            (json.dumps(sorted(sizes)),),
        )
        return {_path(path): KnownFile(*rest) for path, *rest in rows}

    def add(self, file: FoundFile, looked_ns: int) -> None:
        """Enter a file as pending, or a folder that can't be opened as failed."""
        cursor = self._connection.execute(
            "INSERT INTO app_files (path, size, mtime_ns, looked_ns, ctime_ns, state)"
            " VALUES (?, ?, ?, ?, ?, 'pending')",
            (os.fsencode(file.path), file.size, file.mtime_ns, looked_ns, file.ctime_ns),
        )
        assert cursor.lastrowid is not None
        self._close_folder(cursor.lastrowid, file)

    def update(self, number: int, file: FoundFile, looked_ns: int, *, pending: bool) -> None:
        """Change a file's path and fingerprint; its text is to be extracted anew if `pending`."""
        self._connection.execute(
            "UPDATE app_files SET path = ?, size = ?, mtime_ns = ?, looked_ns = ?, ctime_ns = ?"
            " WHERE id = ?",
            (os.fsencode(file.path), file.size, file.mtime_ns, looked_ns, file.ctime_ns, number),
        )
        if pending:
            self._set_state(number, FileState.PENDING)
            self._close_folder(number, file)

    def _close_folder(self, number: int, file: FoundFile) -> None:
        self._connection.execute(
            "UPDATE app_files SET is_folder = ? WHERE id = ?", (file.unreadable, number)
        )
        if file.unreadable:
            self.mark_failed(number, FailureKind.PERMISSION_DENIED, _CLOSED_FOLDER, None)

    def remove(self, number: int) -> None:
        """Forget a file."""
        self._connection.execute("DELETE FROM app_files WHERE id = ?", (number,))

    # Files, as the indexer works through them

    def retry(self, root: Path, kinds: frozenset[FailureKind] | None = None) -> None:
        """Let failed files under a root be tried again: all, or those that failed for `kinds`."""
        wanted = sorted(kinds if kinds is not None else FailureKind)
        self._connection.execute(
            "UPDATE app_files SET state = 'pending', failure = NULL, message = NULL"
            f" WHERE {_UNDER} AND state = 'failed' AND NOT is_folder"
            f" AND failure IN ({', '.join('?' * len(wanted))})",
            (*_under(root), *wanted),
        )

    def pending(self, limit: int, *, small: bool = False) -> list[PendingFile]:
        """Return at most `limit` files whose text is to be extracted, newest and smallest first.

        `small` leaves out those above `LARGE_BYTES`.
        """
        index, which = QUEUE, ""
        if small:
            index, which = SMALL_QUEUE, f"AND size <= {LARGE_BYTES}"
        rows = self._connection.execute(
            f"SELECT id, path, size, mtime_ns, ctime_ns FROM app_files INDEXED BY {index}"
            f" WHERE state = 'pending' {which} ORDER BY {PLACE} DESC, id LIMIT ?",
            (limit,),
        )
        return [PendingFile(number, _path(path), *rest) for number, path, *rest in rows]

    def is_awaited(self, file: PendingFile) -> bool:
        """Whether a file is still pending as it was; else what was read of it is out of date."""
        query = (
            "SELECT 1 FROM app_files WHERE id = ? AND path = ? AND size = ? AND mtime_ns = ?"
            " AND ctime_ns = ? AND state = 'pending'"
        )
        row = (file.number, os.fsencode(file.path), file.size, file.mtime_ns, file.ctime_ns)
        return self._connection.execute(query, row).fetchone() is not None

    def is_indexed(self, number: int) -> bool:
        """Whether a file's text is in the library and up to date."""
        query = "SELECT state = 'indexed' FROM app_files WHERE id = ?"
        row = self._connection.execute(query, (number,)).fetchone()
        return row is not None and bool(row[0])

    def waiting(self) -> dict[str, Waiting]:
        """Return which files are pending, by extension, and how much of them will be read."""
        if self._tally is not None:
            return self._tally.waiting()
        found: dict[str, Waiting] = {}
        for path, size in self._connection.execute(
            "SELECT path, size FROM app_files WHERE state = 'pending'"
        ):
            before = found.get(suffix_of(path), Waiting(0, 0))
            found[suffix_of(path)] = Waiting(
                before.n_files + 1, before.n_bytes + readable_bytes(path, size)
            )
        return found

    def count_pending(self) -> tuple[int, int]:
        """Return how many files are pending, and how many bytes they have."""
        waiting = self.waiting().values()
        return sum(one.n_files for one in waiting), sum(one.n_bytes for one in waiting)

    def mark_indexed(
        self, number: int, digest: bytes | None, warnings: tuple[ExtractionWarning, ...]
    ) -> None:
        """Note that a file's text is in the library, and what is imperfect about it."""
        self._set_state(number, FileState.INDEXED, digest=digest)
        self._connection.executemany(
            "INSERT INTO app_warnings (file_id, kind, message, n) VALUES (?, ?, ?, ?)",
            [(number, one.kind, one.message, one.count) for one in warnings],
        )

    def mark_failed(
        self, number: int, kind: FailureKind, message: str, digest: bytes | None
    ) -> None:
        """Note why a file gave no text."""
        self._set_state(number, FileState.FAILED, kind, message, digest)

    def _set_state(
        self,
        number: int,
        state: FileState,
        kind: FailureKind | None = None,
        message: str | None = None,
        digest: bytes | None = None,
    ) -> None:
        self._connection.execute("DELETE FROM app_warnings WHERE file_id = ?", (number,))
        self._connection.execute(
            "UPDATE app_files SET state = ?, failure = ?, message = ?, digest = ? WHERE id = ?",
            (state, kind, message, digest, number),
        )

    # What is told to users

    def counts(self) -> Mapping[FileState, int]:
        """Return how many files are in each state."""
        rows = self._connection.execute("SELECT state, count(*) FROM app_files GROUP BY state")
        return {**dict.fromkeys(FileState, 0), **{FileState(state): n for state, n in rows}}

    def counts_under(self, root: Path | None) -> FileCounts:
        """Count the files under a root, or all, but for those of formats that can't be read."""
        if self._tally is not None:
            of = EVERYTHING if root is None else os.fsencode(root)
            with suppress(KeyError):  # a folder within a source is counted
                return FileCounts(*self._tally.under(of))
        where, parameters = (f"{_UNDER} AND", _under(root)) if root is not None else ("", ())
        rows = self._connection.execute(
            f"SELECT state, count(*) FROM app_files WHERE {where}"
            f" coalesce(failure, '') != '{FailureKind.UNSUPPORTED_FORMAT}' GROUP BY state",
            parameters,
        )
        counts = {FileState(state): n for state, n in rows}
        return FileCounts(
            n_indexed=counts.get(FileState.INDEXED, 0),
            n_pending=counts.get(FileState.PENDING, 0),
            n_failed=counts.get(FileState.FAILED, 0),
        )

    def failures(self, root: Path | None = None) -> list[FailedFile]:
        """Return what is not indexed, under a root or anywhere, by path."""
        where, parameters = (f"{_UNDER} AND", _under(root)) if root is not None else ("", ())
        rows = self._connection.execute(
            f"SELECT path, failure, message FROM app_files WHERE {where} state = 'failed'"
            " ORDER BY path",
            parameters,
        )
        return [FailedFile(_path(path), FailureKind(kind), text) for path, kind, text in rows]

    def failed_under(self, root: Path, kind: FailureKind) -> frozenset[Path]:
        """Return the files under a root that failed for one reason."""
        rows = self._connection.execute(
            f"SELECT path FROM app_files WHERE {_UNDER} AND failure = ?", (*_under(root), kind)
        )
        return frozenset(_path(path) for (path,) in rows)

    def flaws(self) -> list[FlawedFile]:
        """Return what is imperfect about indexed files, by path."""
        rows = self._connection.execute(
            "SELECT path, kind, w.message, n FROM app_warnings AS w"
            " JOIN app_files ON app_files.id = file_id ORDER BY path, w.rowid"
        )
        return [
            FlawedFile(_path(path), ExtractionWarning(WarningKind(kind), message, n))
            for path, kind, message, n in rows
        ]

    def paths(self, keys: Iterator[str] | list[str]) -> dict[str, Path]:
        """Return the paths of documents by key; a key without a file is left out."""
        found: dict[str, Path] = {}
        for key in keys:
            row = self._connection.execute(
                "SELECT path FROM app_files WHERE id = ?", (int(key),)
            ).fetchone()
            if row is not None:
                found[key] = _path(row[0])
        return found

    def indexed_paths(self) -> list[Path]:
        """Return the paths of all indexed files."""
        rows = self._connection.execute("SELECT path FROM app_files WHERE state = 'indexed'")
        return [_path(path) for (path,) in rows]

    def facts(self, paths: Iterable[Path]) -> dict[Path, FileFacts]:
        """Return size and time of files, as they were indexed; those unknown are left out."""
        found: dict[Path, FileFacts] = {}
        away = self.away()
        for path in paths:
            row = self._connection.execute(
                "SELECT size, mtime_ns FROM app_files WHERE path = ?", (os.fsencode(path),)
            ).fetchone()
            if row is not None:
                is_away = any(path.is_relative_to(one) for one in away)
                found[path] = FileFacts(row[0], row[1], is_away)
        return found

    def indexed(self) -> list[tuple[str, Path, int]]:
        """Return key, path and time of change (ns) of every indexed file."""
        rows = self._connection.execute(
            "SELECT id, path, mtime_ns FROM app_files WHERE state = 'indexed'"
        )
        return [(str(number), _path(path), mtime_ns) for number, path, mtime_ns in rows]

    def document_keys(
        self,
        roots: Sequence[Path] = (),
        passes: Callable[[Path], bool] = lambda path: True,
        modified_ns: tuple[int | None, int | None] = (None, None),
        without: Sequence[Path] = (),
    ) -> list[str]:
        """Return the keys of indexed files, those changed last first.

        Parameters
        ----------
        roots
            Files under any of these; none for all.
        passes
            Tells by a file's path whether it counts.
        modified_ns
            Files modified from the first time on and before the second, where given.
        without
            Sources whose files don't count; those of other sources within them do.
        """
        where = " OR ".join([_UNDER] * len(roots)) or "1"
        parameters: list[bytes | int] = [part for root in roots for part in _under(root)]
        where = f"({where})"
        sources = [one.path for one in self.sources()] if without else []
        for root in without:
            within = [one for one in sources if one != root and one.is_relative_to(root)]
            where += f" AND NOT ({' AND NOT '.join([_UNDER] * (1 + len(within)))})"
            parameters += [part for one in (root, *within) for part in _under(one)]
        for bound, comparison in zip(modified_ns, (">=", "<"), strict=True):
            if bound is not None:
                where += f" AND mtime_ns {comparison} ?"
                parameters.append(bound)
        rows = self._connection.execute(
            f"SELECT id, path FROM app_files WHERE {where} AND state = 'indexed'"
            " ORDER BY mtime_ns DESC, id DESC",
            parameters,
        )
        return [str(number) for number, path in rows if passes(_path(path))]


@contextmanager
def reading(directory: Path) -> Iterator[FileCatalog]:
    """Open the tables of an index for reading.

    Raises
    ------
    SearchIndexError
        There is no index, or it is damaged, or of another version.
    """
    with catalog.user_errors(directory):
        connection = catalog.connect_reader(directory)
        try:
            if has_tables(connection):
                check_version(connection)
                yield FileCatalog(connection)
            else:
                raise IncompatibleIndexError(
                    f"The index in {directory} was not made by this app. Choose another home."
                )
        finally:
            connection.close()


_KNOWN = "path, id, size, mtime_ns, looked_ns, digest, ctime_ns"
_UNDER = "(path = ? OR (path > ? AND path < ?))"


def _under(root: Path) -> tuple[bytes, bytes, bytes]:
    """Return the parameters of `_UNDER`: paths are bytes, compared as such."""
    path = os.fsencode(root)
    separator = os.fsencode(os.sep)
    inside = path if path.endswith(separator) else path + separator
    return path, inside, inside[:-1] + bytes([separator[0] + 1])


def _path(data: bytes) -> Path:
    return Path(os.fsdecode(data))
