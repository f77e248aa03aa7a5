"""`sparkbert search`: which passages answer a query, and why?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.command import EXIT_OK, Context, Json, count
from app.cli.console import Console, Style, printable
from app.snippets import snippet
from app.engine.encoder_process import EncoderProcess
from app.engine.messages import Filters, FoundPassage, Place
from app.engine.searches import FileSearcher, searching
from app.engine.workplace import Tools, require_index
from app.errors import EncoderError
from sparkbert.encoder.base import Encoding
from sparkbert.errors import ModelError
from sparkbert.ranking.query import encode_query, parse_query
from sparkbert.types import HighlightKind

_SNIPPET_WIDTH = 320
_N_OTHER_PLACES = 3
_STYLES = {
    None: Style.PLAIN,
    HighlightKind.EXACT: Style.EXACT,
    HighlightKind.RELATED: Style.RELATED,
}


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "search",
        help="find passages by meaning and words",
        description='Find passages by meaning and words; words in "quotation marks" must be there.',
    )
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("--top-k", type=count, metavar="N", help="how many results to show")
    parser.add_argument(
        "--search-n-neighbors",
        type=count,
        metavar="N",
        help="with how many senses each token of the query searches",
    )
    parser.add_argument(
        "--type",
        action="append",
        default=[],
        metavar="EXTENSION",
        help='search files of this type only, such as "pdf"; may be given several times',
    )
    parser.add_argument(
        "--in", dest="folder", type=Path, metavar="FOLDER", help="search this folder only"
    )
    parser.add_argument("--json", action="store_true", help="print results with all evidence")
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Search once and print the results."""
    directory = require_index(context.home)
    text = parse_query(options.query).text  # before anything heavy is loaded
    tools = context.tools(search_n_neighbors=options.search_n_neighbors)
    top_k = options.top_k or context.settings.top_k
    filters = Filters((options.folder,) if options.folder else (), tuple(options.type))
    with EncoderProcess(tools.encoder) as encoder, searching(directory, tools) as searcher:
        searcher.require(filters)
        encoding = None
        if searcher.n_chunks_by_meaning:
            encoding = _encode(text, encoder, tools, context.console)
        found = searcher.search(options.query, encoding, top_k, filters)
        if options.json:
            context.print_json(_results_json(options.query, found, searcher))
        else:
            _print_results(found, searcher, context.console)
    return EXIT_OK


def _encode(text: str, encoder: EncoderProcess, tools: Tools, console: Console) -> Encoding | None:
    """Return the query's vectors, or None, said aloud, where there is no model to make them."""
    try:
        return encode_query(text, encoder.urgent, tools.tokenizer)
    except (ModelError, EncoderError) as error:
        console.note(f"sparkbert: searching by words only: {printable(error)}")
        return None


def _print_results(found: list[FoundPassage], searcher: FileSearcher, console: Console) -> None:
    if not searcher.n_chunks:
        console.note("The index is empty. Fill it with: sparkbert index FOLDER")
    elif not found:
        console.note("Nothing found.")
    for number, passage in enumerate(found, start=1):
        if number > 1:
            console.print()
        _print_passage(number, passage, console)
    n_waiting = searcher.n_chunks - searcher.n_chunks_by_meaning
    if n_waiting:
        console.note(
            f"{n_waiting:,} of {searcher.n_chunks:,} passages are found by their words only, until "
            "`sparkbert index` has finished."
        )


def _print_passage(number: int, passage: FoundPassage, console: Console) -> None:
    title = console.styled(printable(passage.place.path), Style.TITLE)
    details = _details(passage.place)
    score = console.styled(f"{passage.hit.score:.3f}", Style.QUIET)
    console.print(f"{number:>2}. {title}{details}  {score}")
    fragments = snippet(passage.hit.text, passage.hit.highlights, _SNIPPET_WIDTH)
    text = "".join(console.styled(printable(one.text), _STYLES[one.kind]) for one in fragments)
    console.print(f"    {text.strip()}")
    for place in passage.also_in[:_N_OTHER_PLACES]:
        also = f"also in {printable(place.path)}{_details(place)}"
        console.print(f"    {console.styled(also, Style.QUIET)}")
    if len(passage.also_in) > _N_OTHER_PLACES:
        more = f"and in {len(passage.also_in) - _N_OTHER_PLACES:,} more places"
        console.print(f"    {console.styled(more, Style.QUIET)}")


def _details(place: Place) -> str:
    page = f", page {place.page}" if place.page is not None else ""
    heading = f" · {printable(place.heading)}" if place.heading else ""
    return page + heading


def _results_json(query: str, found: list[FoundPassage], searcher: FileSearcher) -> Json:
    return {
        "query": query,
        "passages": searcher.n_chunks,
        "passages_by_meaning": searcher.n_chunks_by_meaning,
        "hits": [_passage_json(passage) for passage in found],
    }


def _passage_json(passage: FoundPassage) -> Json:
    hit = passage.hit
    return {
        **_place_json(passage.place),
        "chunk": hit.chunk_id,
        "text": hit.text,
        "score": hit.score,
        "tier": hit.tier.value,
        "channels": {channel.value: share for channel, share in hit.channels.items()},
        "contributions": [
            {
                "channel": one.channel.value,
                "query": one.query,
                "start": one.start,
                "end": one.end,
                "weight": one.weight,
            }
            for one in hit.contributions
        ],
        "highlights": [
            {"start": one.start, "end": one.end, "weight": one.weight, "kind": one.kind.value}
            for one in hit.highlights
        ],
        "also_in": [_place_json(place) for place in passage.also_in],
    }


def _place_json(place: Place) -> dict[str, Json]:
    return {"path": str(place.path), "page": place.page, "heading": place.heading}
