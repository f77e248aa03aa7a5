"""What does the engine of a home do right now, in words and as JSON?"""

from __future__ import annotations

from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TooLate

from app.cli.command import Json
from app.cli.console import count_text, duration_text
from app.client import EngineClient
from app.engine.messages import GetOverview
from app.engine.pace import Pace
from app.engine.standing import Activity, Overview
from app.errors import AppError
from app.paths import Home
from app.printable import printable
from sparkbert.errors import SparkBertError

_PATIENCE_S = 5.0
_PAUSES = {
    Pace.WORDS: "on battery, finding by meaning waits for power: sparkbert resume",
    Pace.HELD: "on battery, all waits for power: sparkbert resume",
}
_PACES = {
    Pace.SLOW: "slower, because other programs are busy",
    Pace.WORDS: "on battery, by words only for now",
}


def overview_now(home: Home) -> Overview | None:
    """Ask the engine that runs how everything stands; None if none does, or none answers."""
    try:
        with EngineClient.attach(home, start=None) as client:
            return client.ask(GetOverview()).result(_PATIENCE_S)
    except (AppError, SparkBertError, CancelledError, TooLate):
        return None


def activity_text(overview: Overview) -> str:
    """Return one line that says what is being done, and how far it is."""
    if overview.activity in (Activity.TROUBLE, Activity.IDLE):
        return printable(overview.message or "everything is up to date")
    if overview.activity is Activity.SCANNING:
        return "looking through your folders"
    parts = []
    if overview.activity is Activity.PAUSED:
        parts.append(_PAUSES.get(overview.pace, "paused: sparkbert resume"))
    n_tried = overview.n_files_by_words + overview.n_failed
    if n_tried < overview.n_files:
        parts.append(f"{n_tried:,} of {count_text(overview.n_files, 'file')} read")
    if overview.n_chunks_by_meaning < overview.n_chunks_readable:
        n = count_text(overview.n_chunks_readable, "passage")
        parts.append(f"{overview.n_chunks_by_meaning:,} of {n} by meaning")
    if overview.activity is not Activity.PAUSED:
        if overview.chunks_per_s:
            parts.append(f"{60 * overview.chunks_per_s:,.0f} passages a minute")
        if overview.seconds_left is not None:
            parts.append(f"{duration_text(overview.seconds_left)} left")
        if overview.pace in _PACES:
            parts.append(_PACES[overview.pace])
    return " · ".join(parts)


def activity_json(overview: Overview | None) -> Json:
    """Return the same with its numbers; null where no engine runs."""
    if overview is None:
        return None
    return {
        "activity": overview.activity.value,
        "pace": overview.pace.value,
        "encoder": overview.encoder.value,
        "message": overview.message,
        "files": overview.n_files,
        "files_read": overview.n_files_by_words + overview.n_failed,
        "passages": overview.n_chunks_readable,
        "passages_by_meaning": overview.n_chunks_by_meaning,
        "passages_held": overview.n_chunks_held,
        "passages_per_s": overview.chunks_per_s,
        "seconds_left": overview.seconds_left,
    }
