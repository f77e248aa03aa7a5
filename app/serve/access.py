"""Who may ask, judging by a request's headers?

A server on the loopback device can be reached by every web page that the user's browser shows, so
a loopback address alone protects nothing. Pages give themselves away by the headers `Origin`, or,
if their name was made to point to this machine (DNS rebinding), by a `Host` that is not ours.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})

_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+)(?::[0-9]{1,5})?")
_BEARER = re.compile(r"bearer +(?P<token>\S+) *", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to who may not ask."""

    status: HTTPStatus
    detail: str


@dataclass(frozen=True, slots=True)
class Access:
    """The rules.

    Parameters
    ----------
    hosts
        What requests may call this server, in lower case; IPv6 addresses in brackets.
    any_address
        Whether they may also call it by any address; names alone can be made to point here.
    token
        What they must bring, if anything.
    """

    hosts: frozenset[str] = LOOPBACK_HOSTS
    any_address: bool = False
    token: str | None = None

    def refusal(
        self, hosts: Iterable[str], origins: Iterable[str], authorization: str | None
    ) -> Refusal | None:
        """Judge a request by its headers `Host`, `Origin` and `Authorization`; None lets it in."""
        called = list(hosts)
        name = host_name(called[0]) if len(called) == 1 else None
        if name is None:
            return Refusal(HTTPStatus.BAD_REQUEST, "The request needs one valid Host header.")
        if name not in self.hosts and not (self.any_address and _is_address(name)):
            return Refusal(
                HTTPStatus.FORBIDDEN,
                "This server does not answer to the name in the Host header. Start it with "
                "--allow-host NAME if it is to.",
            )
        if any(one.lower() != f"http://{called[0].lower()}" for one in origins):
            return Refusal(HTTPStatus.FORBIDDEN, "Web pages of other origins are not answered.")
        if self.token is not None and not _is_token(authorization, self.token):
            return Refusal(
                HTTPStatus.UNAUTHORIZED, "This server wants the header: Authorization: Bearer TOKEN"
            )
        return None


def host_name(header: str) -> str | None:
    """Return the name in a Host header, in lower case and without the port; None if there is none.

    Examples
    --------
    >>> [host_name(one) for one in ("LocalHost:8000", "[::1]:80", "a.example", "a b", "")]
    ['localhost', '[::1]', 'a.example', None, None]
    """
    match = _HOST.fullmatch(header)
    return match["name"].lower() if match else None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _is_token(authorization: str | None, token: str) -> bool:
    match = _BEARER.fullmatch(authorization or "")
    given = match["token"] if match else ""
    return hmac.compare_digest(given.encode(errors="replace"), token.encode())
