"""How does one stand between SQLite and its files? By a VFS of one's own around the system's.

The VFS is registered, with ctypes, in the very library that Python's `sqlite3` uses, as its
default: the code under test opens its catalog as ever.
"""

from __future__ import annotations

import ctypes
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, Protocol

_OK = sqlite3.SQLITE_OK
_IOERR_SHORT_WRITE = 10 | 3 << 8


class Watcher(Protocol):
    """Is asked before each change of a file; what it returns other than 0 is SQLite's error."""

    def opening(self, path: Path, *, creates: bool) -> int:
        """Return an error for the opening of a file."""
        ...

    def writing(self, path: Path, offset: int, data: bytes) -> int:
        """Note, or refuse, a write."""
        ...

    def truncating(self, path: Path, size: int) -> int:
        """Note, or refuse, a truncation."""
        ...

    def syncing(self, path: Path) -> int:
        """Note, or refuse, a sync."""
        ...

    def deleting(self, path: Path, *, synced: bool) -> int:
        """Note, or refuse, that a file is deleted."""
        ...


class _File(Structure):
    _fields_ = (("methods", c_void_p),)


_WRITE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = ctypes.CFUNCTYPE(c_int, c_void_p, c_int)
_CLOSE = ctypes.CFUNCTYPE(c_int, c_void_p)


class _Methods(Structure):
    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("others", c_void_p * 13),  # of version 3; all are passed on as they are
    )


# Names are passed on as the pointers that they are: SQLite keeps them, and looks behind their end.
_OPEN = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_DELETE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("max_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("others", c_void_p * 14),
    )


_SQLITE_OPEN_CREATE = 0x4
_KINDS = 0x100 | 0x800 | 0x80000  # main database, its journal, its write-ahead log


def is_possible() -> bool:
    """Whether Python's SQLite is a library that another VFS can be registered in."""
    try:
        return bool(_library().sqlite3_vfs_find(None))
    except (OSError, AttributeError, TypeError):
        return False


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Have a watcher asked about all that SQLite does to files that are opened in this context."""
    library = _library()
    layer = _Layer(library, watcher)
    if library.sqlite3_vfs_register(ctypes.byref(layer.vfs), 1) != _OK:
        raise RuntimeError("the VFS can't be registered")
    try:
        yield
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(layer.vfs))
        library.sqlite3_vfs_register(layer.original, 1)
        _kept.append(layer)  # a connection that is not collected yet may still call into it


_kept: list[_Layer] = []


def _library() -> Any:
    import _sqlite3

    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = c_void_p
    library.sqlite3_vfs_find.argtypes = [c_char_p]
    library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
    library.sqlite3_vfs_unregister.argtypes = [c_void_p]
    return library


class _Layer:
    """The VFS, and one table of methods for each that the original uses."""

    def __init__(self, library: Any, watcher: Watcher) -> None:
        self._watcher = watcher
        self.original = library.sqlite3_vfs_find(None)
        original = _Vfs.from_address(self.original)
        self._open = _OPEN(original.open)
        self._delete = _DELETE(original.delete)
        self._paths: dict[int, Path] = {}
        self._before: dict[int, _Methods] = {}  # by the address of the file
        self._tables: dict[int, _Methods] = {}  # by the address of the original table
        self._callbacks: list[Any] = [
            _OPEN(self._on_open),
            _DELETE(self._on_delete),
            _CLOSE(self._on_close),
            _WRITE(self._on_write),
            _TRUNCATE(self._on_truncate),
            _SYNC(self._on_sync),
        ]
        self.vfs = _Vfs()
        ctypes.memmove(ctypes.byref(self.vfs), self.original, ctypes.sizeof(_Vfs))
        self.vfs.name = b"watched"
        self.vfs.next = None
        self.vfs.open, self.vfs.delete = map(_address, self._callbacks[:2])

    def _on_open(self, vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
        path = None if name is None else Path(os.fsdecode(ctypes.string_at(name)))
        if path is not None and flags & _KINDS:
            creates = bool(flags & _SQLITE_OPEN_CREATE) and not path.exists()
            if error := self._watcher.opening(path, creates=creates):
                _File.from_address(file).methods = None
                return error
        result = self._open(self.original, name, file, flags, out)
        methods = _File.from_address(file).methods
        if result == _OK and methods and path is not None and flags & _KINDS:
            self._paths[file] = path
            self._before[file] = _Methods.from_address(methods)
            _File.from_address(file).methods = ctypes.addressof(self._table(methods))
        return int(result)

    def _table(self, methods: int) -> _Methods:
        if methods not in self._tables:
            table = _Methods()
            ctypes.memmove(ctypes.byref(table), methods, ctypes.sizeof(_Methods))
            close, write, truncate, sync = map(_address, self._callbacks[2:])
            table.close, table.write, table.truncate, table.sync = close, write, truncate, sync
            self._tables[methods] = table
        return self._tables[methods]

    def _on_close(self, file: int) -> int:
        before = self._before.pop(file)
        self._paths.pop(file)
        return int(_CLOSE(before.close)(file))

    def _on_write(self, file: int, data: int, n_bytes: int, offset: int) -> int:
        error = self._watcher.writing(self._paths[file], offset, ctypes.string_at(data, n_bytes))
        return error or int(_WRITE(self._before[file].write)(file, data, n_bytes, offset))

    def _on_truncate(self, file: int, size: int) -> int:
        error = self._watcher.truncating(self._paths[file], size)
        return error or int(_TRUNCATE(self._before[file].truncate)(file, size))

    def _on_sync(self, file: int, flags: int) -> int:
        error = self._watcher.syncing(self._paths[file])
        return error or int(_SYNC(self._before[file].sync)(file, flags))

    def _on_delete(self, vfs: int, name: int, sync_folder: int) -> int:
        path = Path(os.fsdecode(ctypes.string_at(name)))
        error = self._watcher.deleting(path, synced=bool(sync_folder))
        return error or int(self._delete(self.original, name, sync_folder))


def _address(function: Any) -> int:
    return int(ctypes.cast(function, c_void_p).value or 0)
