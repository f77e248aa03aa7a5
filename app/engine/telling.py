"""What is the work's state, what comes next, and what are clients told of it?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.engine.encoder_process import EncoderProcess
from app.engine.events import Committed, Event, Notice, NoticeKind, OverviewChanged
from app.engine.folder_work import FolderWork
from app.engine.messages import Phase, Progress
from app.engine.overview import build_overview
from app.engine.pace import Pace
from app.engine.standing import EncoderState, Overview
from app.engine.trouble import Trouble, trouble_of
from app.engine.workplace import OpenIndex
from app.watch.faults import WatchFault

_log = logging.getLogger(__name__)


@dataclass
class WorkState:
    """What the writing thread knows of its own work.

    Parameters
    ----------
    is_paused
        Whether the user has paused it.
    pace
        At which pace it goes on.
    progress
        Of the run that is under way, if one is.
    trouble, encoder_trouble
        What keeps work from going on, and what keeps the encoder from working.
    """

    is_paused: bool
    pace: Pace = Pace.FULL
    progress: Progress | None = None
    trouble: Trouble | None = None
    encoder_trouble: Trouble | None = None


class Telling:
    """Tells clients how everything stands, each change once; of the writing thread.

    Parameters
    ----------
    opened
        The index and the app's tables.
    encoder
        Turns texts into vectors.
    folders
        What is to be done with sources.
    state
        Of the work; its owner changes it.
    tell
        Is called with events.
    """

    def __init__(
        self,
        opened: OpenIndex,
        encoder: EncoderProcess,
        folders: FolderWork,
        state: WorkState,
        tell: Callable[[Event], None],
    ) -> None:
        self._opened = opened
        self._encoder = encoder
        self._folders = folders
        self._state = state
        self._tell = tell
        self._overview = self._look_over()

    @property
    def overview(self) -> Overview:
        """How everything stood a moment ago; any thread may ask."""
        return self._overview

    def next_work(self) -> Progress | None:
        """Return what will be done next, None if nothing is to do."""
        state = self._state
        if self._folders.is_scan_due:
            return Progress(Phase.SCANNING)
        if state.pace.may_read and self._opened.files.count_pending()[0]:
            return Progress(Phase.READING)
        may_encode = state.pace.may_encode and not state.encoder_trouble
        if may_encode and self._opened.writer.count_pending():
            return Progress(Phase.ENCODING)
        return None

    def tell_overview(self) -> None:
        """Tell how everything stands, if that has changed."""
        overview = self._look_over()
        is_commit = overview.commit != self._overview.commit
        if overview != self._overview:
            self._overview = overview
            self._tell(OverviewChanged(overview))
        if is_commit:
            self._tell(Committed(overview.commit))

    def tell_commit(self) -> None:
        """Tell how everything stands if something was committed."""
        if self._opened.writer.commit_number != self._overview.commit:
            self.tell_overview()

    def tell_progress(self, progress: Progress) -> None:
        """Tell how far a run has come."""
        self._state.progress = None if progress.phase is Phase.DONE else progress
        self.tell_overview()

    def tell_scanning(self, root: Path) -> None:
        """Tell that a folder is looked through."""
        self.tell_progress(Progress(Phase.SCANNING, file=root))

    def tell_mended(self, text: str) -> None:
        """Tell what was mended."""
        self.tell_overview()  # first: who hears of it may ask what is left to do
        self._tell(Notice(NoticeKind.MENDED, text))

    def tell_fault(self, fault: WatchFault) -> None:
        """Tell what keeps a folder from being watched."""
        if fault.is_trouble:
            self._tell(Notice(NoticeKind.NOT_WATCHED, fault.message))

    def tell_trouble(self, error: Exception) -> None:
        """Tell what keeps work from going on, unless that was told before."""
        _log.warning("work has stopped: %s", error)
        trouble = trouble_of(error)
        if self._state.trouble != trouble:
            self._tell(Notice(NoticeKind.TROUBLE, trouble.message, trouble.kind))
        self._state.trouble = trouble

    def tell_encoder_trouble(self, trouble: Trouble) -> None:
        """Tell what keeps the encoder from working."""
        self._tell(Notice(NoticeKind.ENCODER_FAILED, trouble.message, trouble.kind))

    def _look_over(self) -> Overview:
        state = self._state
        return build_overview(
            self._opened.writer,
            self._opened.files,
            progress=state.progress or self.next_work(),
            is_paused=state.is_paused,
            pace=state.pace,
            stopped=self._folders.stops.roots,
            encoder=self._encoder_state(),
            trouble=state.trouble,
            encoder_trouble=state.encoder_trouble,
            faults=self._folders.faults,
            away=self._opened.sources.disks.away,
        )

    def _encoder_state(self) -> EncoderState:
        if self._encoder.is_ready:
            return EncoderState.READY
        return EncoderState.LOADING if self._encoder.is_loading else EncoderState.ASLEEP
