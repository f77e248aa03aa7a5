"""How does everything stand, told from the catalog and from what the writing thread is doing?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.engine.file_records import FileCounts, Source
from app.engine.files import FileCatalog
from app.engine.messages import Phase, Progress
from app.engine.pace import Pace
from app.engine.standing import (
    Activity,
    EncoderState,
    Overview,
    SourceOverview,
    SourceState,
)
from app.engine.trouble import Trouble
from app.watch.faults import WatchFault
from sparkbert.index.writer import IndexWriter

_ACTIVITIES = {
    Phase.SCANNING: Activity.SCANNING,
    Phase.READING: Activity.READING,
    Phase.ENCODING: Activity.ENCODING,
    Phase.DONE: Activity.IDLE,
}


_OFFLINE = "Not connected: what was indexed of it is kept, and can be searched."
_STOPPED = "Stopped: what was read can be searched, and changes are not followed."


def build_overview(
    writer: IndexWriter,
    files: FileCatalog,
    *,
    progress: Progress | None,
    is_paused: bool,
    pace: Pace,
    stopped: frozenset[Path],
    encoder: EncoderState,
    trouble: Trouble | None,
    encoder_trouble: Trouble | None,
    faults: dict[str, WatchFault],
    away: Callable[[Path], frozenset[Path]],
) -> Overview:
    """Count what there is.

    Parameters
    ----------
    writer, files
        The open index, between two batches.
    progress
        Of the run that is under way, if one is.
    is_paused
        Whether the user has paused it.
    pace
        At which pace it goes on.
    stopped
        The sources that the user has stopped.
    encoder
        How the encoder stands.
    trouble, encoder_trouble
        What keeps work from going on, and what keeps the encoder from working.
    faults
        By root, why it is looked through at intervals.
    away
        Tells which disks that held a part of a source are not connected.
    """
    sources = tuple(
        _source(
            source,
            files.counts_under(source.path),
            faults.get(str(source.path)),
            away(source.path),
            is_paused or not pace.may_read,
        )
        for source in files.sources()
    )
    sources = tuple(
        replace(one, state=SourceState.STOPPED, message=_STOPPED) if one.path in stopped else one
        for one in sources
    )
    counts = files.counts_under(None)
    n_chunks, n_words_only = writer.count_chunks(), writer.count_by_words_only()
    activity = _ACTIVITIES[progress.phase] if progress is not None else Activity.IDLE
    n_waiting, n_held = writer.count_pending(), writer.count_held()
    is_held = progress is None and not pace.may_encode and bool(counts.n_pending or n_waiting)
    if is_paused or is_held:
        activity = Activity.PAUSED
    if trouble is not None:
        activity = Activity.TROUBLE
    told = trouble or encoder_trouble
    is_encoding = activity in (Activity.READING, Activity.ENCODING)
    return Overview(
        sources=sources,
        n_files=counts.n_files,
        n_files_by_words=counts.n_indexed,
        n_failed=counts.n_failed,
        n_chunks=n_chunks,
        n_chunks_by_meaning=n_chunks - n_words_only - n_waiting - n_held,
        activity=activity,
        chunks_per_s=progress.chunks_per_s if progress and is_encoding else None,
        seconds_left=progress.seconds_left if progress and is_encoding else None,
        file=progress.file if progress and is_encoding else None,
        encoder=EncoderState.FAILED if encoder_trouble else encoder,
        commit=writer.commit_number,
        message=told.message if told is not None else None,
        trouble=told.kind if told is not None else None,
        n_chunks_words_only=n_words_only,
        n_chunks_held=n_held,
        pace=Pace.FULL if is_paused else pace,
    )


def _source(
    source: Source,
    counts: FileCounts,
    fault: WatchFault | None,
    away: frozenset[Path],
    is_paused: bool,
) -> SourceOverview:
    message = fault.message if fault is not None else None
    if not source.is_online:
        state, message = SourceState.OFFLINE, _OFFLINE
    elif fault is not None and fault.is_trouble:
        state = SourceState.TROUBLE
    elif (counts.n_pending or not source.scanned_ns) and not is_paused:
        state = SourceState.WORKING
    else:
        state = SourceState.LIVE if fault is None else SourceState.POLLED
    if source.is_online and away:
        names = ", ".join(sorted(str(one.relative_to(source.path)) for one in away))
        message = f"Not connected, kept as it was: {names}"
    return SourceOverview(
        source.path,
        state,
        counts.n_files,
        counts.n_indexed,
        counts.n_pending,
        counts.n_failed,
        message,
        source.exclusions,
    )
