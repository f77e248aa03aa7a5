"""What does the one thread that writes do, from the first folder to the last client?

It works while the catalog has something pending, does what clients ask between two steps, and
sleeps otherwise. Whatever it has not finished is in the catalog, so it may be ended at any moment.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

from app.engine.catalog_check import CatalogCheck
from app.engine.commands import CommandQueue
from app.engine.encoder_process import EncoderProcess
from app.engine.encoder_trials import EncoderTrials
from app.engine.events import Event
from app.engine.folder_requests import FolderRequests
from app.engine.folder_work import FolderWork, Watching
from app.engine.governor import LOOK_AGAIN_S, REST, Governor
from app.engine.indexer import Indexer
from app.engine.meaning import MeaningStage
from app.engine.mending import Mender
from app.engine.messages import (
    Done,
    IndexNow,
    IndexSummary,
    Progress,
    Retry,
)
from app.engine.move_messages import IndexMoved
from app.engine.ocr_switch import follow_ocr
from app.engine.pace import Pace
from app.engine.reader_switch import follow_readers
from app.engine.reading import ReadingStage
from app.engine.standing import Overview
from app.engine.telling import Telling, WorkState
from app.engine.workplace import OpenIndex, Tools, open_reading
from app.errors import AppError, EncoderError
from app.paths import Home
from app.settings import SchedulingSettings
from app.watch.changes import ChangeSet
from app.watch.faults import WatchFault
from sparkbert.errors import CatalogCorruptError, IndexCorruptError, ModelError, SparkBertError
from sparkbert.index.catalog import user_errors

_log = logging.getLogger(__name__)

_RETRY_TROUBLE_S = 30.0
_CATALOG_CHECK_S = 5.0  # so long a run that was asked for waits for it
_CHECK_EVERY_S = 0.02  # a part of the index, when there is nothing else to do


class EngineLoop:
    """Runs in the thread that has opened the index; all else may be called from any thread.

    Parameters
    ----------
    opened
        The index and the app's tables.
    tools
        What works on files and texts.
    encoder
        Turns texts into vectors; closed by its owner.
    tell
        Is called with events, in the loop's thread.
    readers_held
        Returns a context in which no search reads the index, so that a purge can finish.
    governor
        Tells at which pace to work on what nobody waits for.
    home
        Whose index it is.
    """

    def __init__(
        self,
        opened: OpenIndex,
        tools: Tools,
        encoder: EncoderProcess,
        tell: Callable[[Event], None],
        readers_held: Callable[[], AbstractContextManager[None]],
        governor: Governor,
        home: Home,
    ) -> None:
        self._opened = opened
        self._tools = tools
        self._encoder = encoder
        self._governor = governor
        self._folders = FolderWork(opened, readers_held)
        self._state = WorkState(opened.files.is_paused)
        self._telling = Telling(opened, encoder, self._folders, self._state, tell)
        self._trials = EncoderTrials(encoder, self._state, self._telling.tell_encoder_trouble)
        self._home = home
        self._damage: IndexCorruptError | None = None  # which the next engine has to deal with
        self._catalog_check: CatalogCheck | None = None
        self._guard = partial(user_errors, home.index)
        self._commands = CommandQueue(self._guard)
        self._mender = Mender(home, opened, self._telling.tell_mended)
        self._stopping = threading.Event()
        self._indexer: Indexer | None = None
        self._foreground: list[
            tuple[IndexNow, Callable[[Progress], None], Future[IndexSummary]]
        ] = []
        self._is_foreground = False
        self._folder_requests = FolderRequests(
            self._commands, self._folders, self._telling, self._stop_background
        )

    # From any thread

    @property
    def overview(self) -> Overview:
        """How everything stood a moment ago."""
        return self._telling.overview

    @property
    def folders(self) -> FolderRequests:
        """Takes what is asked of folders."""
        return self._folder_requests

    def stop(self) -> None:
        """Let `run` return soon."""
        self._stopping.set()
        if (indexer := self._indexer) is not None:
            indexer.stop()
        self._commands.wake()

    def index_now(
        self, request: IndexNow, tell: Callable[[Progress], None]
    ) -> Future[Future[IndexSummary]]:
        """Bring sources up to date in a run of its own; the inner future has its summary."""
        found: Future[IndexSummary] = Future()

        def begin() -> Future[IndexSummary]:
            self._foreground.append((request, tell, found))
            self._stop_background()
            return found

        return self._commands.submit(begin)

    def stop_indexing(self) -> Future[Done]:
        """End the run that was asked for."""
        return self._commands.submit(self._stop_foreground)

    def retry(self, request: Retry) -> Future[Done]:
        """Try failed files again."""
        return self._commands.submit(partial(self._retry, request.paths))

    def set_paused(self, paused: bool) -> Future[Done]:
        """Pause the work, or go on with it."""
        return self._commands.submit(partial(self._set_paused, paused))

    def follow(self, scheduling: SchedulingSettings) -> None:
        """Make way as the user wants now."""
        self._commands.submit(partial(self._governor.follow, scheduling))
        self._encoder.sleep_after(scheduling.encoder_sleep_seconds)

    def park(self, move: Callable[[], IndexMoved]) -> Future[IndexMoved]:
        """Write nothing until the index has moved, and never again then."""
        return self._commands.submit_last(move, self.stop)

    def refresh(self) -> None:
        """Tell how everything stands, if that has changed."""
        self._commands.submit(self._telling.tell_overview)

    def mend(self, error: IndexCorruptError) -> Future[Done]:
        """Mend what somebody else has found to be damaged; the future raises what can't be."""
        return self._commands.submit(partial(self._mend, error))

    def look_at(self, changes: ChangeSet) -> None:
        """Look at what has changed on disk."""
        self._commands.submit(partial(self._folders.look_at, changes))

    def report_fault(self, fault: WatchFault) -> None:
        """Note that a root is looked through at intervals."""
        self._commands.submit(partial(self._note_fault, fault))

    def report_watched(self, root: Path) -> None:
        """Note that a root is watched after all."""
        self._commands.submit(partial(self._folders.note_watched, root))

    # In the loop's thread

    def run(self, watching: Watching) -> None:
        """Work until `stop`: first look for what has changed since the last time."""
        self._folders.begin(watching)
        with suppress(SparkBertError):  # the next start tries again
            self._folders.finish_purge()
            follow_readers(self._opened)
            follow_ocr(self._opened, self._tools.ocr)
            self._folders.follow_types()
        with (
            CatalogCheck(self._home.index, self.mend) as self._catalog_check,
            open_reading(self._tools) as reading,
        ):
            while not self._stopping.is_set():
                self._step(reading)
        for _, _, future in self._foreground:
            if self._damage is not None and future.set_running_or_notify_cancel():
                future.set_exception(self._damage)
            future.cancel()

    def _step(self, reading: ReadingStage) -> None:
        self._commands.do_all()
        if self._foreground:
            self._run_foreground(reading)
            return
        more_to_check = False
        self._trials.try_if_due()
        try:
            with self._guard():
                if self._state.is_paused or not self._set_pace().may_read:
                    self._scan()  # what there is stays known; nothing is read
                    self._state.progress = None
                elif self._telling.next_work() is not None:
                    self._round(reading)
                more_to_check = self._mender.check()
            self._state.trouble = None
        except IndexCorruptError as error:
            self._mend(error)
            more_to_check = True
        except (AppError, SparkBertError) as error:
            self._telling.tell_trouble(error)
        self._telling.tell_overview()
        if not self._foreground and not self._stopping.is_set():
            self._commands.wait(_CHECK_EVERY_S if more_to_check else self._wait_s())

    def _set_pace(self) -> Pace:
        """Look at which pace to go on."""
        self._state.pace = Pace.FULL if self._is_foreground else self._governor.look()
        self._encoder.set_rest(REST if self._state.pace is Pace.SLOW else 0.0)
        return self._state.pace

    def _wait_s(self) -> float | None:
        """Return how long to wait for something to do, None for as long as it takes."""
        if self._state.trouble:
            return _RETRY_TROUBLE_S
        if (until_trial := self._trials.wait_s) is not None and self._state.pace.may_encode:
            return until_trial
        is_held = (
            not (self._state.is_paused or self._state.pace.may_encode) and self._is_work_left()
        )
        return LOOK_AGAIN_S if is_held else None

    def _mend(self, error: IndexCorruptError) -> Done:
        """Mend the index; if that takes a new catalog, end, so that the next engine makes it."""
        if not self._mender.mend(error):
            self._leave(error)
        self._telling.tell_overview()
        return Done()

    def _leave(self, error: IndexCorruptError) -> NoReturn:
        """End, so that the next engine makes another catalog; who asks goes on with that one."""
        self._damage = CatalogCorruptError(str(error))
        self.stop()
        raise self._damage from error

    def _check_all(self) -> None:
        """Read all that this engine has not read yet, before a run that is to put things right."""
        is_whole = False
        while not is_whole:
            try:
                while not self._stopping.is_set() and self._mender.check():
                    self._commands.do_all()
                if self._catalog_check is not None:
                    self._catalog_check.wait(_CATALOG_CHECK_S)
                is_whole = True
            except IndexCorruptError as error:
                self._mend(error)

    def _round(self, reading: ReadingStage) -> None:
        """Work until nothing is left to do, or something else has to be done first."""
        self._scan()
        self._folders.stops.hold()
        indexer = self._new_indexer(reading, self._telling.tell_progress)
        try:
            indexer.run([])
            if self._state.pace.may_encode:
                self._trials.note_success()
        except (ModelError, EncoderError) as error:
            self._trials.note_failure(error)
        finally:
            self._indexer = None
            self._state.progress = None
            self._telling.tell_commit()

    def _run_foreground(self, reading: ReadingStage) -> None:
        request, tell, future = self._foreground.pop(0)
        if not future.set_running_or_notify_cancel():
            return

        self._is_foreground = True
        self._set_pace()

        def tell_both(progress: Progress) -> None:
            self._telling.tell_progress(progress)
            tell(progress)

        try:
            roots = self._folders.roots_of_run(request.paths)
            self._check_all()
            self._folders.finish_purge()
            summary = self._index(roots, request.retry, reading, tell_both)
            if self._damage is not None:
                raise self._damage
            future.set_result(summary)
        except Exception as error:  # noqa: BLE001 - it belongs to the asker
            if not isinstance(error, AppError | SparkBertError):
                _log.exception("a bug in a run")
            future.set_exception(error)
        finally:
            self._is_foreground = False
            self._set_pace()
            self._indexer = None
            self._state.progress = None
            self._telling.tell_commit()
            self._telling.tell_overview()

    def _index(
        self,
        roots: Sequence[Path],
        retry: bool,
        reading: ReadingStage,
        tell: Callable[[Progress], None],
    ) -> IndexSummary:
        for is_last in (False, True):
            try:
                with self._guard():
                    return self._new_indexer(reading, tell).run(roots, retry=retry)
            except IndexCorruptError as error:
                if is_last:  # mended, and yet not whole
                    self._mender.give_up()
                    self._leave(error)
                self._mend(error)
        raise AssertionError("unreachable")

    def _new_indexer(self, reading: ReadingStage, tell: Callable[[Progress], None]) -> Indexer:
        opened = self._opened
        meaning = MeaningStage(
            opened.writer,
            self._encoder,
            self._tools.senses,
            may_encode=lambda: self._state.pace.may_encode,
        )
        self._indexer = Indexer(
            opened.writer, opened.files, opened.sources, reading, meaning, tell, self._between
        )
        return self._indexer

    def _between(self) -> None:
        self._commands.do_all()
        if not self._set_pace().may_read:
            self._stop_run()
        self._scan()
        self._telling.tell_commit()

    def _scan(self) -> None:
        self._folders.scan(self._telling.tell_scanning, self._stopping.is_set)

    # Commands

    def _retry(self, paths: Sequence[Path]) -> Done:
        self._folders.retry(paths)
        self._trials.forgive()
        self._telling.tell_overview()
        return Done()

    def _set_paused(self, paused: bool) -> Done:
        with self._opened.writer.batch():
            self._opened.files.set_paused(paused)
        self._state.is_paused = paused
        if paused:
            self._stop_run()
        else:
            self._governor.insist()
        self._telling.tell_overview()
        return Done()

    def _stop_foreground(self) -> Done:
        if self._is_foreground:
            return self._stop_run()
        if self._foreground:
            _, _, future = self._foreground.pop()
            future.set_result(IndexSummary(stopped=True))
        return Done()

    def _stop_run(self) -> Done:
        if self._indexer is not None:
            self._indexer.stop()
        return Done()

    def _stop_background(self) -> None:
        """Interrupt what was begun unasked; what is left of it goes on afterwards."""
        if not self._is_foreground:
            self._stop_run()

    def _note_fault(self, fault: WatchFault) -> None:
        self._folders.note_fault(fault)
        self._telling.tell_fault(fault)

    def _is_work_left(self) -> bool:
        return bool(self._opened.files.count_pending()[0] or self._opened.writer.count_pending())
