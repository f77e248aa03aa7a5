"""How do requests and replies get to the process that shows PDFs, and back?

What comes from a process that parses files is not trusted: nothing but messages is made of it, and
nothing is ever read so from the disk.
"""

from __future__ import annotations

import pickle
from typing import IO, Any, get_args

from app.extract import pdf_messages
from app.extract.pdf_messages import Reply, Request

_PARTS = (pdf_messages.Letters, pdf_messages.Link, pdf_messages.Spot, pdf_messages.Trouble)
_MESSAGES = {one.__name__: one for one in (*get_args(Request), *get_args(Reply))}
_MESSAGES |= {one.__name__: one for one in _PARTS}
_PATHS = frozenset({"PosixPath", "WindowsPath"})


class PipeBrokenError(Exception):
    """The other end is gone, or what it has sent is no message."""


def send(stream: IO[bytes], message: Request | Reply) -> None:
    """Send a message; raises PipeBrokenError if nobody takes it."""
    try:
        pickle.dump(message, stream, protocol=pickle.HIGHEST_PROTOCOL)
        stream.flush()
    except (OSError, ValueError) as error:
        raise PipeBrokenError from error


def receive(stream: IO[bytes]) -> Any:
    """Wait for a message and return it; raises PipeBrokenError if none can come any more."""
    try:
        message = _Unpickler(stream).load()
    except Exception as error:  # bytes that are no pickle may raise anything
        raise PipeBrokenError from error
    if type(message) not in _MESSAGES.values():
        raise PipeBrokenError
    return message


class _Unpickler(pickle.Unpickler):
    """Makes messages, paths, and what Python itself has literals for."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        if module_name == pdf_messages.__name__ and global_name in _MESSAGES:
            return _MESSAGES[global_name]
        if module_name == "pathlib" and global_name in _PATHS:
            return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no message")
