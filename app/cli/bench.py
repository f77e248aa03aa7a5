"""`sparkbert bench`: how fast and how big is SparkBERT, on this computer or with this index?"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from app.bench.encoding import PEERS, load_padded
from app.bench.here import HereReport, Latency, measure_here
from app.bench.run import QUICK, Extent, run_benchmark
from app.bench.table import as_table
from app.bench.texts import samples
from app.bench.watching import as_watching_table, measure_watching
from app.bench.window import as_window_table, measure_window
from app.cli.command import EXIT_OK, EXIT_USAGE, Context, count
from app.cli.console import Console, count_text
from app.engine.workplace import require_index
from app.printable import printable


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "bench",
        help="measure speed, size and memory on this computer",
        description="Index and search documents in a folder of its own and measure what each part "
        "takes; encode texts in turns with the usual way of doing so. Takes some minutes.",
    )
    parser.add_argument(
        "--here",
        action="store_true",
        help="only measure searches in the index there is, with words out of its passages",
    )
    parser.add_argument(
        "--queries",
        type=count,
        default=100,
        metavar="N",
        help="how many, with --here (default: %(default)s)",
    )
    parser.add_argument(
        "--window",
        action="store_true",
        help="only measure the window: how soon it answers, and how fluid it is while indexing",
    )
    parser.add_argument(
        "--watching",
        action="store_true",
        help="only measure how soon changes are found, one by one and 50,000 at once",
    )
    parser.add_argument("--quick", action="store_true", help="measure less, for a first look")
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="DIR",
        help="documents to index (default: samples, and documents made of their sentences)",
    )
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Measure and print."""
    if options.here:
        return _run_here(options, context)
    if options.window:
        return _run_window(options, context)
    if options.watching:
        return _run_watching(options, context)
    if options.folder is not None and not options.folder.is_dir():
        context.console.note(f"sparkbert: {printable(options.folder)} is not a folder.")
        return EXIT_USAGE
    tools = context.tools()
    directory = context.settings.model_directory
    with tempfile.TemporaryDirectory(prefix="sparkbert-", ignore_cleanup_errors=True) as work:
        report = run_benchmark(
            Path(work),
            tools,
            {name: partial(load_padded, directory, full) for name, full in PEERS.items()},
            samples(),
            QUICK if options.quick else Extent(),
            options.folder,
            lambda text: context.console.note(f"{text} ..."),
        )
    if options.json:
        context.print_json(asdict(report))
    else:
        context.console.print(as_table(report))
    return EXIT_OK


def _run_window(options: argparse.Namespace, context: Context) -> int:
    with tempfile.TemporaryDirectory(prefix="sparkbert-", ignore_cleanup_errors=True) as work:
        report = measure_window(Path(work), 10.0 if options.quick else 30.0)
    if options.json:
        context.print_json(asdict(report))
    else:
        context.console.print(as_window_table(report))
    return EXIT_OK


def _run_watching(options: argparse.Namespace, context: Context) -> int:
    n_changes, n_operations = (12, 5_000) if options.quick else (40, 50_000)
    with tempfile.TemporaryDirectory(prefix="sparkbert-", ignore_cleanup_errors=True) as work:
        report = measure_watching(
            Path(work),
            n_changes,
            n_operations,
            lambda text: context.console.note(f"{text} ..."),
            context.start_engine,
        )
    if options.json:
        context.print_json(asdict(report))
    else:
        context.console.print(as_watching_table(report))
    return EXIT_OK


def _run_here(options: argparse.Namespace, context: Context) -> int:
    directory = require_index(context.home)
    report = measure_here(directory, context.tools, options.queries, context.settings.top_k)
    if options.json:
        context.print_json(asdict(report))
    else:
        _print_here(report, context.console)
    return EXIT_OK


def _print_here(report: HereReport, console: Console) -> None:
    rows = {
        "Vocabulary and tokenizer loaded": f"{report.load_s:.2f} s",
        "Encoder started": f"{report.encoder_start_s:.2f} s",
        "Index opened": f"{report.open_ms:.1f} ms",
        "Query encoded": _text(report.encode_query),
        "Search by words and meaning": _text(report.search),
        "Search by words only": _text(report.search_by_words),
        "Encoder": f"{report.encoder_tokens_per_s:,.0f} tokens/s",
        "Senses, beside it": f"{report.senses_tokens_per_s:,.0f} tokens/s",
    }
    asked = count_text(report.queries, "query", "queries")
    console.print(f"{count_text(report.passages, 'passage')}, {asked}")
    for name, value in rows.items():
        console.print(f"  {name:<32} {value}")


def _text(latency: Latency) -> str:
    return f"{latency.p50_ms:.1f} ms (95 % within {latency.p95_ms:.1f} ms)"
