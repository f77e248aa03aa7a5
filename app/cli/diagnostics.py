"""`sparkbert diagnostics`: what can be sent along with a report of a bug?"""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.command import EXIT_OK, Context
from app.engine.diagnostics import diagnostics_text


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "diagnostics",
        help="print what helps with a report of a bug",
        description="Print versions, sizes, counts, settings and the last lines of the log. It "
        "holds no text of documents, no names of files, folders or people, and is sent nowhere.",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the report."""
    del options
    context.console.print(diagnostics_text(context.home).rstrip())
    return EXIT_OK
