"""`sparkbert index`: how are folders brought into the index, and how is it told how far it is?"""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

from app.cli.command import EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, Context, Json
from app.cli.console import Console, count_text, duration_text
from app.cli.sizes import size
from app.client import EngineClient
from app.engine.events import Event, Notice, NoticeKind
from app.engine.messages import (
    AddSources,
    GetOverview,
    IndexNow,
    IndexSummary,
    Phase,
    Progress,
    StopIndexing,
)
from app.errors import SourceError
from app.printable import printable
from app.watch.rules import Exclusions

_LINE_EVERY_S = 5.0


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "index",
        help="index folders and files, or bring the index up to date",
        description="Index folders and files. What has not changed since the last time is skipped.",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="FOLDER",
        help="a folder or file; without any, all that are indexed are brought up to date",
    )
    parser.add_argument("--retry", action="store_true", help="try again what failed before")
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERN",
        help="leave this out of the folders, as a line of a .gitignore file: '*.log', 'drafts/'; "
        "may be given several times",
    )
    parser.add_argument(
        "--gitignore", action="store_true", help="leave out what .gitignore files name"
    )
    parser.add_argument(
        "--max-size", type=size, metavar="SIZE", help="leave out larger files, such as 50MB"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Index to completion, or to the first Ctrl-C."""
    console = context.console
    exclusions = Exclusions(tuple(options.exclude), options.gitignore, options.max_size)
    if exclusions and not options.paths:
        console.note("sparkbert: name the folder out of which this is left")
        return EXIT_USAGE
    # The engine has a working folder of its own.
    paths = tuple(path.absolute() for path in options.paths)

    def index(client: EngineClient) -> IndexSummary | None:
        if not paths and not client.ask(GetOverview()).result().sources:
            return None
        if exclusions:
            refused = client.ask(AddSources(paths, exclusions)).result().refused
            if refused:
                raise SourceError(refused[0].reason)
        return bring_up_to_date(client, console, paths, retry=options.retry)

    summary = context.with_engine(index, listen(console))
    if summary is None:
        console.note("sparkbert: nothing is indexed yet; name a folder: sparkbert index FOLDER")
        return EXIT_USAGE
    return tell_summary(summary, context, as_json=options.json)


def listen(console: Console) -> Callable[[Event], None]:
    """Return what shows how far a run is, and what the user should know."""
    return _ProgressPrinter(console)


def bring_up_to_date(
    client: EngineClient, console: Console, paths: tuple[Path, ...], *, retry: bool = False
) -> IndexSummary:
    """Index folders and files to the end, or to the first Ctrl-C."""
    run = client.ask(IndexNow(paths, retry))
    with _stopping_at_ctrl_c(client, console):
        return run.result()


def tell_summary(summary: IndexSummary, context: Context, *, as_json: bool = False) -> int:
    """Say what a run has done; returns the exit status."""
    console = context.console
    if as_json:
        context.print_json(_summary_json(summary))
    else:
        _print_summary(summary, console)
    if summary.stopped:
        console.note("Stopped. Nothing is lost: the next `sparkbert index` goes on from here.")
        return EXIT_INTERRUPTED
    return EXIT_OK


@contextmanager
def _stopping_at_ctrl_c(client: EngineClient, console: Console) -> Iterator[None]:
    """Let the first Ctrl-C, or a SIGTERM, end the run in good order, and the second one at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before[signal.SIGINT])
        console.show_line("Stopping ...")
        client.ask(StopIndexing())

    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    for one in before:
        signal.signal(one, stop)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@dataclass(slots=True)
class _ProgressPrinter:
    """Shows progress in one line of a terminal, or in a line every few seconds elsewhere."""

    console: Console
    last_phase: Phase | None = None
    last_s: float = 0.0

    def __call__(self, event: Event) -> None:
        if isinstance(event, Notice) and event.kind is NoticeKind.NOT_WATCHED:
            self.console.note(printable(event.message))
        if not isinstance(event, Progress) or event.phase is Phase.DONE:
            return
        text = progress_text(event)
        if self.console.live:
            self.console.show_line(text)
            return
        now = monotonic()
        if event.phase is not self.last_phase or now - self.last_s >= _LINE_EVERY_S:
            self.last_phase, self.last_s = event.phase, now
            self.console.note(text)


def progress_text(progress: Progress) -> str:
    """Return one line that says how far the work has come."""
    if progress.phase is Phase.SCANNING:
        return f"Looking through {printable(progress.file)}"
    if progress.phase is Phase.ENCODING:
        n = progress.n_chunks_by_meaning + progress.n_chunks_waiting
        parts = [f"{progress.n_chunks_by_meaning:,} of {count_text(n, 'passage')} by meaning"]
        if not progress.n_chunks_by_meaning:
            parts.append("loading the model")
    else:
        parts = [
            f"{progress.n_files_done:,} of {count_text(progress.n_files, 'file')}",
            f"{count_text(progress.n_chunks_by_words, 'new passage')} by words",
            f"{progress.n_chunks_by_meaning:,} by meaning",
        ]
        if progress.n_chunks_waiting:
            parts.append(f"{progress.n_chunks_waiting:,} waiting")
    if progress.pieces_per_s is not None:
        parts.append(f"{progress.pieces_per_s:,.0f} tokens/s")
    if progress.seconds_left is not None:
        parts.append(f"{duration_text(progress.seconds_left)} left")
    if progress.phase is Phase.READING and progress.file is not None:
        parts.append(printable(progress.file.name))
    return " · ".join(parts)


def _print_summary(summary: IndexSummary, console: Console) -> None:
    console.print(
        f"Indexed {count_text(summary.n_indexed, 'file')} in {duration_text(summary.seconds)}: "
        f"{count_text(summary.n_chunks_by_words, 'new passage')} by words, "
        f"{summary.n_chunks_by_meaning:,} by meaning."
    )
    if summary.n_chunks_words_only:
        console.print(
            f"By words only, in languages that the model does not read: "
            f"{count_text(summary.n_chunks_words_only, 'passage')}."
        )
    others = {
        "unchanged": summary.n_unchanged,
        "moved": summary.n_moved,
        "removed": summary.n_removed,
    }
    if any(others.values()):
        console.print(", ".join(f"{n:,} {what}" for what, n in others.items() if n) + ".")
    if summary.failed:
        reasons = ", ".join(
            f"{kind.value.replace('_', ' ')} {n:,}" for kind, n in sorted(summary.failed.items())
        )
        console.print(f"Not indexed: {reasons}. See: sparkbert status")
    for path in summary.offline:
        console.print(f"Offline, kept as it was: {printable(path)}")
    if summary.n_files_waiting or summary.n_chunks_waiting:
        console.print(
            f"Waiting: {count_text(summary.n_files_waiting, 'file')} to be read, "
            f"{count_text(summary.n_chunks_waiting, 'passage')} to be found by meaning."
        )


def _summary_json(summary: IndexSummary) -> Json:
    return {
        "indexed": summary.n_indexed,
        "unchanged": summary.n_unchanged,
        "moved": summary.n_moved,
        "removed": summary.n_removed,
        "not_indexed": {kind.value: n for kind, n in sorted(summary.failed.items())},
        "offline": [str(path) for path in summary.offline],
        "passages_by_words": summary.n_chunks_by_words,
        "passages_by_meaning": summary.n_chunks_by_meaning,
        "passages_by_words_only": summary.n_chunks_words_only,
        "tokens": summary.n_pieces,
        "files_waiting": summary.n_files_waiting,
        "passages_waiting": summary.n_chunks_waiting,
        "seconds": round(summary.seconds, 3),
        "stopped": summary.stopped,
    }
