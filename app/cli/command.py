"""What does every command get to work with?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from app.cli.console import Console
from app.client import EngineClient
from app.engine.events import Event, Notice, NoticeKind
from app.engine.workplace import Tools, ToolsLoader
from app.errors import EngineLostError
from app.paths import Home
from app.printable import printable
from app.settings import Settings
from sparkbert.errors import CatalogCorruptError

Json = None | bool | int | float | str | list["Json"] | Mapping[str, "Json"]

_T = TypeVar("_T")

_N_ENGINES = 3
"""So many are tried before a command gives up on one that dies at it."""

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
        """Connect to the home's engine, and start it if it does not run; raises EngineError.

        What the engine has mended is printed.
        """

        def listen(event: Event) -> None:
            if isinstance(event, Notice) and event.kind is NoticeKind.MENDED:
                self.console.note(f"sparkbert: {printable(event.message)}")
            on_event(event)

        return EngineClient.attach(self.home, on_event=listen, start=self.start_engine)

    def with_engine(
        self,
        work: Callable[[EngineClient], _T],
        on_event: Callable[[Event], None] = lambda event: None,
    ) -> _T:
        """Do something with an engine, and once more with another if the first one dies at it.

        Parameters
        ----------
        work
            Is called with the connection; may be called again.
        on_event
            Is called with what the engine tells.

        Raises
        ------
        AppError, SparkBertError
            As the engine says.
        """
        for _ in range(_N_ENGINES - 1):
            with self.attach(on_event) as client, suppress(EngineLostError, CatalogCorruptError):
                return work(client)
            self.console.note("sparkbert: the engine ended unexpectedly; another goes on.")
        with self.attach(on_event) as client:
            return work(client)

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
