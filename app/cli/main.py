"""What does `sparkbert` do on the command line?"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.cli import (
    bench,
    cancel,
    diagnostics,
    evaluate,
    exclude,
    forget,
    index,
    pause,
    resume,
    search,
    serve,
    status,
    verify,
    vocabulary,
)
from app.cli.command import EXIT_FAILURE, EXIT_INTERRUPTED, Context
from app.cli.console import Console, standard_console
from app.engine.process import start_engine
from app.engine.workplace import ToolsLoader, load_tools
from app.errors import AppError
from app.logs import log_file, logging_to
from app.paths import Home, find_home, keep_private
from app.printable import printable
from app.settings import load_settings
from sparkbert.errors import SparkBertError

_log = logging.getLogger(__name__)

_COMMANDS = (
    index,
    search,
    status,
    pause,
    resume,
    cancel,
    exclude,
    forget,
    verify,
    diagnostics,
    vocabulary,
    evaluate,
    bench,
    serve,
)


def main(
    arguments: Sequence[str] | None = None,
    *,
    console: Console | None = None,
    tools_loader: ToolsLoader = load_tools,
    engine_starter: Callable[[Home], None] = start_engine,
) -> int:
    """Run one command; returns the exit status.

    Parameters
    ----------
    arguments
        The command line without the program's name; this process's own if not given.
    console
        Where to print; this process's own streams if not given.
    tools_loader
        Loads model and vocabulary, for commands that work without the engine.
    engine_starter
        Starts the engine of a home, for the others.
    """
    multiprocessing.freeze_support()
    keep_private()
    console = console or standard_console()
    options = _parser().parse_args(arguments)
    home = find_home(options.home)
    with logging_to(home):
        try:
            context = Context(
                home, load_settings(home.settings_file), console, tools_loader, engine_starter
            )
            status_: int = options.run(options, context)
            return status_
        except (AppError, SparkBertError) as error:
            _log.info("%s: %s", type(error).__name__, error)
            console.note(f"sparkbert: {printable(error)}")
            return EXIT_FAILURE
        except KeyboardInterrupt:
            console.note("sparkbert: interrupted; the index holds what was committed.")
            return EXIT_INTERRUPTED
        except BrokenPipeError:
            # Who read our output has left; nor may Python try to write the rest of it at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_FAILURE
        except Exception:  # noqa: BLE001 - a bug: its trace goes to the log, a line to the user
            _log.exception("a bug")
            console.note(
                "sparkbert: this is a bug. The index is as it was committed last; the details are "
                f"in {log_file(home)}."
            )
            return EXIT_FAILURE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sparkbert",
        description="Search your documents by meaning. Nothing leaves this computer.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in _COMMANDS:
        one = command.add_parser(commands)
        one.add_argument(
            "--home",
            type=Path,
            metavar="DIR",
            help="folder of the index, settings and logs (default: your own data folder)",
        )
        one.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
