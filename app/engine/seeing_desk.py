"""How are maps and numbers of the index got beside all other work?"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
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
    """Answers one after the other, in a thread of its own, each from a view of its own.

    A view is held for no longer than an answer takes, so that a purge soon finishes.

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
        self._pool = ThreadPoolExecutor(
            1, thread_name_prefix="seeing", initializer=block_interrupts
        )
        self._lock = threading.Lock()
        self._waiting: dict[int, Future[PassageMap]] = {}

    def draw_map(self, client: int, request: DrawMap) -> Future[PassageMap]:
        """Return a map; the future is cancelled if the client asks for another before that."""
        future = self._pool.submit(self._draw, request)
        with self._lock:
            before, self._waiting[client] = self._waiting.get(client), future
        if before is not None:
            before.cancel()
        return future

    def statistics(self) -> Future[Statistics]:
        """Return what the index holds."""
        return self._pool.submit(self._statistics)

    def close(self) -> None:
        """End what runs; what waits is cancelled."""
        self._pool.shutdown(cancel_futures=True)

    def _statistics(self) -> Statistics:
        with user_errors(self._directory):
            return gather_statistics(self._directory)

    def _draw(self, request: DrawMap) -> PassageMap:
        started = perf_counter()
        with (
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
