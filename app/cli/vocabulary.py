"""`sparkbert vocabulary`: how is a vector vocabulary made, and what is in one?"""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

from app.cli.command import EXIT_INTERRUPTED, EXIT_OK, Context, Json, count
from app.cli.console import Console, count_text, duration_text, size_text
from app.engine.vocabulary_build import Recipe, bert, build, check_space, disk_needed
from app.printable import printable
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.errors import VocabularyError
from sparkbert.vocabulary.progress import BuildProgress, BuildStep
from sparkbert.vocabulary.vocabulary import Vocabulary

_TOKENS = 4_500_000
_LINE_EVERY_S = 10.0
_STEPS = {
    BuildStep.PIECES: ("Encoding word pieces alone", "of {:,}", "word pieces"),
    BuildStep.TOKENS: ("Encoding passages", "of at most {:,}", "tokens"),
    BuildStep.CLUSTERING: ("Clustering", "of {:,}", "word pieces"),
    BuildStep.NEIGHBOURS: ("Linking", "of {:,}", "centroids"),
    BuildStep.COMPRESSION: ("Compressing", "of {:,}", "sub-vectors"),
}


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "vocabulary",
        help="build a vector vocabulary, or show what one is made of",
        description="Build a vector vocabulary from texts, or show what one is made of.",
    )
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    making = actions.add_parser(
        "build",
        help="build a vocabulary from texts",
        description="Build a vocabulary from texts. Every file is a domain that gives as many "
        "tokens as the others, while it has any. It takes hours, and gigabytes while it works.",
    )
    making.add_argument(
        "corpus",
        nargs="+",
        type=Path,
        metavar="CORPUS",
        help="a UTF-8 text file with a passage a line, or a folder of *.txt files",
    )
    making.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to be made")
    making.add_argument(
        "--tokens",
        type=count,
        default=_TOKENS,
        metavar="N",
        help="tokens to learn from (default: %(default)s)",
    )
    making.add_argument("--seed", type=int, default=1, metavar="N", help="(default: %(default)s)")
    making.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        help="folder for temporary files (default: where FILE will be)",
    )
    showing = actions.add_parser(
        "info", help="show what a vocabulary is made of", description="Show a vocabulary's card."
    )
    showing.add_argument("file", type=Path, metavar="FILE")
    showing.add_argument("--json", action="store_true", help="print it as JSON")
    for action in (making, showing):
        # Accepted here as by any other command; without a default, or it would hide the one before.
        action.add_argument(
            "--home", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="folder of settings"
        )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Build or show a vocabulary."""
    if options.action == "info":
        return _show(options.file, options.json, context)
    try:
        with _terminated_as_interrupted():
            return _build(options, context)
    except KeyboardInterrupt:
        context.console.note("Stopped. The temporary files are removed; nothing was written.")
        return EXIT_INTERRUPTED


def _build(options: argparse.Namespace, context: Context) -> int:
    console = context.console
    recipe = Recipe(tuple(options.corpus), options.tokens, options.seed)
    out = options.out.expanduser().absolute()
    work = (options.work or out.parent).expanduser().absolute()
    if out.is_dir():
        raise VocabularyError(f"{out} is a folder; name a file with --out.")
    model_files = find_model(context.settings.model_directory)
    n_bytes = disk_needed(recipe, len(PieceTokenizer(model_files.tokenizer).pieces))
    check_space(out.parent, 0)
    check_space(work, n_bytes)
    console.note(f"Needs up to {size_text(n_bytes)} in {printable(work)} while it works.")
    started = monotonic()
    model = bert(context.settings.model_directory)
    build(recipe, model, work, _ProgressPrinter(console)).save(out)
    console.print(f"Built {printable(out)} in {duration_text(monotonic() - started)}.")
    _print_card(Vocabulary.load(out), out, console)
    return EXIT_OK


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Let SIGTERM end the work as Ctrl-C does, so that nothing is left on disk."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@dataclass(slots=True)
class _ProgressPrinter:
    """Shows progress in one line of a terminal, or in a line every few seconds elsewhere."""

    console: Console
    step: BuildStep | None = None
    first: int = 0
    started_s: float = 0.0
    last_s: float = 0.0

    def __call__(self, progress: BuildProgress) -> None:
        now = monotonic()
        is_new = progress.step is not self.step
        if is_new:
            self.step, self.first, self.started_s = progress.step, progress.done, now
        text = progress_text(progress, progress.done - self.first, now - self.started_s)
        if self.console.live:
            self.console.show_line(text)
        elif is_new or now - self.last_s >= _LINE_EVERY_S:
            self.last_s = now
            self.console.note(text)


def progress_text(progress: BuildProgress, n_timed: int, seconds: float) -> str:
    """Return one line that says how far a step is.

    Parameters
    ----------
    progress
        The step's state.
    n_timed, seconds
        How much was done, in how long, since the clock was started.

    Examples
    --------
    >>> progress_text(BuildProgress(BuildStep.TOKENS, 5000, 9000), 4000, 2.0)
    'Encoding passages: 5,000 of at most 9,000 tokens · 2,000 tokens/s · 2.0 s left'
    """
    title, of_total, noun = _STEPS[progress.step]
    parts = [f"{title}: {progress.done:,} {of_total.format(progress.total)} {noun}"]
    if n_timed > 0 and seconds > 0:
        rate = n_timed / seconds
        parts.append(f"{rate:,.{0 if rate >= 10 else 1}f} {noun}/s")
        if progress.done < progress.total:
            parts.append(f"{duration_text((progress.total - progress.done) / rate)} left")
    return " · ".join(parts)


def _show(file: Path, as_json: bool, context: Context) -> int:
    vocabulary = Vocabulary.load(file)
    if as_json:
        context.print_json(_card_json(vocabulary, file))
    else:
        _print_card(vocabulary, file, context.console)
    return EXIT_OK


def _print_card(vocabulary: Vocabulary, file: Path, console: Console) -> None:
    card = vocabulary.card
    n_pieces = len(vocabulary.counts)
    rows = {
        "Encoder": f"{card.encoder} (SHA-256 {card.encoder_sha256})",
        "Corpus": ", ".join(card.corpus),
        "Sample": f"{count_text(card.n_tokens, 'token')} of "
        f"{count_text(card.n_passages, 'passage')}",
        "Training": f"seed {card.seed}, scale {card.scale:g}, at most {card.max_centroids} "
        f"centroids a word piece, {count_text(card.iterations, 'iteration')}",
        "Word pieces": f"{vocabulary.n_seen:,} seen of {n_pieces:,}",
        "Centroids": f"{vocabulary.n_centroids:,}, with "
        f"{count_text(vocabulary.neighbours.shape[1], 'neighbour')} each",
        "Size": f"{size_text(_file_bytes(file))} on disk, "
        f"{size_text(vocabulary.n_bytes)} in memory",
        "SHA-256": vocabulary.sha256,
    }
    for title, text in rows.items():
        console.print(f"{title:<12} {printable(text)}")


def _card_json(vocabulary: Vocabulary, file: Path) -> Json:
    card = vocabulary.card
    return {
        "format": card.format_version,
        "encoder": card.encoder,
        "encoder_sha256": card.encoder_sha256,
        "corpus": list(card.corpus),
        "passages": card.n_passages,
        "tokens": card.n_tokens,
        "seed": card.seed,
        "scale": card.scale,
        "max_centroids": card.max_centroids,
        "iterations": card.iterations,
        "word_pieces": len(vocabulary.counts),
        "word_pieces_seen": vocabulary.n_seen,
        "centroids": vocabulary.n_centroids,
        "neighbours": vocabulary.neighbours.shape[1],
        "bytes_on_disk": _file_bytes(file),
        "bytes_in_memory": vocabulary.n_bytes,
        "sha256": vocabulary.sha256,
    }


def _file_bytes(file: Path) -> int:
    return file.stat().st_size
