"""What does every command get to work with?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.cli.console import Console
from app.client import EngineClient
from app.engine.events import Event
from app.engine.workplace import Tools, ToolsLoader
from app.paths import Home
from app.settings import Settings

Json = None | bool | int | float | str | list["Json"] | Mapping[str, "Json"]

EXIT_OK = 0
EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


def count(text: str) -> int:
    """Read an option's value that must be a whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, not {text!r}")
    return int(text)


@dataclass(frozen=True, slots=True)
class Context:
    """Where a command works and how it talks."""

    home: Home
    settings: Settings
    console: Console
    load_tools: ToolsLoader
    start_engine: Callable[[Home], None]

    def attach(self, on_event: Callable[[Event], None] = lambda event: None) -> EngineClient:
        """Connect to the home's engine, and start it if it does not run; raises EngineError."""
        return EngineClient.attach(self.home, on_event=on_event, start=self.start_engine)

    def tools(self, *, search_n_neighbors: int | None = None) -> Tools:
        """Load model files and vocabulary; raises ModelError or VocabularyError.

        Parameters
        ----------
        search_n_neighbors
            Goes before the settings, if given.
        """
        settings = self.settings
        if search_n_neighbors is not None:
            settings = replace(settings, search_n_neighbors=search_n_neighbors)
        return self.load_tools(settings)

    def print_json(self, value: Json) -> None:
        """Print a value as JSON; names that are no valid text come out as escapes."""
        self.console.print(json.dumps(value, indent=2))
