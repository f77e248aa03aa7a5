from __future__ import annotations

import io
import os
import pickle
from pathlib import Path

import pytest

from app.extract.pdf_messages import (
    Found,
    Letters,
    Open,
    Painted,
    Refused,
    Trouble,
)
from app.extract.pdf_pipe import PipeBrokenError, receive, send

MESSAGES = [
    Open(Path("/a/naïve.pdf")),
    Refused(Trouble.LOCKED, "password"),
    Painted(3, 2, 1, b"\x00\xff" * 4),
    Found(((1, Letters(2, 5, "abc")),), None),
]


class Harm:
    """Runs a command when it is unpickled as usual."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("exit 7",)


def test_messages_arrive_as_they_were_sent() -> None:
    stream = io.BytesIO()
    for message in MESSAGES:
        send(stream, message)  # type: ignore[arg-type]
    stream.seek(0)
    assert [receive(stream) for _ in MESSAGES] == MESSAGES
    with pytest.raises(PipeBrokenError):
        receive(stream)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(Harm()),
        pickle.dumps(Refused(Trouble.DAMAGED, Harm())),  # type: ignore[arg-type]
        b"capp.extract.pdf_messages\ndataclass\n.",
        b"\x80\x04\x8c\x18app.extract.pdf_messages\x94\x8c\x09Path.home\x94\x93.",
        pickle.dumps(["no message"]),
        b"\x80",
        b"not a pickle",
    ],
)
def test_nothing_else_is_made_of_what_comes(data: bytes) -> None:
    with pytest.raises(PipeBrokenError):
        receive(io.BytesIO(data))
