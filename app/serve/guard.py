"""What does a request have to pass before anything of it is read as JSON?"""

from __future__ import annotations

import asyncio
import logging
import traceback
from http import HTTPStatus
from time import perf_counter

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.serve.access import Access, Refusal
from app.serve.messages import MAX_BODY_BYTES

_log = logging.getLogger(__name__)

_JSON = "application/json"
_BODY_S = 60.0  # to send a body in


class Guard:
    """Lets in who may ask, and bodies of JSON that are not too large; logs what was answered.

    The log names neither texts nor queries nor ids: of an error the place and kind alone.

    Parameters
    ----------
    app
        Gets what passes, with its body.
    access
        Says who may ask.
    max_body_bytes
        The largest body that is read.
    body_seconds
        How long a client may take to send it.
    """

    def __init__(
        self,
        app: ASGIApp,
        access: Access,
        *,
        max_body_bytes: int = MAX_BODY_BYTES,
        body_seconds: float = _BODY_S,
    ) -> None:
        self._app = app
        self._access = access
        self._max_body_bytes = max_body_bytes
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request, or pass on what is none."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._handle(scope, receive, noting)
        except _ClientLeftError:
            status = 0
        except Exception as error:  # noqa: BLE001 - a bug, which has been answered by the app
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("a bug: %s\n%s", type(error).__name__, where)
        route = getattr(scope.get("route"), "path", "-")
        milliseconds = 1000 * (perf_counter() - start)
        _log.info("%s %s: %d in %.0f ms", scope["method"], route, status, milliseconds)

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        body = b""
        if refusal is None:
            try:
                async with asyncio.timeout(self._body_seconds):
                    body = await self._body(receive)
            except TimeoutError:
                refusal = Refusal(HTTPStatus.REQUEST_TIMEOUT, "The body took too long to come.")
            except _TooLargeError:
                refusal = self._too_large()
        if refusal is not None:
            await _answer(refusal)(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)

    def _refusal(self, method: str, headers: Headers) -> Refusal | None:
        refusal = self._access.refusal(
            headers.getlist("host"), headers.getlist("origin"), headers.get("authorization")
        )
        if refusal is not None:
            return refusal
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self._max_body_bytes:
            return self._too_large()
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if method == "POST" and kind != _JSON:
            return Refusal(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                f"Send the body as JSON, with the header: Content-Type: {_JSON}",
            )
        return None

    async def _body(self, receive: Receive) -> bytes:
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _ClientLeftError
            body += message.get("body", b"")
            if len(body) > self._max_body_bytes:
                raise _TooLargeError
            if not message.get("more_body", False):
                return bytes(body)

    def _too_large(self) -> Refusal:
        return Refusal(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"The body is larger than {self._max_body_bytes:,} bytes. Send fewer documents at a "
            "time.",
        )


class _ClientLeftError(Exception):
    pass


class _TooLargeError(Exception):
    pass


def _answer(refusal: Refusal) -> JSONResponse:
    headers = {}
    if refusal.status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse({"detail": refusal.detail}, refusal.status, headers)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return what gives the app a body that was read already, and then what comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return messages.pop() if messages else await receive()

    return next_message
