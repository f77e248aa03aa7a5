"""`sparkbert forget`: how does a folder leave the index without a trace?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.command import EXIT_OK, Context
from app.cli.console import count_text
from app.engine.messages import RemoveSource
from app.engine.workplace import require_index
from app.printable import printable


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "forget",
        help="take a folder out of the index and wipe its traces",
        description="Take an indexed folder out and wipe its text from the disk. "
        "The folder itself is not touched.",
    )
    parser.add_argument("path", type=Path, metavar="FOLDER")
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Forget one source."""
    require_index(context.home)
    with context.attach() as client:
        removed = client.ask(RemoveSource(options.path.absolute())).result()
    context.console.print(
        f"Forgot {printable(options.path)}: {count_text(removed.n_files, 'file')}."
    )
    return EXIT_OK
