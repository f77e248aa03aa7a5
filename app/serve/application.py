"""What does the server answer to each request?"""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any, Literal, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, HTTPException, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from app.serve.messages import (
    MAX_ID,
    DeleteResponse,
    ErrorResponse,
    FoundDoc,
    HealthResponse,
    IndexRequest,
    IndexResponse,
    SearchRequest,
    SearchResponse,
)
from sparkbert.errors import (
    DiskFullError,
    DocumentError,
    ModelError,
    QueryError,
    SearchIndexError,
    SparkBertError,
)
from sparkbert.library.ids import DocumentId
from sparkbert.library.spark_bert import SparkBert

_log = logging.getLogger(__name__)

_DESCRIPTION = (
    "Search by meaning, with the words that earned each result its place. "
    "If the server was started with a token, every request brings it in the header "
    "`Authorization: Bearer TOKEN`."
)
_CHANGES_AT_ONCE = 4
_SEARCHES_AT_ONCE = 8

_T = TypeVar("_T")
_STATUSES: Sequence[tuple[type[SparkBertError], HTTPStatus]] = (
    (QueryError, HTTPStatus.BAD_REQUEST),
    (DocumentError, HTTPStatus.BAD_REQUEST),
    (DiskFullError, HTTPStatus.INSUFFICIENT_STORAGE),
    (ModelError, HTTPStatus.SERVICE_UNAVAILABLE),
    (SearchIndexError, HTTPStatus.SERVICE_UNAVAILABLE),
)
_ERRORS: dict[int | str, dict[str, Any]] = {
    status.value: {"model": ErrorResponse, "description": status.phrase}
    for status in (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )
}


class _Desk:
    """Does requests' work in threads: changes never take the threads that searches need."""

    def __init__(self, index: SparkBert) -> None:
        self.index = index
        self._changes = CapacityLimiter(_CHANGES_AT_ONCE)
        self._searches = CapacityLimiter(_SEARCHES_AT_ONCE)

    async def change(self, work: Callable[[], _T]) -> _T:
        # Given up, not waited for, when the server ends: closing the index ends the work.
        return await to_thread.run_sync(work, abandon_on_cancel=True, limiter=self._changes)

    async def look(self, work: Callable[[], _T]) -> _T:
        return await to_thread.run_sync(work, abandon_on_cancel=True, limiter=self._searches)


def create_app(index: SparkBert) -> FastAPI:
    """Return the application for an index, which it closes at its end; without a page of docs.

    Such a page would load its scripts from elsewhere. What it would show is at `/openapi.json`.
    """
    app = FastAPI(
        title="SparkBERT",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=partial(_lifespan, index),
        responses=_ERRORS,
    )
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(SparkBertError, _on_error)
    app.add_exception_handler(Exception, _on_bug)
    _add_routes(app, index)
    return app


def _add_routes(app: FastAPI, index: SparkBert) -> None:
    desk = _Desk(index)

    @app.post("/index")
    async def index_docs(request: IndexRequest) -> IndexResponse:
        """Index documents, each in place of the one with its id; returns when they are found."""
        docs: list[tuple[DocumentId, str]] = [(one.doc_id, one.text) for one in request.docs]
        return IndexResponse(indexed=await desk.change(lambda: index.index(docs)))

    @app.post("/search")
    async def search(request: SearchRequest) -> SearchResponse:
        """Return the documents that answer a query best."""
        hits = await desk.look(
            lambda: index.search(request.query, request.search_n_neighbors, request.top_k)
        )
        return SearchResponse(results=[FoundDoc.of(hit) for hit in hits])

    @app.delete(
        "/docs/{doc_id:path}",
        responses={404: {"model": ErrorResponse, "description": "Not Found"}},
    )
    async def delete_doc(
        doc_id: Annotated[str, Path(max_length=MAX_ID)],
        kind: Literal["integer", "string"] | None = None,
        wipe: bool = False,
    ) -> DeleteResponse:
        """Delete a document, which is not found any more.

        An id that is written like a whole number is one, unless `kind` is `string`. With `wipe`
        every trace of deleted texts is wiped off the disk too: the larger the index, the longer it
        takes, and no search is answered meanwhile.
        """
        id_ = _read_id(doc_id, kind)
        if not await desk.change(lambda: index.delete(id_)):
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no document with this id.")
        if wipe:
            await desk.change(index.purge)
        return DeleteResponse(deleted=1)

    @app.get("/health")
    async def health() -> HealthResponse:
        """Say that the server answers."""
        return HealthResponse(docs=await desk.look(lambda: len(index)))


def _read_id(text: str, kind: str | None) -> DocumentId:
    if kind == "string":
        return text
    if text.isascii() and text.removeprefix("-").isdigit():
        return int(text)
    if kind == "integer":
        raise HTTPException(HTTPStatus.BAD_REQUEST, "The id is not written like a whole number.")
    return text


@asynccontextmanager
async def _lifespan(index: SparkBert, app: FastAPI) -> AsyncIterator[None]:
    """Load the model beside the first requests; at the end close the index, which ends all work."""
    warming = threading.Thread(target=_warm_up, args=(index,), name="warm up")
    warming.start()
    yield
    await to_thread.run_sync(index.close)
    await to_thread.run_sync(warming.join)


def _warm_up(index: SparkBert) -> None:
    """Load the encoder, and encode what an earlier run has left."""
    try:
        index.warm_up()
        index.index([])
    except SparkBertError as error:
        _log.warning("warming up has ended: %s", error)


def _on_invalid(_: Request, error: Exception) -> JSONResponse:
    """Say what is wrong with a request, without what it holds."""
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return _error(HTTPStatus.BAD_REQUEST, "The body is no valid JSON.")
    messages: dict[str, list[str]] = {}
    for one in found:
        messages.setdefault(_place(one["loc"]), []).append(one["msg"])
    detail = "; ".join(f"{place}: {' - or: '.join(said)}" for place, said in messages.items())
    return _error(HTTPStatus.UNPROCESSABLE_ENTITY, detail)


def _place(location: Sequence[str | int]) -> str:
    """Say where in the request something is wrong.

    Examples
    --------
    >>> _place(("body", "docs", 0, "doc_id", "int"))
    'docs.0.doc_id'
    """
    parts = list(map(str, location[1:]))
    if "doc_id" in parts:  # what follows are the two kinds of ids
        parts = parts[: parts.index("doc_id") + 1]
    return ".".join(parts) or "body"


def _on_error(_: Request, error: Exception) -> JSONResponse:
    for kind, status in _STATUSES:
        if isinstance(error, kind):
            return _error(status, str(error))
    return _error(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))


def _on_bug(_: Request, __: Exception) -> JSONResponse:
    return _error(
        HTTPStatus.INTERNAL_SERVER_ERROR, "This is a bug; where it happened stands in the log."
    )


def _error(status: HTTPStatus, detail: str) -> JSONResponse:
    return JSONResponse({"detail": detail}, status)
