"""The command line as a process of its own that needs no torch: `python -m ... ARGUMENTS`."""

from __future__ import annotations

import sys

from app.cli.main import main
from tests.support.piece_encoder import load_piece_tools
from tests.support.running_engine import start_with_pieces

if __name__ == "__main__":
    sys.exit(main(tools_loader=load_piece_tools, engine_starter=start_with_pieces))
