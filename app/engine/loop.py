"""What does the one thread that writes do, from the first folder to the last client?

It works while the catalog has something pending, does what clients ask between two steps, and
sleeps otherwise. Whatever it has not finished is in the catalog, so it may be ended at any moment.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from app.engine.catalog_check import CatalogCheck
from app.engine.commands import CommandQueue
from app.engine.encoder_process import EncoderProcess
from app.engine.events import Committed, Event, Notice, NoticeKind, OverviewChanged
from app.engine.exclusions import ExclusionsSet, SetExclusions
from app.engine.governor import LOOK_AGAIN_S, REST, Governor
from app.engine.indexer import Indexer
from app.engine.meaning import MeaningStage
from app.engine.mending import Mender
from app.engine.messages import (
    AddSources,
    Done,
    IndexNow,
    IndexSummary,
    Phase,
    Progress,
    Refusal,
    RemoveSource,
    Retry,
    SourceRemoved,
    SourcesAdded,
)
from app.engine.ocr_switch import follow_ocr
from app.engine.overview import build_overview
from app.engine.pace import Pace
from app.engine.reading import ReadingStage
from app.engine.standing import EncoderState, Overview
from app.engine.stopping import ResumeSource, StopSource
from app.engine.stops import Stops
from app.engine.workplace import OpenIndex, Tools, open_reading
from app.errors import AppError, EncoderError, SourceError
from app.paths import Home
from app.watch.changes import ChangeSet
from app.watch.faults import WatchFault
from app.watch.rules import Exclusions, Selection
from sparkbert.errors import IndexCorruptError, ModelError, SparkBertError
from sparkbert.index.catalog import user_errors

_log = logging.getLogger(__name__)

_RETRY_TROUBLE_S = 30.0
_CATALOG_CHECK_S = 5.0  # so long a run that was asked for waits for it
_CHECK_EVERY_S = 0.02  # a part of the index, when there is nothing else to do


class Watching(Protocol):
    """What the loop needs of a watcher."""

    def watch(self, selection: Selection) -> None:
        """Watch a root from now on, if it is not watched, or not so."""
        ...

    def unwatch(self, root: Path) -> None:
        """Watch it no more."""
        ...


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
        self._tell = tell
        self._readers_held = readers_held
        self._governor = governor
        self._pace = Pace.FULL
        self._stops = Stops(opened.writer, opened.files, opened.sources)
        self._watching: Watching | None = None
        self._home = home
        self._damage: IndexCorruptError | None = None  # which the next engine has to deal with
        self._catalog_check: CatalogCheck | None = None
        self._guard = partial(user_errors, home.index)
        self._commands = CommandQueue(self._guard)
        self._mender = Mender(home, opened, self._tell_mended)
        self._stopping = threading.Event()
        self._to_scan: dict[Path, bool] = {}
        self._changes: list[ChangeSet] = []
        self._indexer: Indexer | None = None
        self._progress: Progress | None = None
        self._trouble: str | None = None
        self._encoder_trouble: str | None = None
        self._faults: dict[str, WatchFault] = {}
        self._is_paused = opened.files.is_paused
        self._foreground: list[
            tuple[IndexNow, Callable[[Progress], None], Future[IndexSummary]]
        ] = []
        self._is_foreground = False
        self._overview = self._look_over()

    # From any thread

    @property
    def overview(self) -> Overview:
        """How everything stood a moment ago."""
        return self._overview

    def stop(self) -> None:
        """Let `run` return soon."""
        self._stopping.set()
        if (indexer := self._indexer) is not None:
            indexer.stop()
        self._commands.wake()

    def add(self, request: AddSources) -> Future[SourcesAdded]:
        """Make folders and files sources; they are scanned soon after."""
        return self._commands.submit(partial(self._add, request.paths, request.exclusions))

    def exclude(self, request: SetExclusions) -> Future[ExclusionsSet]:
        """Say what is left out of a source."""
        return self._commands.submit(
            lambda: ExclusionsSet(self._exclude(request.path, request.exclusions))
        )

    def index_now(
        self, request: IndexNow, tell: Callable[[Progress], None]
    ) -> Future[Future[IndexSummary]]:
        """Bring sources up to date in a run of its own; the inner future has its summary."""
        found: Future[IndexSummary] = Future()

        def begin() -> Future[IndexSummary]:
            self._foreground.append((request, tell, found))
            if not self._is_foreground:
                self._stop_run()  # what was begun unasked goes on afterwards
            return found

        return self._commands.submit(begin)

    def stop_indexing(self) -> Future[Done]:
        """End the run that was asked for."""
        return self._commands.submit(self._stop_foreground)

    def remove(self, request: RemoveSource) -> Future[SourceRemoved]:
        """Take a source out and wipe its traces."""
        return self._commands.submit(partial(self._remove, request.path))

    def stop_source(self, request: StopSource) -> Future[Done]:
        """Call the indexing of a source off, and keep what was read."""
        return self._commands.submit(partial(self._stop_source, request.path))

    def resume_source(self, request: ResumeSource) -> Future[Done]:
        """Go on with a source that was stopped."""
        return self._commands.submit(partial(self._resume_source, request.path))

    def retry(self, request: Retry) -> Future[Done]:
        """Try failed files again."""
        return self._commands.submit(partial(self._retry, request.paths))

    def set_paused(self, paused: bool) -> Future[Done]:
        """Pause the work, or go on with it."""
        return self._commands.submit(partial(self._set_paused, paused))

    def refresh(self) -> None:
        """Tell how everything stands, if that has changed."""
        self._commands.submit(self._tell_overview)

    def mend(self, error: IndexCorruptError) -> Future[Done]:
        """Mend what somebody else has found to be damaged; the future raises what can't be."""
        return self._commands.submit(partial(self._mend, error))

    def look_at(self, changes: ChangeSet) -> None:
        """Look at what has changed on disk."""
        self._commands.submit(partial(self._changes.append, changes))

    def report_fault(self, fault: WatchFault) -> None:
        """Note that a root is looked through at intervals."""
        self._commands.submit(partial(self._note_fault, fault))

    def report_watched(self, root: Path) -> None:
        """Note that a root is watched after all."""
        self._commands.submit(partial(self._faults.pop, str(root), None))

    # In the loop's thread

    def run(self, watching: Watching) -> None:
        """Work until `stop`: first look for what has changed since the last time."""
        self._watching = watching
        for source in self._opened.files.sources():
            self._to_scan.setdefault(source.path, False)
        with suppress(SparkBertError):  # the next start tries again
            self._finish_purge()
            follow_ocr(self._opened, self._tools.ocr)
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
        try:
            with self._guard():
                if self._is_paused or not self._set_pace().may_read:
                    self._scan()  # what there is stays known; nothing is read
                    self._progress = None
                elif self._next_work() is not None:
                    self._round(reading)
                more_to_check = self._mender.check()
            self._trouble = None
        except IndexCorruptError as error:
            self._mend(error)
            more_to_check = True
        except (AppError, SparkBertError) as error:
            self._note_trouble(error)
        self._tell_overview()
        if not self._foreground and not self._stopping.is_set():
            self._commands.wait(_CHECK_EVERY_S if more_to_check else self._wait_s())

    def _set_pace(self) -> Pace:
        """Look at which pace to go on."""
        self._pace = Pace.FULL if self._is_foreground else self._governor.look()
        self._encoder.set_rest(REST if self._pace is Pace.SLOW else 0.0)
        return self._pace

    def _wait_s(self) -> float | None:
        """Return how long to wait for something to do, None for as long as it takes."""
        if self._trouble:
            return _RETRY_TROUBLE_S
        is_held = not (self._is_paused or self._pace.may_encode) and self._is_work_left()
        return LOOK_AGAIN_S if is_held else None

    def _mend(self, error: IndexCorruptError) -> Done:
        """Mend the index; if that takes a new catalog, end, so that the next engine makes it."""
        if not self._mender.mend(error):
            self._damage = error
            self.stop()
            raise error
        self._tell_overview()
        return Done()

    def _check_all(self) -> None:
        """Read all that this engine has not read yet, before a run that is to put things right."""
        is_whole = False
        while not is_whole:
            try:
                while self._mender.check():
                    self._commands.do_all()
                if self._catalog_check is not None:
                    self._catalog_check.wait(_CATALOG_CHECK_S)
                is_whole = True
            except IndexCorruptError as error:
                self._mend(error)

    def _round(self, reading: ReadingStage) -> None:
        """Work until nothing is left to do, or something else has to be done first."""
        self._scan()
        self._stops.hold()
        indexer = self._new_indexer(reading, self._tell_progress)
        try:
            indexer.run([])
            self._encoder_trouble = None
        except (ModelError, EncoderError) as error:
            self._encoder_trouble = str(error)
            self._tell(Notice(NoticeKind.ENCODER_FAILED, str(error)))
        finally:
            self._indexer = None
            self._progress = None
            self._tell_commit()

    def _run_foreground(self, reading: ReadingStage) -> None:
        request, tell, future = self._foreground.pop(0)
        if not future.set_running_or_notify_cancel():
            return

        self._is_foreground = True
        self._set_pace()

        def tell_both(progress: Progress) -> None:
            self._tell_progress(progress)
            tell(progress)

        try:
            roots = [self._opened.sources.add(path) for path in request.paths]
            for root in roots:
                self._stops.resume(root)  # it was asked for
            sources = [source.path for source in self._opened.files.sources()]
            if not (roots or sources):
                raise SourceError("nothing is indexed yet; name a folder")
            roots = roots or [root for root in sources if root not in self._stops.roots]
            for root in roots:
                self._watch(root)
                self._to_scan.pop(root, None)
            self._check_all()
            self._finish_purge()
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
            self._progress = None
            self._tell_commit()
            self._tell_overview()

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
                if is_last:
                    raise
                self._mend(error)
        raise AssertionError("unreachable")

    def _new_indexer(self, reading: ReadingStage, tell: Callable[[Progress], None]) -> Indexer:
        opened = self._opened
        meaning = MeaningStage(
            opened.writer,
            self._encoder,
            self._tools.senses,
            may_encode=lambda: self._pace.may_encode,
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
        self._tell_commit()

    def _scan(self) -> None:
        while self._to_scan and not self._stopping.is_set():
            root, retry = self._to_scan.popitem()
            if root in self._stops.roots:
                continue
            self._tell_progress(Progress(Phase.SCANNING, file=root))
            self._watch(root)  # first: what happens during the scan is not lost
            # What has moved to a source that is scanned later is not gone.
            result = self._opened.sources.scan(root, retry=retry, keep_gone=bool(self._to_scan))
            if result.kept:
                self._changes.append(ChangeSet(result.kept))
        while self._changes and not self._stopping.is_set():
            self._opened.sources.look_at(self._changes.pop(0))

    # Commands

    def _add(self, paths: Sequence[Path], exclusions: Exclusions) -> SourcesAdded:
        roots: list[Path] = []
        refused: list[Refusal] = []
        for path in paths:
            try:
                roots.append(self._opened.sources.add(path, exclusions))
                if exclusions:
                    self._exclude_more(roots[-1], exclusions)
            except SourceError as error:
                refused.append(Refusal(path, str(error)))
        for root in roots:
            self._stops.resume(root)
            self._to_scan.setdefault(root, False)
        self._tell_overview()
        return SourcesAdded(tuple(roots), tuple(refused))

    def _exclude_more(self, root: Path, more: Exclusions) -> None:
        sources = {source.path: source for source in self._opened.files.sources()}
        self._exclude(root, sources[root].exclusions.joined(more))

    def _exclude(self, path: Path, exclusions: Exclusions) -> int:
        root = Path(os.path.realpath(path))
        with self._readers_held():
            n_files = self._opened.sources.exclude(root, exclusions)
        self._to_scan.setdefault(root, False)  # watches it anew, too
        self._tell_commit()
        self._tell_overview()
        return n_files

    def _watch(self, root: Path) -> None:
        """Watch a source; what lies within one is watched with it."""
        for source in self._opened.files.sources():
            if source.path == root and self._watching is not None:
                self._watching.watch(self._opened.sources.selection(source))

    def _remove(self, path: Path) -> SourceRemoved:
        root = Path(os.path.realpath(path))
        if self._watching is not None:
            self._watching.unwatch(root)
        self._to_scan.pop(root, None)
        self._faults.pop(str(root), None)
        with self._readers_held():
            n_files = self._opened.sources.forget(path)
        self._stops.look()
        self._tell_commit()
        self._tell_overview()
        return SourceRemoved(n_files)

    def _stop_source(self, path: Path) -> Done:
        root = self._stops.stop(path)
        if self._watching is not None:
            self._watching.unwatch(root)
        self._to_scan.pop(root, None)
        self._faults.pop(str(root), None)
        if not self._is_foreground:
            self._stop_run()  # what is in flight may be of this folder; the rest goes on at once
        self._tell_overview()
        return Done()

    def _resume_source(self, path: Path) -> Done:
        root = self._stops.resume(path)
        if root is None:
            raise SourceError(f"{path} is not stopped. See: sparkbert status")
        self._to_scan.setdefault(root, False)
        self._tell_overview()
        return Done()

    def _finish_purge(self) -> None:
        """Wipe what a removal that was cut short has left."""
        if self._opened.writer.purge_is_due:
            with self._readers_held():
                self._opened.writer.purge()

    def _retry(self, paths: Sequence[Path]) -> Done:
        files = self._opened.files
        with self._opened.writer.batch():
            sources = {source.path for source in files.sources()} - self._stops.roots
            for root in paths or sources:
                files.retry(root)
        self._encoder_trouble = None
        self._encoder.forgive()
        self._tell_overview()
        return Done()

    def _set_paused(self, paused: bool) -> Done:
        with self._opened.writer.batch():
            self._opened.files.set_paused(paused)
        self._is_paused = paused
        if paused:
            self._stop_run()
        else:
            self._governor.insist()
        self._tell_overview()
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

    # Telling

    def _note_fault(self, fault: WatchFault) -> None:
        self._faults[str(fault.root)] = fault
        if fault.is_trouble:
            _log.warning("not watched: %s", fault.message)
            self._tell(Notice(NoticeKind.NOT_WATCHED, fault.message))

    def _note_trouble(self, error: AppError | SparkBertError) -> None:
        _log.warning("work has stopped: %s", error)
        if self._trouble != str(error):
            self._tell(Notice(NoticeKind.TROUBLE, str(error)))
        self._trouble = str(error)

    def _tell_progress(self, progress: Progress) -> None:
        self._progress = None if progress.phase is Phase.DONE else progress
        self._tell_overview()

    def _look_over(self) -> Overview:
        return build_overview(
            self._opened.writer,
            self._opened.files,
            progress=self._progress or self._next_work(),
            is_paused=self._is_paused,
            pace=self._pace,
            stopped=self._stops.roots,
            encoder=self._encoder_state(),
            trouble=self._trouble,
            encoder_trouble=self._encoder_trouble,
            faults=self._faults,
            away=self._opened.sources.disks.away,
        )

    def _encoder_state(self) -> EncoderState:
        if self._encoder.is_ready:
            return EncoderState.READY
        return EncoderState.LOADING if self._encoder.is_loading else EncoderState.ASLEEP

    def _next_work(self) -> Progress | None:
        """Return what will be done next, None if nothing is to do."""
        if self._to_scan or self._changes:
            return Progress(Phase.SCANNING)
        if self._pace.may_read and self._opened.files.count_pending()[0]:
            return Progress(Phase.READING)
        may_encode = self._pace.may_encode and not self._encoder_trouble
        if may_encode and self._opened.writer.count_pending():
            return Progress(Phase.ENCODING)
        return None

    def _is_work_left(self) -> bool:
        return bool(self._opened.files.count_pending()[0] or self._opened.writer.count_pending())

    def _tell_overview(self) -> None:
        overview = self._look_over()
        is_commit = overview.commit != self._overview.commit
        if overview != self._overview:
            self._overview = overview
            self._tell(OverviewChanged(overview))
        if is_commit:
            self._tell(Committed(overview.commit))

    def _tell_mended(self, text: str) -> None:
        self._tell_overview()  # first: who hears of it may ask what is left to do
        self._tell(Notice(NoticeKind.MENDED, text))

    def _tell_commit(self) -> None:
        if self._opened.writer.commit_number != self._overview.commit:
            self._tell_overview()
