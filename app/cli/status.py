"""`sparkbert status`: what is indexed, what is not and why, and how much room does it take?"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import Any

from app.cli.activity import activity_json, activity_text, overview_now
from app.cli.command import EXIT_OK, Context, Json
from app.cli.console import Console, Style, count_text, size_text
from app.cli.exclude import exclusions_text
from app.engine.file_records import FailedFile, FileState
from app.engine.files import FileCatalog, reading
from app.engine.standing import Overview, SourceOverview, SourceState
from app.engine.workplace import require_index
from app.extract.base import FailureKind
from app.printable import printable
from sparkbert.index.catalog import SET_ASIDE_NAME
from sparkbert.index.mend import size_set_aside
from sparkbert.index.snapshot import IndexStatistics, Snapshot

_REASONS = {
    FailureKind.UNSUPPORTED_FORMAT: "Of a format that can't be read",
    FailureKind.ENCRYPTED: "Protected by a password",
    FailureKind.NO_TEXT: "Without text",
    FailureKind.EXTRACTION_FAILED: "Damaged or unreadable",
    FailureKind.TIMED_OUT: "Took too long",
    FailureKind.TOO_LARGE: "Too large",
    FailureKind.VANISHED: "Gone while being read",
    FailureKind.PERMISSION_DENIED: "Without permission",
    FailureKind.NOT_DOWNLOADED: "In the cloud only",
}


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "status",
        help="show what is indexed, and what is not and why",
        description="Show what is indexed, what is not and why, and the room that it takes.",
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the state of the index."""
    directory = require_index(context.home)
    now = overview_now(context.home)
    with reading(directory) as files, Snapshot.open(directory) as snapshot:
        statistics = snapshot.statistics()
        if options.json:
            context.print_json(_status_json(files, statistics, context, now))
        else:
            _print_status(files, statistics, context, now)
    return EXIT_OK


def _print_status(
    files: FileCatalog, statistics: IndexStatistics, context: Context, now: Overview | None
) -> None:
    console = context.console
    counts = files.counts()
    console.print(f"Home       {printable(context.home.directory)}")
    console.print(
        f"Indexed    {count_text(counts[FileState.INDEXED], 'file')}, "
        f"{count_text(statistics.chunks, 'passage')}"
    )
    n_words_only = statistics.words_only_chunks
    if n_words_only:
        console.print(
            f"Words only {count_text(n_words_only, 'passage')}, in languages that the model does "
            "not read: not found by meaning"
        )
    n_waiting = statistics.chunks - n_words_only - statistics.encoded_chunks
    if counts[FileState.PENDING] or n_waiting:
        console.print(
            f"Waiting    {count_text(counts[FileState.PENDING], 'file')} to be read, "
            f"{count_text(n_waiting, 'passage')} to be found by meaning: sparkbert index"
        )
    if now is not None:
        console.print(f"Now        {activity_text(now)}")
    elif files.is_paused:
        console.print("Paused     in the background, until: sparkbert resume")
    sizes = _sizes(statistics)
    parts = ", ".join(f"{name} {size_text(size)}" for name, size in sizes.items())
    console.print(f"On disk    {size_text(sum(sizes.values()))}: {parts}")
    _print_skipped(context)
    away = files.away()
    if n_aside := size_set_aside(context.home.index):
        console.print(
            f"Set aside  {size_text(n_aside)} of damaged files, until a folder is forgotten: "
            f"{printable(context.home.index / SET_ASIDE_NAME)}"
        )
    for number, source in enumerate(files.sources()):
        state = "" if source.is_online else "  (offline: what it held is kept)"
        if standing := _not_followed(source.path, now):
            state = f"  ({printable(standing.message or standing.state.value)})"
        if source.path in files.stopped():
            state = "  (cancelled: what was read is kept; go on with: sparkbert resume FOLDER)"
        console.print(f"{'Sources' if not number else '':<10} {printable(source.path)}{state}")
        for path in sorted(away):
            if path != source.path and path.is_relative_to(source.path):
                console.print(f"{'':<10}   offline, kept as it was: {printable(path)}")
        if source.exclusions:
            console.print(f"{'':<10}   without {exclusions_text(source.exclusions)}")
    _print_failures(files.failures(), console)
    _print_flaws(files, console)


def _not_followed(path: Path, now: Overview | None) -> SourceOverview | None:
    """Return how a folder stands that a running engine does not follow by the system's events."""
    states = (SourceState.POLLED, SourceState.TROUBLE)
    sources = () if now is None else now.sources
    return next((one for one in sources if one.path == path and one.state in states), None)


def _print_skipped(context: Context) -> None:
    if skipped := context.settings.files.skipped_types:
        context.console.print(
            f"Skipped    files of these types: {', '.join(skipped)} (skipped_types in [files] of "
            "settings.toml)"
        )


def _print_failures(failures: list[FailedFile], console: Console) -> None:
    by_kind: dict[FailureKind, list[FailedFile]] = defaultdict(list)
    for failure in failures:
        by_kind[failure.kind].append(failure)
    if failures:
        console.print()
        console.print(
            console.styled(f"Not indexed: {count_text(len(failures), 'file')}", Style.TITLE)
        )
    for kind, some in by_kind.items():
        console.print(f"  {_REASONS[kind]} ({len(some):,})")
        by_message: dict[str, list[FailedFile]] = defaultdict(list)
        for failure in some:
            by_message[failure.message].append(failure)
        for message, same in by_message.items():
            for failure in same:
                console.print(f"    {printable(failure.path)}")
            console.print(f"      {console.styled(printable(message), Style.QUIET)}")


def _print_flaws(files: FileCatalog, console: Console) -> None:
    flaws = files.flaws()
    if not flaws:
        return
    console.print()
    console.print(console.styled("Indexed, but not all of it", Style.TITLE))
    for flaw in flaws:
        console.print(f"    {printable(flaw.path)}")
        console.print(f"      {console.styled(printable(flaw.warning.message), Style.QUIET)}")


def _status_json(
    files: FileCatalog, statistics: IndexStatistics, context: Context, now: Overview | None
) -> Json:
    counts = files.counts()
    return {
        "home": str(context.home.directory),
        "files": {state.value: n for state, n in counts.items()},
        "paused": files.is_paused,
        "skipped_types": [one.value for one in context.settings.files.skipped_types],
        "now": activity_json(now),
        "documents": statistics.documents,
        "passages": statistics.chunks,
        "passages_by_meaning": statistics.encoded_chunks,
        "passages_by_words_only": statistics.words_only_chunks,
        "segments": statistics.segments,
        "postings": statistics.postings,
        "bytes": dict(_sizes(statistics)),
        "bytes_set_aside": size_set_aside(context.home.index),
        "sources": [
            {
                "path": str(source.path),
                "online": source.is_online,
                "offline_parts": [
                    str(path)
                    for path in sorted(files.away())
                    if path != source.path and path.is_relative_to(source.path)
                ],
                "exclude": list(source.exclusions.patterns),
                "gitignore": source.exclusions.use_gitignore,
                "max_bytes": source.exclusions.max_bytes,
                "cancelled": source.path in files.stopped(),
                "state": _state_now(source.path, now),
            }
            for source in files.sources()
        ],
        "not_indexed": [
            {"path": str(one.path), "reason": one.kind.value, "message": one.message}
            for one in files.failures()
        ],
        "flawed": [
            {
                "path": str(one.path),
                "reason": one.warning.kind.value,
                "message": one.warning.message,
            }
            for one in files.flaws()
        ],
    }


def _state_now(path: Path, now: Overview | None) -> str | None:
    """Return how a folder stands, None without a running engine."""
    sources = () if now is None else now.sources
    return next((one.state.value for one in sources if one.path == path), None)


def _sizes(statistics: IndexStatistics) -> dict[str, int]:
    return {
        "texts": statistics.bytes_catalog,
        "words": statistics.bytes_words,
        "senses": statistics.bytes_senses,
        "vectors": statistics.bytes_pooled,
    }
