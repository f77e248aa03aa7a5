"""`sparkbert pause`: how is all work in the background put off?"""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.command import EXIT_OK, Context
from app.engine.messages import Pause
from app.engine.workplace import require_index


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "pause",
        help="stop reading and encoding in the background until `resume`",
        description="Stop reading and encoding in the background until `sparkbert resume`, over "
        "restarts too. Searches go on, and `sparkbert index` works all the same.",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Pause the work."""
    del options
    require_index(context.home)
    with context.attach() as client:
        client.ask(Pause()).result()
    context.console.print("Paused. Go on with: sparkbert resume")
    return EXIT_OK
