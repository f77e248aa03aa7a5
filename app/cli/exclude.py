"""`sparkbert exclude`: what of a folder is left out, and how is that changed?"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli.command import EXIT_OK, Context
from app.cli.console import count_text, size_text
from app.cli.index import bring_up_to_date, listen, tell_summary
from app.cli.sizes import size
from app.client import EngineClient
from app.engine.exclusions import SetExclusions
from app.engine.messages import GetOverview
from app.engine.workplace import require_index
from app.errors import SourceError
from app.printable import printable
from app.watch.rules import Exclusions

_AS_IT_IS = -1


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "exclude",
        help="show or change what is left out of a folder",
        description="Show or change what is left out of an indexed folder. What is left out from "
        "now on is wiped from the index; what is let in again is indexed. Hidden files and "
        "systems' own folders are always left out.",
    )
    parser.add_argument("path", type=Path, metavar="FOLDER")
    parser.add_argument(
        "patterns",
        nargs="*",
        metavar="PATTERN",
        help="what else to leave out, as a line of a .gitignore file: '*.log', 'drafts/', '/old'",
    )
    parser.add_argument(
        "--remove",
        action="append",
        default=[],
        metavar="PATTERN",
        help="leave this out no more; may be given several times",
    )
    parser.add_argument(
        "--gitignore",
        action=argparse.BooleanOptionalAction,
        help="leave out what .gitignore files name, or not",
    )
    parser.add_argument(
        "--max-size",
        type=_size_or_none,
        default=_AS_IT_IS,
        metavar="SIZE",
        help="leave out larger files, such as 50MB; 'none' for no limit",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Change what is left out, if that is asked, and say what it is."""
    require_index(context.home)
    with context.attach(listen(context.console)) as client:
        root, before = _exclusions_of(client, options.path)
        after = _changed(before, options)
        if after != before:
            out = client.ask(SetExclusions(root, after)).result()
            if out.n_files:
                context.console.print(f"Left out and wiped: {count_text(out.n_files, 'file')}.")
            tell_summary(bring_up_to_date(client, context.console, (root,)), context)
    context.console.print(f"{printable(root)} is indexed without {exclusions_text(after)}.")
    return EXIT_OK


def exclusions_text(exclusions: Exclusions) -> str:
    """Return in words what is left out."""
    parts = ["hidden files", *(printable(one) for one in exclusions.patterns)]
    if exclusions.use_gitignore:
        parts.append("what .gitignore files name")
    if exclusions.max_bytes is not None:
        parts.append(f"files over {size_text(exclusions.max_bytes)}")
    if exclusions.removed:
        parts.append(f"{count_text(len(exclusions.removed), 'part')} that you have forgotten")
    return ", ".join(parts)


def _size_or_none(text: str) -> int | None:
    return None if text.lower() == "none" else size(text)


def _exclusions_of(client: EngineClient, path: Path) -> tuple[Path, Exclusions]:
    root = path.resolve()
    sources = client.ask(GetOverview()).result().sources
    for source in sources:
        if source.path == root:
            return root, source.exclusions
    indexed = ", ".join(str(one.path) for one in sources) or "nothing"
    raise SourceError(f"{root} is not a folder that was indexed. Indexed are: {indexed}.")


def _changed(before: Exclusions, options: argparse.Namespace) -> Exclusions:
    for pattern in options.remove:
        if pattern not in before.patterns:
            known = ", ".join(before.patterns) or "nothing"
            raise SourceError(f"{pattern} is not left out by a pattern. Patterns are: {known}.")
    kept = tuple(one for one in before.patterns if one not in options.remove)
    after = replace(before, patterns=kept).joined(Exclusions(tuple(options.patterns)))
    if options.gitignore is not None:
        after = replace(after, use_gitignore=options.gitignore)
    if options.max_size != _AS_IT_IS:
        after = replace(after, max_bytes=options.max_size)
    return after
