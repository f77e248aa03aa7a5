"""What does the engine do about an index that is damaged?

Segments are made anew from the catalog's texts, documents whose text is damaged are read again. A
catalog has its indexes and word tables made anew, or else is set aside with all that it named, and
the index is made again from the folders. Nothing is deleted, and the user is told.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from time import time

from app.engine.remaking import follow_making
from app.engine.stopping import set_stopped, stopped_sources
from app.engine.workplace import OpenIndex, identity_of, open_index
from app.errors import AppError
from app.paths import Home
from sparkbert.errors import (
    CatalogCorruptError,
    IndexCorruptError,
    SparkBertError,
)
from sparkbert.index.catalog import IndexIdentity
from sparkbert.index.mend import mend_catalog, set_index_aside
from sparkbert.index.repair import Repairs

_log = logging.getLogger(__name__)

_DAY_S = 24 * 3600.0
_CATALOG_MENDED = "The index was damaged and has been mended. Nothing is lost."
_RESTORED = (
    "The list of your folders was restored, because the index had none. What they hold is being "
    "indexed again."
)

_MADE_ANEW = "The index is being made again from your folders."

Tell = Callable[[str], None]
"""Takes a sentence for the user."""


class _Mark(StrEnum):
    DAMAGED = "damaged"
    MENDED = "mended"
    DAMAGED_AGAIN = "damaged again"
    UNWANTED = "unwanted"


class DamageMark:
    """A file beside the index that tells the next engine what was found out about the catalog.

    Parameters
    ----------
    home
        Whose index.
    """

    def __init__(self, home: Home) -> None:
        self._path = home.directory / "index.damage"

    @property
    def is_damaged(self) -> bool:
        """Whether the catalog has turned out to be damaged."""
        return self._read() in (_Mark.DAMAGED, _Mark.DAMAGED_AGAIN)

    @property
    def was_mended(self) -> bool:
        """Whether mending it was tried lately, and did not help."""
        return self._read() is _Mark.DAMAGED_AGAIN

    def note_damage(self) -> None:
        """Remember that the catalog is damaged."""
        before = self._read()
        if before is _Mark.MENDED and time() - self._path.stat().st_mtime < _DAY_S:
            self._path.write_text(_Mark.DAMAGED_AGAIN)
        elif before is not _Mark.DAMAGED_AGAIN:
            self._path.write_text(_Mark.DAMAGED)

    @property
    def is_unwanted(self) -> bool:
        """Whether the user wants the index made anew, whatever it is like."""
        return self._read() is _Mark.UNWANTED

    def note_unwanted(self) -> None:
        """Remember that the user wants the index made anew."""
        self._path.write_text(_Mark.UNWANTED)

    def note_mended(self) -> None:
        """Remember that it was mended."""
        self._path.write_text(_Mark.MENDED)

    def clear(self) -> None:
        """Forget all: the catalog is a new one."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> _Mark | None:
        try:
            return _Mark(self._path.read_text())
        except (OSError, ValueError):
            return None


@contextmanager
def open_mended_index(home: Home, identity: IndexIdentity, tell: Tell) -> Iterator[OpenIndex]:
    """Open a home's index as `open_index` does; a catalog that is damaged is mended or set aside.

    Parameters
    ----------
    home, identity
        Whose index, and what it must have been made with.
    tell
        Is called with what was done.

    Raises
    ------
    HomeError, SearchIndexError
        As `open_index` says, but for what could be mended.
    """
    with ExitStack() as stack:
        opened = _open(home, identity, tell, stack)
        if opened.n_restored:
            tell(_RESTORED)
        yield opened


def _open(home: Home, identity: IndexIdentity, tell: Tell, stack: ExitStack) -> OpenIndex:
    mark = DamageMark(home)
    if mark.is_unwanted:
        return stack.enter_context(_made_anew(home, identity, tell))
    if mark.is_damaged:
        mend_or_set_aside(home, tell)
    for _ in range(2):
        try:
            follow_making(home, identity, tell)
            return stack.enter_context(open_index(home, identity))
        except CatalogCorruptError as error:
            _log.warning("the catalog is damaged: %s", error.__cause__)
            mark.note_damage()
            mend_or_set_aside(home, tell)
    return stack.enter_context(open_index(home, identity))


@contextmanager
def _made_anew(home: Home, identity: IndexIdentity, tell: Tell) -> Iterator[OpenIndex]:
    """Open a new index in place of one that the user wants no more.

    Sources come from the copy beside the index; what else the user has said of folders is taken
    over, if the old index can be read.
    """
    stopped: frozenset[Path] = frozenset()
    is_paused = False
    with suppress(AppError, SparkBertError), open_index(home, identity_of(home)) as old:
        stopped = stopped_sources(old.writer.connection)
        is_paused = old.files.is_paused
    place = set_index_aside(home.index)
    with open_index(home, identity) as opened:
        with opened.writer.batch():
            for root in stopped:
                set_stopped(opened.writer.connection, root, is_stopped=True)
            opened.files.set_paused(is_paused)
        DamageMark(home).clear()
        shutil.rmtree(place, ignore_errors=True)  # what is left goes with the next purge
        tell(_MADE_ANEW)
        yield replace(opened, n_restored=0)  # which is told in other words


def mend_or_set_aside(home: Home, tell: Tell) -> None:
    """Mend the catalog, or else set the index aside: who opens it next makes a new one.

    Raises
    ------
    SearchIndexError
        Another process writes, or the disk is at fault.
    """
    mark = DamageMark(home)
    if not mark.was_mended and mend_catalog(home.index):
        mark.note_mended()
        tell(_CATALOG_MENDED)
        return
    place = set_index_aside(home.index)
    mark.clear()
    tell(
        "The index was damaged beyond mending. It is being made again from your folders; the "
        f"damaged one is kept in {place} until you forget a folder, or delete it."
    )


class Mender:
    """Mends an index that is open, in the thread that writes.

    Parameters
    ----------
    home
        Whose index.
    opened
        The open index.
    tell
        Is called with what was done.
    """

    def __init__(self, home: Home, opened: OpenIndex, tell: Tell) -> None:
        self._mark = DamageMark(home)
        self._opened = opened
        self._tell = tell
        self._checkup = opened.writer.checkup()

    def check(self) -> bool:
        """Read a little of what this engine has not checked yet; False if there is nothing.

        Raises
        ------
        IndexCorruptError
            It is damaged.
        """
        return self._checkup.step()

    def mend(self, error: IndexCorruptError) -> bool:
        """Mend what an error tells of, as far as it can be done while the index is open.

        Returns whether it was; if not, the catalog is marked as damaged, and whoever opens the
        index next has to deal with it.
        """
        is_of_catalog = isinstance(error, CatalogCorruptError)
        _log.warning("the index is damaged: %s (%s)", error, error.__cause__)
        try:
            repairs = self._opened.writer.repair(texts=is_of_catalog)
            if repairs.lost:
                with self._opened.writer.batch():
                    self._opened.read_again(repairs.lost)
        except IndexCorruptError as worse:  # of a catalog that contradicts itself, too
            _log.warning("the catalog can't be mended while it is open: %s", worse)
            repairs, is_of_catalog = Repairs(), True
        if repairs:
            self._tell(mended_text(repairs))
        elif is_of_catalog:
            self.give_up()
            return False
        return True

    def give_up(self) -> None:
        """Leave the catalog to whoever opens the index next, who makes another if need be."""
        self._mark.note_damage()


def mended_text(repairs: Repairs) -> str:
    """Return what was done, in words for the user."""
    parts = []
    if repairs.n_segments:
        what = "A part" if repairs.n_segments == 1 else f"{repairs.n_segments} parts"
        parts.append(f"{what} of the index had been damaged. Nothing is lost: it is made again.")
    if repairs.set_aside:
        parts.append(f"The damaged files are kept in {_folder(repairs.set_aside)}.")
    if repairs.lost:
        n = len(repairs.lost)
        parts.append(f"The damaged text of {n} file{'s' if n > 1 else ''} is read again.")
    return " ".join(parts)


def _folder(paths: Collection[Path]) -> Path:
    return next(iter(paths)).parent
