"""How are maps and numbers of the index got beside all other work?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import numpy as np

from app.engine.interrupts import block_interrupts
from app.engine.seeing import DrawMap, MapPoint, PassageMap, Statistics
from app.engine.statistics import gather_statistics
from sparkbert.atlas.chart import draw_chart
from sparkbert.index.catalog import IndexIdentity, user_errors
from sparkbert.index.snapshot import Snapshot


class SeeingDesk:
    """Answers beside all other work, each time from a view of its own.

    A view is held for no longer than an answer takes, so that a purge soon goes on.

    Parameters
    ----------
    directory
        The index's folder.
    identity
        What the index was made with.
    """

    def __init__(self, directory: Path, identity: IndexIdentity) -> None:
        self._directory = directory
        self._identity = identity
        # A thread each: one map at a time, and numbers of a large index take seconds.
        self._maps, self._counts = (
            ThreadPoolExecutor(1, thread_name_prefix=name, initializer=block_interrupts)
            for name in ("maps", "statistics")
        )
        self._drawing, self._counting = threading.Lock(), threading.Lock()
        self._lock = threading.Lock()
        self._waiting: dict[int, Future[PassageMap]] = {}

    def draw_map(self, client: int, request: DrawMap) -> Future[PassageMap]:
        """Return a map; the future is cancelled if the client asks for another before that."""
        future = self._maps.submit(self._draw, request)
        with self._lock:
            before, self._waiting[client] = self._waiting.get(client), future
        if before is not None:
            before.cancel()
        return future

    def statistics(self) -> Future[Statistics]:
        """Return what the index holds."""
        return self._counts.submit(self._statistics)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have no view of the index while in this context, so that a purge can finish."""
        with self._drawing, self._counting:
            yield

    def close(self) -> None:
        """End what runs; what waits is cancelled."""
        self._maps.shutdown(cancel_futures=True)
        self._counts.shutdown(cancel_futures=True)

    def _statistics(self) -> Statistics:
        with self._counting, user_errors(self._directory):
            return gather_statistics(self._directory)

    def _draw(self, request: DrawMap) -> PassageMap:
        started = perf_counter()
        with (
            self._drawing,
            user_errors(self._directory),
            Snapshot.open(self._directory, self._identity) as snapshot,
        ):
            snapshot.require_whole()
            chart = draw_chart(snapshot, request.chunk_ids)
        # One scale for both axes: distances are true.
        scale = float(np.abs(chart.coordinates).max(initial=0.0)) or 1.0
        places = (chart.coordinates / scale).tolist()
        return PassageMap(
            points=tuple(
                MapPoint(chunk_id, x, y, label)
                for chunk_id, (x, y), label in zip(
                    chart.chunk_ids.tolist(), places, chart.labels.tolist(), strict=True
                )
            ),
            names=tuple(chart.names),
            missing=tuple(chart.missing.tolist()),
            seconds=perf_counter() - started,
        )
