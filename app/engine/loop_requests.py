"""Which of the writing thread's calls answers which request?"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from app.engine.events import Event
from app.engine.exclusions import SetExclusions
from app.engine.loop import EngineLoop
from app.engine.messages import (
    AddSources,
    IndexNow,
    LoopRequest,
    Pause,
    RemoveSource,
    Resume,
    Retry,
    SourceRemoved,
    StopIndexing,
)
from app.engine.second_try import then
from app.engine.stopping import ResumeSource, StopSource
from app.engine.traces import wipe_traces
from app.paths import Home


def answer_in_loop(
    loop: EngineLoop, home: Home, tell: Callable[[Event], None], request: LoopRequest
) -> Future[Any]:
    """Have a request answered between two steps of the work.

    Parameters
    ----------
    loop, home
        Who works, and at what.
    tell
        Tells the asker how far it is.
    request
        What is asked.
    """
    match request:
        case AddSources():
            return loop.folders.add(request)
        case SetExclusions():
            return loop.folders.exclude(request)
        case IndexNow():
            return then(loop.index_now(request, tell), lambda run: run)
        case StopIndexing():
            return loop.stop_indexing()
        case RemoveSource():
            return then(loop.folders.remove(request), partial(_wiped, home, request.path))
        case StopSource():
            return loop.folders.stop(request)
        case ResumeSource():
            return loop.folders.resume(request)
        case Retry():
            return loop.retry(request)
        case Pause() | Resume():
            return loop.set_paused(isinstance(request, Pause))


def _wiped(home: Home, folder: Path, removed: SourceRemoved) -> Future[SourceRemoved]:
    wipe_traces(home, Path(os.path.realpath(folder)))
    future: Future[SourceRemoved] = Future()
    future.set_result(removed)
    return future
