"""`sparkbert verify`: is the index whole?"""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.command import EXIT_FAILURE, EXIT_OK, Context
from app.cli.console import count_text, printable
from app.engine.workplace import require_index
from sparkbert.index.verify import verify


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "verify",
        help="read the whole index and check it",
        description="Read the whole index and check every promise that it makes to itself.",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Check the index; the exit status says whether it is whole."""
    del options
    problems = verify(require_index(context.home))
    for problem in problems:
        context.console.print(f"{printable(problem.part)}: {printable(problem.message)}")
    if problems:
        context.console.note(
            f"sparkbert: {count_text(len(problems), 'problem')}. Move {context.home.index} away "
            "and index again."
        )
        return EXIT_FAILURE
    context.console.print("The index is whole.")
    return EXIT_OK
