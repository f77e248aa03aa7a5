"""How do tests run the command line within their own process, and see what it prints?"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.console import Console
from app.cli.main import main
from app.engine.workplace import Tools
from app.settings import Settings
from tests.support.piece_encoder import load_piece_tools
from tests.support.running_engine import ThreadEngines


@dataclass
class Result:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Cli:
    """The command line with a home of its own."""

    home: Path
    documents: Path
    coloured: bool = False
    live: bool = False
    load_tools: Callable[[Settings], Tools] = load_piece_tools

    def __call__(self, *arguments: str | Path) -> Result:
        out, err = io.StringIO(), io.StringIO()
        console = Console(out, err, self.coloured, self.live)
        line = [str(one) for one in arguments] + ["--home", str(self.home)]
        engines = ThreadEngines(self.load_tools)
        umask = os.umask(0o022)
        try:
            status = main(
                line, console=console, tools_loader=self.load_tools, engine_starter=engines
            )
        finally:
            engines.join()
            os.umask(umask)
        return Result(status, out.getvalue(), err.getvalue())

    def write(self, name: str, text: str) -> Path:
        path = self.documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path
