"""`sparkbert verify`: is the index whole, and can it be mended?"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.cli.command import EXIT_FAILURE, EXIT_OK, Context
from app.cli.console import count_text
from app.engine.checkup import IDENTITY, check_files, check_tools, repair_files
from app.engine.mending import DamageMark, mended_text, open_mended_index
from app.engine.remaking import make_of
from app.engine.workplace import OpenIndex, identity_of, open_index, require_index
from app.printable import printable
from sparkbert.errors import CatalogCorruptError, IncompatibleIndexError
from sparkbert.index.catalog import IndexIdentity
from sparkbert.index.verify import Problem, verify

_N_TRIES = 3  # in place, the catalog, a new one


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "verify",
        help="read the whole index and check it",
        description="Read the whole index and check every promise that it makes to itself; and "
        "whether model and vocabulary are those that it was made with.",
    )
    parser.add_argument(
        "--repair", action="store_true", help="set damaged parts aside and make them anew"
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Check the index, and mend it if asked; the exit status says whether it is whole."""
    directory = require_index(context.home)
    problems = _verify_any_version(directory, options, context)
    tools = list(check_tools(context.settings, context.tools, directory))
    _print([*problems, *tools], context)
    if problems and options.repair:
        _repair(context)
        problems = _all_problems(directory)
        _print(problems, context)
    if options.repair and not problems and any(one.part == IDENTITY for one in tools):
        make_of(context.home, context.tools().identity, partial(_tell, context))
        context.console.print("What is left to do: sparkbert index")
        tools = [one for one in tools if one.part != IDENTITY]
    if problems:
        context.console.note(
            f"sparkbert: {count_text(len(problems), 'problem')}. {_remedy(options, context)}"
        )
        return EXIT_FAILURE
    if tools:  # each says what to do
        if any(one.part == IDENTITY for one in tools):
            context.console.note(
                "sparkbert: to have it made anew for these: sparkbert verify --repair"
            )
        return EXIT_FAILURE
    context.console.print("The index is whole.")
    return EXIT_OK


def _all_problems(directory: Path) -> list[Problem]:
    problems = verify(directory)
    try:
        return [*problems, *check_files(directory)]
    except CatalogCorruptError:
        return problems  # among which it is


def _verify_any_version(
    directory: Path, options: argparse.Namespace, context: Context
) -> list[Problem]:
    """Check the index; one of an older version is brought up to date first, if it may be mended."""
    try:
        return _all_problems(directory)
    except IncompatibleIndexError:
        if not options.repair:
            raise
    with open_index(context.home, context.tools().identity):
        context.console.print("The index was of an older version and is up to date now.")
    return _all_problems(directory)


def _repair(context: Context) -> None:
    """Mend the index in place; where that does not help, the catalog; or else make it anew."""
    home, console = context.home, context.console
    tell = partial(_tell, context)
    for _ in range(_N_TRIES):
        try:
            with open_mended_index(home, _identity(context), tell) as opened:
                _mend_open(opened, tell)
                left = _what_is_left(opened)
        except CatalogCorruptError:
            left = None
        if not _all_problems(home.index):
            break
        DamageMark(home).note_damage()  # whoever opens it next goes one step further
    if left is not None:
        console.print(f"{left}: sparkbert index")


def _tell(context: Context, text: str) -> None:
    context.console.print(f"Repaired: {printable(text)}")


def _mend_open(opened: OpenIndex, tell: Callable[[str], None]) -> None:
    repairs = opened.writer.repair()
    if repairs.lost:
        with opened.writer.batch():
            opened.read_again(repairs.lost)
    if repairs:
        tell(mended_text(repairs))
    if n_files := repair_files(opened):
        tell(f"{count_text(n_files, 'file')} did not agree with the index.")


def _what_is_left(opened: OpenIndex) -> str | None:
    n_new = sum(not source.scanned_ns for source in opened.files.sources())
    n_files, _ = opened.files.count_pending()
    if n_new:
        return f"{count_text(n_new, 'folder')} must be read again"
    if n_files:
        return f"{count_text(n_files, 'file')} must be read again"
    if n_waiting := opened.writer.count_pending():
        return f"{count_text(n_waiting, 'passage')} must be encoded again"
    return None


def _identity(context: Context) -> IndexIdentity:
    """Return what the index was made with, or is to be made anew with."""
    try:
        return identity_of(context.home)
    except CatalogCorruptError:
        return context.tools().identity


def _print(problems: Sequence[Problem], context: Context) -> None:
    for problem in problems:
        context.console.print(f"{printable(problem.part)}: {printable(problem.message)}")


def _remedy(options: argparse.Namespace, context: Context) -> str:
    if options.repair:
        return f"Move {context.home.index} away and index again."
    return "Mend it with: sparkbert verify --repair"
