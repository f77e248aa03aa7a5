"""Where does the server listen, how does it start, and how does it end?"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

import uvicorn

from app.errors import ServeError
from app.serve.access import LOOPBACK_HOSTS, Access
from app.serve.application import create_app
from app.serve.guard import Guard
from sparkbert.library.spark_bert import SparkBert

_END_S = 10
_CONNECTIONS = 100
_BACKLOG = 128


def make_access(host: str, token: str | None, allowed: Sequence[str] = ()) -> Access:
    """Return the rules for a server that listens at a host.

    Parameters
    ----------
    host
        A name or address of this machine.
    token
        What requests must bring, if anything.
    allowed
        More names that requests may call the server by.

    Raises
    ------
    ServeError
        Other machines could reach the host, and there is no token; or the token can't be one.
    """
    if token is not None and not (token.isascii() and token.isprintable() and " " not in token):
        raise ServeError("The token must be of printable ASCII signs without spaces.")
    is_loopback = all(ipaddress.ip_address(one[0]).is_loopback for _, one in _addresses(host, 0))
    if not is_loopback and not token:
        raise ServeError(
            f"Other computers could reach {host}, and search and change the index. Give a token "
            "(--token, or the variable SPARKBERT_TOKEN), or leave --host at 127.0.0.1."
        )
    names = {host, *allowed}
    bracketed = {f"[{name}]" if ":" in name else name for name in names}
    return Access(
        LOOPBACK_HOSTS | {name.lower() for name in bracketed},
        any_address=not is_loopback,
        token=token or None,
    )


def listen(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen at all addresses of a host, at a free port if it is 0.

    Raises
    ------
    ServeError
        The host is not of this machine, or the port is taken.
    """
    sockets: list[socket.socket] = []
    try:
        for family, address in _addresses(host, port):
            if sockets and not port:
                port = sockets[0].getsockname()[1]
            sockets.append(
                socket.create_server((address[0], port), family=family, backlog=_BACKLOG)
            )
    except OSError as error:
        for one in sockets:
            one.close()
        raise ServeError(
            f"The server can't listen at {host}, port {port} ({error.strerror}). Choose another "
            "with --host and --port."
        ) from error
    return sockets


def url_of(one: socket.socket) -> str:
    """Return the address of a socket as users type it."""
    host, port = one.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


class Server(uvicorn.Server):
    """Serves an index, which it closes, until `should_exit` is set or a signal comes.

    Parameters
    ----------
    index
        What is served.
    access
        Who may ask.
    on_started
        Is called when requests are answered.
    end_s
        How long, once it is told to end, answers under way may take.
    """

    def __init__(
        self,
        index: SparkBert,
        access: Access,
        on_started: Callable[[], None] = lambda: None,
        *,
        end_s: int = _END_S,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                Guard(create_app(index), access),
                http="h11",
                ws="none",
                loop="asyncio",
                lifespan="on",
                log_config=None,
                log_level="warning",
                access_log=False,  # it would show ids
                server_header=False,
                proxy_headers=False,
                limit_concurrency=_CONNECTIONS,
                timeout_graceful_shutdown=end_s,
            )
        )
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._on_started()


def _addresses(host: str, port: int) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
    """Return family and (address, port) of each address of a host; raises ServeError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise ServeError(f"There is no host {host} ({error.strerror}).") from error
    distinct = dict.fromkeys((one[0], (str(one[4][0]), int(one[4][1]))) for one in found)
    return list(distinct)
