"""`sparkbert serve`: how do other programs get to index and search over HTTP?"""

from __future__ import annotations

import argparse
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import FrameType
from typing import Any

from app.cli.command import EXIT_OK, Context
from app.errors import ServeError
from app.printable import printable

_TOKEN_VARIABLE = "SPARKBERT_TOKEN"
_LARGEST_PORT = 65_535


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command's options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "serve",
        help="index and search over HTTP, for other programs",
        description="Index and search over HTTP, for other programs: POST /index, POST /search, "
        "DELETE /docs/ID, GET /health, GET /openapi.json. The index is one of its own, in the "
        "folder 'served' of the home; your documents are not in it.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="(default: %(default)s)")
    parser.add_argument(
        "--port", type=_port, default=8000, help="0 for a free one (default: %(default)s)"
    )
    parser.add_argument(
        "--token",
        help="what requests must bring, as 'Authorization: Bearer TOKEN'; other users of this "
        f"computer can see it here, but not in the variable {_TOKEN_VARIABLE}",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="another name that requests may call this server by",
    )
    parser.add_argument(
        "--repair", action="store_true", help="make damaged parts of the index anew first"
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> int:
    """Serve until interrupted."""
    if find_spec("fastapi") is None or find_spec("uvicorn") is None:
        raise ServeError(
            "The server is an extra that is not installed. Install it with: "
            "pip install 'sparkbert-desktop[serve]'"
        )
    from app.serve.server import Server, listen, make_access, url_of  # FastAPI, which may be absent
    from sparkbert.library.spark_bert import SparkBert

    token = options.token or os.environ.get(_TOKEN_VARIABLE) or None
    access = make_access(options.host, token, options.allow_host)
    sockets = listen(options.host, options.port)
    try:
        context.home.create()
        settings, console = context.settings, context.console
        with (
            _ended_by_signals(),
            SparkBert.open(
                context.home.served,
                encoder=settings.model_directory,
                vocabulary=settings.vocabulary,
                index_n_neighbors=settings.index_size.n_neighbors,
                repair=options.repair,
            ) as index,
        ):

            def announce() -> None:
                where = " and ".join(url_of(one) for one in sockets)
                console.note(
                    f"Serving {printable(context.home.served)} at {where}; Ctrl-C ends it."
                )

            Server(index, access, announce).run(sockets)
    finally:
        for one in sockets:
            one.close()
    return EXIT_OK


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the block in good order; the server raises them once more."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"must be a number up to {_LARGEST_PORT}, not {text!r}")
    return int(text)
