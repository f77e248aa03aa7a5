"""`sparkbert cancel`: how is the indexing of a folder called off?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import forget
from app.cli.command import EXIT_OK, Context
from app.cli.console import count_text
from app.engine.messages import GetOverview
from app.engine.stopping import StopSource
from app.engine.workplace import require_index
from app.printable import printable


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "cancel",
        help="call the indexing of a folder off",
        description="Call the indexing of a folder off. What was read of it by now can be "
        "searched, but the folder is not followed any more until `sparkbert resume FOLDER`.",
    )
    parser.add_argument("path", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--drop",
        action="store_true",
        help="take the folder out and wipe what was read of it, as `sparkbert forget` does",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Stop a folder, or take it out."""
    if options.drop:
        return forget.run(options, context)
    require_index(context.home)
    with context.attach() as client:
        client.ask(StopSource(options.path.absolute())).result()
        sources = client.ask(GetOverview()).result().sources
    root = options.path.resolve()
    n_files = next((one.n_indexed for one in sources if one.path == root), 0)
    context.console.print(
        f"Cancelled {printable(options.path)}: {count_text(n_files, 'file')} of it can be "
        f"searched. Go on with: sparkbert resume {printable(options.path)}"
    )
    return EXIT_OK
