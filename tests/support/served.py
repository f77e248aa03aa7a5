"""How do tests run the HTTP server within their own process, and talk to it?"""

from __future__ import annotations

import http.client
import json
import logging
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.serve.access import Access
from app.serve.server import Server, listen
from sparkbert import SparkBert

_PATIENCE_S = 60.0


@dataclass(frozen=True)
class Answer:
    """What the server said; `json` is None where the body is no JSON."""

    status: int
    json: Any
    headers: Mapping[str, str]


@dataclass
class Client:
    """Asks a server at a port of the loopback device."""

    port: int

    def __call__(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request; a body that is not bytes is sent as JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_S)
        try:
            data, sent = None, dict(headers or {})
            if body is not None:
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                sent.setdefault("Content-Type", "application/json")
            connection.request(method, path, data, sent)
            response = connection.getresponse()
            text = response.read()
            is_json = response.headers.get_content_type() == "application/json"
            parsed = json.loads(text) if is_json else None
            return Answer(response.status, parsed, dict(response.headers.items()))
        finally:
            connection.close()

    def raw(self, data: bytes) -> bytes:
        """Send bytes, and return all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), _PATIENCE_S) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while part := connection.recv(65536):
                answer += part
        return answer


@contextmanager
def serving(index: SparkBert, access: Access | None = None, *, end_s: int = 10) -> Iterator[Client]:
    """Serve an index, which is closed at the end."""
    started = threading.Event()
    sockets = listen("127.0.0.1", 0)
    server = Server(index, access or Access(), started.set, end_s=end_s)
    thread = threading.Thread(target=server.run, args=(sockets,), name="server")
    thread.start()
    try:
        assert started.wait(_PATIENCE_S)
        yield Client(sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_S)
        for one in sockets:
            one.close()
        logging.getLogger("uvicorn").setLevel(logging.NOTSET)
    assert not thread.is_alive()
