"""`sparkbert evaluate`: how well does SparkBERT rank a test collection, and how do others?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from app.cli.command import EXIT_OK, Context, count
from app.cli.console import Console
from app.engine.encoder_process import EncoderProcess
from app.errors import AppError
from app.paths import evaluation_cache
from app.printable import printable
from sparkbert.evaluation.collections import Collection, load_collection
from sparkbert.evaluation.contest import DEPTH, contest
from sparkbert.evaluation.distractors import with_distractors
from sparkbert.evaluation.extras import extra
from sparkbert.evaluation.faithfulness import Faithfulness, measure_faithfulness
from sparkbert.evaluation.plot import SUFFIXES, save_plot
from sparkbert.evaluation.product import Product
from sparkbert.evaluation.report import (
    Chunks,
    Report,
    as_json,
    as_table,
    faithfulness_text,
    published_rows,
    rows_table,
)
from sparkbert.evaluation.shelf import Shelf
from sparkbert.evaluation.systems import USUAL_SYSTEMS, SystemName
from sparkbert.evaluation.tokens import MAX_PIECES
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.vocabulary.vocabulary import Vocabulary

if TYPE_CHECKING:
    from sparkbert.evaluation.line_up import LineUp

_LINE_EVERY_S = 5.0
_ELSEWHERE = ("msmarco", "dev")  # too large to be ranked here, and what others have measured on


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "evaluate",
        help="rank test collections and measure how well, beside other systems",
        description="Index test collections in the BEIR layout as any other documents, rank their "
        "queries, and measure other systems in the same run on the same texts.",
        epilog="Systems: sparkbert-hybrid (what the app runs), sparkbert (its semantic channel "
        "alone), sparkbert-words and sparkbert-pooled (the other channels; only if asked for), "
        "sparkbert-paper (as published), bm25 (bm25s), dense (exact), hnsw (faiss), maxsim (exact, "
        "token by token). The last four but bm25, and sparkbert-paper, read whole texts up to "
        "--max-pieces.",
    )
    parser.add_argument(
        "collection",
        type=Path,
        nargs="+",
        metavar="COLLECTION",
        help="folder with corpus.jsonl, queries.jsonl and qrels/<split>.tsv",
    )
    parser.add_argument("--split", default="test", help="which judgements count (default: test)")
    parser.add_argument(
        "--systems",
        type=_systems,
        default=USUAL_SYSTEMS,
        metavar="A,B,...",
        help="what is measured; the first is compared with each of the others (default: all)",
    )
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON; - prints them")
    parser.add_argument(
        "--plot", type=_picture, metavar="FILE", help="draw quality against size, as .png or .svg"
    )
    parser.add_argument(
        "--cache",
        "--work",
        type=Path,
        metavar="DIR",
        help="keep vectors and indexes here, and use them again for the same documents, model, "
        "vocabulary, settings and code (default: in the user's cache folder)",
    )
    parser.add_argument(
        "--max-pieces",
        type=count,
        default=MAX_PIECES,
        metavar="N",
        help="where whole texts are cut (default: %(default)s); 254 is what the model's authors "
        "recommend and most published figures of it are of",
    )
    parser.add_argument(
        "--depth", type=count, default=DEPTH, help="documents per ranking (default: %(default)s)"
    )
    parser.add_argument("--search-n-neighbors", type=count, metavar="N", help="senses per token")
    parser.add_argument("--candidates", type=count, metavar="N", help="candidates per channel")
    parser.add_argument(
        "--weights",
        type=_weights,
        metavar="S,T,R,L,P",
        help="shares of senses, of late interaction (by tokens), of the best stretch (run) of "
        "tokens, of words (lexical) and of pooled vectors, such as 0.2,0.2,0.1,0.2,0.3",
    )
    parser.add_argument(
        "--distractors",
        type=count,
        metavar="N",
        help="make a collection of the form of LIMIT harder by N made-up documents that answer "
        "nothing",
    )
    parser.add_argument(
        "--faithfulness",
        type=count,
        metavar="N",
        help="measure something else: how much the best passages of N queries lose without their "
        "highlighted words, compared with as many other words",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Measure and print."""
    # This imports faiss, which no other command should wait for.
    from sparkbert.evaluation.line_up import Equipment, LineUp

    _require(options)
    tools = context.tools(search_n_neighbors=options.search_n_neighbors)
    parameters = _parameters(options, tools.ranking)
    collections = [load_collection(one, options.split) for one in options.collection]
    if options.distractors is not None:
        collections = [with_distractors(one, options.distractors) for one in collections]
    tell = _Progress(context.console)
    reports: list[Report] = []
    found: list[Faithfulness] = []
    with EncoderProcess(tools.encoder) as encoder, EncoderProcess(tools.raw_encoder) as raw_encoder:
        disk, resident = _vocabulary_bytes(context.settings.vocabulary)
        product = Product(
            tools.identity, tools.tokenizer, tools.cutter, tools.lookup, encoder, disk, resident
        )
        shelf = Shelf(options.cache or evaluation_cache())
        equipment = Equipment(product, parameters, raw_encoder, shelf, options.max_pieces, tell)
        for collection in collections:
            with LineUp(collection, equipment) as line_up:
                if options.faithfulness is not None:
                    pairs = options.faithfulness
                    found.append(
                        measure_faithfulness(
                            line_up.indexed, product, parameters, collection.queries, pairs, tell
                        )
                    )
                    text = faithfulness_text(found[-1])
                else:
                    reports.append(_report(collection, line_up, options))
                    text = as_table(reports[-1])
            if options.json != "-":
                context.console.print(f"{text}\n")
    if options.faithfulness is None:
        _finish(reports, options, context.console)
    elif options.json is not None:
        _write(json.dumps([asdict(one) for one in found], indent=2), options.json, context.console)
    return EXIT_OK


def _require(options: argparse.Namespace) -> None:
    """Raise CollectionError now, not after the work, if a package is missing."""
    extra("ir_measures")
    if SystemName.BM25 in options.systems:
        extra("bm25s")
    if options.plot is not None:
        extra("matplotlib")


def _report(collection: Collection, line_up: LineUp, options: argparse.Namespace) -> Report:
    report = contest(collection, line_up.systems(options.systems), options.depth)
    if not line_up.is_indexed:
        return report
    times = line_up.indexed.encoding_milliseconds
    p50, p95 = np.percentile(times or [0.0], [50, 95]).tolist()
    chunks = Chunks.of(line_up.indexed.statistics)
    return replace(report, chunks=chunks, encoding_ms=(p50, p95))


def _finish(reports: Sequence[Report], options: argparse.Namespace, console: Console) -> None:
    """Tell what was published elsewhere, and write files."""
    elsewhere = published_rows(*_ELSEWHERE)
    if options.json != "-":
        console.print(f"{' ('.join(_ELSEWHERE)}), published alone\n\n{rows_table(elsewhere)}")
    if options.json is not None:
        rows = [
            row
            for report in reports
            for row in (*report.rows, *published_rows(report.collection, report.split))
        ]
        _write(as_json([*rows, *elsewhere]), options.json, console)
    if options.plot is not None:
        save_plot(reports, options.plot)


def _write(text: str, target: str, console: Console) -> None:
    if target == "-":
        console.print(text)
        return
    try:
        Path(target).write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise AppError(f"{target} can't be written: {error.strerror}") from error


def _vocabulary_bytes(path: Path) -> tuple[int, int]:
    """Return how many bytes a vocabulary takes, in its file and in memory."""
    held = Vocabulary.load(path)
    arrays = (held.indptr, held.counts, held.centroids, held.steps, held.neighbours)
    return path.stat().st_size, sum(one.nbytes for one in arrays)


def _parameters(options: argparse.Namespace, defaults: RankingParameters) -> RankingParameters:
    parameters = defaults
    if options.candidates is not None:
        parameters = replace(parameters, n_candidates=options.candidates)
    if options.weights is not None:
        semantic, late, stretch, lexical, pooled = options.weights
        parameters = replace(
            parameters,
            semantic_weight=semantic,
            late_weight=late,
            stretch_weight=stretch,
            lexical_weight=lexical,
            pooled_weight=pooled,
        )
    return parameters


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in SUFFIXES:
        raise argparse.ArgumentTypeError(f"must end in {' or '.join(SUFFIXES)}, not {text!r}")
    return path


def _systems(text: str) -> tuple[SystemName, ...]:
    try:
        names = [SystemName(one.strip()) for one in text.split(",")]
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; there are {', '.join(SystemName)}") from None
    return tuple(dict.fromkeys(names))


def _weights(text: str) -> tuple[float, float, float, float, float]:
    try:
        semantic, late, stretch, lexical, pooled = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError("expected five numbers with commas between") from None
    weights = (semantic, late, stretch, lexical, pooled)
    if not min(weights) >= 0 or not sum(weights) > 0:
        raise argparse.ArgumentTypeError("weights are not negative, and one is above zero")
    return weights


@dataclass(slots=True)
class _Progress:
    """Shows in one line of a terminal, or in a line every few seconds, how far the work is."""

    console: Console
    last_s: float = float("-inf")

    def __call__(self, what: str, done: int, n: int) -> None:
        text = f"{done:,} of {n:,} {printable(what)}"
        if self.console.live:
            self.console.show_line(text)
        elif monotonic() - self.last_s >= _LINE_EVERY_S:
            self.last_s = monotonic()
            self.console.note(text)
