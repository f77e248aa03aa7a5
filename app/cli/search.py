"""`sparkbert search`: which passages answer a query, and why?"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from app.cli.command import EXIT_OK, Context, Json, count
from app.cli.console import Console, Style
from app.engine.likeness import LikeFile, SearchLike
from app.engine.query_language import MEANINGS, parse_typed
from app.engine.search_messages import (
    Filters,
    FoundPassage,
    Place,
    Search,
    SearchResults,
)
from app.engine.workplace import require_index
from app.errors import GoneError, SourceError
from app.printable import printable
from app.snippets import snippet
from sparkbert.errors import QueryError
from sparkbert.ranking.query import parse_query
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
        help="find passages by meaning and words, or like a file's",
        description='Find passages by meaning and words; words in "quotation marks" must be there. '
        "Or find what is like a file, in other files.",
        epilog="In a query: -word leaves out, "
        + "; ".join(f"{name}: {meaning}" for name, meaning in MEANINGS.items())
        + ".",
    )
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("query", metavar="QUERY", nargs="?")
    asked.add_argument(
        "--like", type=Path, metavar="FILE", help="find passages of other files like this one's"
    )
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
    require_index(context.home)
    search = _request(options, options.top_k or context.settings.top_k)
    try:
        results = context.with_engine(lambda client: client.ask(search).result())
    except (GoneError, QueryError) as error:
        if options.like is None:
            raise
        raise SourceError(
            f"{printable(options.like)} is not indexed, or without words. "
            "Index it, or see why not, with: sparkbert index FILE"
        ) from error
    if results.words_only_reason is not None:
        reason = printable(results.words_only_reason)
        context.console.note(f"sparkbert: searching by words only: {reason}")
    if options.json:
        context.print_json(_results_json(options, results))
    else:
        _print_results(results, context.console)
    return EXIT_OK


def _request(options: argparse.Namespace, top_k: int) -> Search | SearchLike:
    folders = (options.folder.absolute(),) if options.folder else ()
    filters = Filters(folders, tuple(options.type))
    if options.like is not None:
        file = Path(os.path.realpath(options.like.expanduser()))
        if not file.is_file():
            raise SourceError(f"There is no file {printable(options.like)}")
        return SearchLike(LikeFile(file), top_k, filters)
    parse_query(parse_typed(options.query).text)  # before anything heavy is loaded
    return Search(options.query, top_k, filters, search_n_neighbors=options.search_n_neighbors)


def _print_results(results: SearchResults, console: Console) -> None:
    found = results.passages
    if not results.n_chunks:
        console.note("The index is empty. Fill it with: sparkbert index FOLDER")
    elif not found:
        console.note("Nothing found.")
    for number, passage in enumerate(found, start=1):
        if number > 1:
            console.print()
        _print_passage(number, passage, _is_away(passage, results), console)
    if results.n_chunks_waiting:
        console.note(
            f"{results.n_chunks_waiting:,} of {results.n_chunks:,} passages are found by their "
            "words only, until `sparkbert index` has finished."
        )


def _is_away(passage: FoundPassage, results: SearchResults) -> bool:
    facts = results.files.get(passage.place.path)
    return facts is not None and facts.is_away


def _print_passage(number: int, passage: FoundPassage, is_away: bool, console: Console) -> None:
    title = console.styled(printable(passage.place.path), Style.TITLE)
    details = _details(passage.place)
    label = "  by words only" if passage.hit.by_words_only else ""
    label += "  offline" if is_away else ""
    score = console.styled(f"{passage.hit.score:.3f}{label}", Style.QUIET)
    console.print(f"{number:>2}. {title}{details}  {score}")
    fragments = snippet(passage.hit.text, passage.hit.highlights, _SNIPPET_WIDTH)
    text = "".join(console.styled(printable(one.text), _STYLES[one.kind]) for one in fragments)
    console.print(f"    {text.strip()}")
    others = _others(passage)
    for place in others[:_N_OTHER_PLACES]:
        also = f"also in {printable(place.path)}{_details(place)}"
        console.print(f"    {console.styled(also, Style.QUIET)}")
    if len(others) > _N_OTHER_PLACES:
        more = f"and in {len(others) - _N_OTHER_PLACES:,} more places"
        console.print(f"    {console.styled(more, Style.QUIET)}")


def _others(passage: FoundPassage) -> list[Place]:
    """Return the other places of a passage's text, each file, page and heading once."""
    places = {
        (one.path, one.page, one.heading): one for one in (*passage.also_in[::-1], passage.place)
    }
    return [one for one in reversed(places.values()) if one is not passage.place]


def _details(place: Place) -> str:
    page = f", page {place.page}" if place.page is not None else ""
    heading = f" · {printable(place.heading)}" if place.heading else ""
    return page + heading


def _results_json(options: argparse.Namespace, results: SearchResults) -> Json:
    like = {} if options.like is None else {"like": str(options.like)}
    return {
        "query": options.query,
        **like,
        "passages": results.n_chunks,
        "passages_by_meaning": results.n_chunks_by_meaning,
        "passages_by_words_only": results.n_chunks_words_only,
        "hits": [
            {**_passage_json(passage), "offline": _is_away(passage, results)}
            for passage in results.passages
        ],
    }


def _passage_json(passage: FoundPassage) -> dict[str, Json]:
    hit = passage.hit
    return {
        **_place_json(passage.place),
        "chunk": hit.chunk_id,
        "text": hit.text,
        "score": hit.score,
        "tier": hit.tier.value,
        "by_words_only": hit.by_words_only,
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
        "also_in": [_place_json(place) for place in _others(passage)],
    }


def _place_json(place: Place) -> dict[str, Json]:
    return {"path": str(place.path), "page": place.page, "heading": place.heading}
