"""`sparkbert verify`: is the index whole, and can it be mended?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli.command import EXIT_FAILURE, EXIT_OK, Context
from app.cli.console import count_text, printable
from app.engine.workplace import identity_of, open_index, require_index
from sparkbert.errors import IncompatibleIndexError
from sparkbert.index.verify import Problem, verify


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "verify",
        help="read the whole index and check it",
        description="Read the whole index and check every promise that it makes to itself.",
    )
    parser.add_argument(
        "--repair", action="store_true", help="set damaged parts aside and make them anew"
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Check the index, and mend it if asked; the exit status says whether it is whole."""
    directory = require_index(context.home)
    problems = _verify_any_version(directory, options, context)
    _print(problems, context)
    if problems and options.repair:
        with open_index(context.home, identity_of(context.home)) as opened:
            n_aside = len(opened.writer.repair())
            n_waiting = opened.writer.count_pending()
        context.console.print(f"Repaired: {count_text(n_aside, 'damaged file')} set aside.")
        if n_waiting:
            context.console.print(
                f"{count_text(n_waiting, 'passage')} must be encoded again: sparkbert index"
            )
        problems = verify(directory)
        _print(problems, context)
    if problems:
        context.console.note(
            f"sparkbert: {count_text(len(problems), 'problem')}. {_remedy(options, context)}"
        )
        return EXIT_FAILURE
    context.console.print("The index is whole.")
    return EXIT_OK


def _verify_any_version(
    directory: Path, options: argparse.Namespace, context: Context
) -> list[Problem]:
    """Check the index; one of an older version is brought up to date first, if it may be mended."""
    try:
        return verify(directory)
    except IncompatibleIndexError:
        if not options.repair:
            raise
    with open_index(context.home, context.tools().identity):
        context.console.print("The index was of an older version and is up to date now.")
    return verify(directory)


def _print(problems: Sequence[Problem], context: Context) -> None:
    for problem in problems:
        context.console.print(f"{printable(problem.part)}: {printable(problem.message)}")


def _remedy(options: argparse.Namespace, context: Context) -> str:
    if options.repair:
        return f"Move {context.home.index} away and index again."
    return "Mend it with: sparkbert verify --repair"
