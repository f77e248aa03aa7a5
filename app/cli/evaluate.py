"""`sparkbert evaluate`: how well does SparkBERT rank a test collection, and how do others?"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

from app.cli.command import EXIT_OK, Context, count
from app.cli.console import Console, printable
from app.engine.encoder_process import EncoderProcess
from app.engine.workplace import Tools
from sparkbert.encoder.base import TokenEncoder
from sparkbert.evaluation.baselines import Bm25Baseline, DenseBaseline, System
from sparkbert.evaluation.collections import Collection, load_collection
from sparkbert.evaluation.contest import DEPTH, contest
from sparkbert.evaluation.faithfulness import Faithfulness, measure_faithfulness
from sparkbert.evaluation.product import (
    IndexedCollection,
    Product,
    ProductSystem,
    content_digest,
    index_documents,
)
from sparkbert.evaluation.report import (
    IndexCosts,
    Report,
    as_json,
    as_table,
    faithfulness_text,
)
from sparkbert.ranking.parameters import RankingParameters
from sparkbert.types import Channel

_LINE_EVERY_S = 5.0


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "evaluate",
        help="rank a test collection and measure how well",
        description="Index a test collection in the BEIR layout as any other documents, rank its "
        "queries, and compare with each channel alone, with BM25 and with exact dense search.",
    )
    parser.add_argument(
        "collection",
        type=Path,
        metavar="COLLECTION",
        help="folder with corpus.jsonl, queries.jsonl and qrels/<split>.tsv",
    )
    parser.add_argument("--split", default="test", help="which judgements count (default: test)")
    parser.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        help="keep the index here, and use it again for the same documents, model, vocabulary, "
        "settings and code",
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
        "--faithfulness",
        type=count,
        metavar="N",
        help="measure something else: how much the best passages of N queries lose without their "
        "highlighted words, compared with as many other words",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Measure and print."""
    tools = context.tools(search_n_neighbors=options.search_n_neighbors)
    parameters = _parameters(options, tools.ranking)
    collection = load_collection(options.collection, options.split)
    tell = _Progress(context.console)
    with EncoderProcess(tools.encoder) as encoder, _folder(options.work) as folder:
        product = _product(tools, encoder)
        if options.faithfulness is not None:
            found = _faithfulness(
                collection, product, parameters, Path(folder), options.faithfulness, tell
            )
            text = json.dumps(asdict(found), indent=2) if options.json else faithfulness_text(found)
        else:
            report = _evaluate(collection, product, parameters, Path(folder), options.depth, tell)
            text = as_json([report]) if options.json else as_table(report)
    context.console.print(text)
    return EXIT_OK


def _evaluate(
    collection: Collection,
    product: Product,
    parameters: RankingParameters,
    work: Path,
    depth: int,
    tell: Callable[[str, int, int], None],
) -> Report:
    documents = collection.documents
    directory = _directory(work, collection, product)
    seconds = index_documents(directory / "index", documents, product, tell)
    with IndexedCollection(directory / "index", product) as indexed:
        ours = ProductSystem(indexed, parameters)
        peers: list[System] = [
            *(ProductSystem(indexed, parameters, channel) for channel in Channel),
            Bm25Baseline(documents),
            DenseBaseline(
                documents,
                product.encoder,
                product.tokenizer,
                lambda done: tell("documents for exact dense search", done, len(documents)),
                directory / "dense.npy",
            ),
        ]
        report = contest(collection, ours, peers, depth)
        costs = IndexCosts.of(indexed.statistics, seconds, ours.milliseconds)
    return replace(report, costs=costs)


def _faithfulness(
    collection: Collection,
    product: Product,
    parameters: RankingParameters,
    work: Path,
    n_pairs: int,
    tell: Callable[[str, int, int], None],
) -> Faithfulness:
    directory = _directory(work, collection, product) / "index"
    index_documents(directory, collection.documents, product, tell)
    with IndexedCollection(directory, product) as indexed:
        return measure_faithfulness(indexed, product, parameters, collection.queries, n_pairs, tell)


def _directory(work: Path, collection: Collection, product: Product) -> Path:
    digest = content_digest(collection.documents, product.identity)
    return work / f"{collection.name}-{digest[:12]}"


def _product(tools: Tools, encoder: TokenEncoder) -> Product:
    return Product(tools.identity, tools.tokenizer, tools.cutter, tools.lookup, encoder)


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


def _folder(work: Path | None) -> AbstractContextManager[str | Path]:
    if work is not None:
        return nullcontext(work)
    return tempfile.TemporaryDirectory(prefix="sparkbert-", ignore_cleanup_errors=True)


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
