"""`sparkbert resume`: how does work go on that was paused, or a folder that was cancelled?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.command import EXIT_OK, Context
from app.engine.messages import Resume
from app.engine.stopping import ResumeSource
from app.engine.workplace import require_index
from app.printable import printable


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "resume",
        help="go on with what was paused, or with a folder that was cancelled",
        description="Go on with what `sparkbert pause` has stopped, or on battery; with FOLDER, "
        "go on with a folder whose indexing was cancelled. The work is done while a window is "
        "open; `sparkbert index` does it at once.",
    )
    parser.add_argument("path", nargs="?", type=Path, metavar="FOLDER")
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Go on."""
    require_index(context.home)
    with context.attach() as client:
        if options.path is None:
            client.ask(Resume()).result()
            context.console.print("Resumed. See: sparkbert status")
        else:
            client.ask(ResumeSource(options.path.absolute())).result()
            context.console.print(
                f"{printable(options.path)} is followed again. See: sparkbert status"
            )
    return EXIT_OK
