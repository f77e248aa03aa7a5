"""How does everything stand, told from the catalog and from what the writing thread is doing?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.engine.files import FileCatalog, FileCounts, Source
from app.engine.messages import (
    Activity,
    EncoderState,
    Overview,
    Phase,
    Progress,
    SourceOverview,
    SourceState,
)
from app.watch.faults import WatchFault
from sparkbert.index.writer import IndexWriter

_ACTIVITIES = {
    Phase.SCANNING: Activity.SCANNING,
    Phase.READING: Activity.READING,
    Phase.ENCODING: Activity.ENCODING,
    Phase.DONE: Activity.IDLE,
}


_OFFLINE = "Not connected: what was indexed of it is kept, and can be searched."


def build_overview(
    writer: IndexWriter,
    files: FileCatalog,
    *,
    progress: Progress | None,
    is_paused: bool,
    encoder: EncoderState,
    trouble: str | None,
    encoder_trouble: str | None,
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
            is_paused,
        )
        for source in files.sources()
    )
    counts = files.counts_under(None)
    n_chunks, n_words_only = writer.count_chunks(), writer.count_by_words_only()
    activity = _ACTIVITIES[progress.phase] if progress is not None else Activity.IDLE
    if is_paused:
        activity = Activity.PAUSED
    if trouble is not None:
        activity = Activity.TROUBLE
    is_encoding = activity in (Activity.READING, Activity.ENCODING)
    return Overview(
        sources=sources,
        n_files=counts.n_files,
        n_files_by_words=counts.n_indexed,
        n_failed=counts.n_failed,
        n_chunks=n_chunks,
        n_chunks_by_meaning=n_chunks - n_words_only - writer.count_pending(),
        activity=activity,
        chunks_per_s=progress.chunks_per_s if progress and is_encoding else None,
        seconds_left=progress.seconds_left if progress and is_encoding else None,
        file=progress.file if progress and is_encoding else None,
        encoder=EncoderState.FAILED if encoder_trouble else encoder,
        commit=writer.commit_number,
        message=trouble or encoder_trouble,
        n_chunks_words_only=n_words_only,
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
