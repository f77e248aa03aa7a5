from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from app.serve.access import Access
from app.serve.guard import Guard
from app.serve.messages import MAX_BODY_BYTES, MAX_DOCS, MAX_QUERY, MAX_TEXT
from sparkbert import SparkBert
from sparkbert.errors import DiskFullError
from tests.support.served import Client, serving
from tests.support.small_library import SmallSource

DOCS = [
    {"doc_id": 1, "text": "boats in the harbour"},
    {"doc_id": "a/b", "text": "roses need rain"},
    {"doc_id": "1", "text": "mountains"},
]


def index_docs(client: Client, docs: list[dict[str, object]] | None = None) -> None:
    answer = client("POST", "/index", {"docs": docs or DOCS})
    assert (answer.status, answer.json) == (200, {"indexed": len(docs or DOCS)})


def found(client: Client, query: str, **more: object) -> list[object]:
    answer = client("POST", "/search", {"query": query, **more})
    assert answer.status == 200
    return [one["doc_id"] for one in answer.json["results"]]


def test_what_is_indexed_is_found(client: Client) -> None:
    index_docs(client)
    answer = client("POST", "/search", {"query": "harbour", "search_n_neighbors": 3, "top_k": 1})
    (best,) = answer.json["results"]
    assert (best["doc_id"], best["text"]) == (1, "boats in the harbour")
    assert (best["start"], best["end"]) == (0, 20)
    (word,) = [one for one in best["highlights"] if one["kind"] == "exact"]
    assert best["text"][word["start"] : word["end"]] == "harbour"
    assert best["score"] > word["weight"] > 0
    assert found(client, "roses")[0] == "a/b"
    assert client("GET", "/health").json == {"status": "ok", "docs": 3}


def test_a_document_is_replaced(client: Client) -> None:
    index_docs(client)
    index_docs(client, [{"doc_id": 1, "text": "deserts"}])
    assert found(client, '"harbour"') == []
    assert client("GET", "/health").json["docs"] == 3


def test_at_most_ten_are_found_if_nothing_else_is_said(client: Client) -> None:
    index_docs(client, [{"doc_id": n, "text": f"boats {n}"} for n in range(12)])
    assert len(found(client, "boats")) == 10
    assert len(found(client, "boats", top_k=11)) == 11


def test_a_document_is_deleted(client: Client, index: SparkBert, tmp_path: Path) -> None:
    index_docs(client)
    assert client("DELETE", "/docs/1").json == {"deleted": 1}
    assert client("DELETE", "/docs/1").status == 404
    assert client("DELETE", "/docs/1?kind=string").status == 200
    assert client("DELETE", "/docs/a/b?kind=integer").status == 400
    assert client("DELETE", "/docs/a/b?wipe=true").status == 200
    assert len(index) == 0
    files = [path for path in (tmp_path / "served").rglob("*") if path.is_file()]
    assert not any(b"roses" in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"", 422, "body"),
        (b"{", 400, "no valid JSON"),
        (b"\xff\xfe{", 400, "body"),
        (b"[" * 100_000, 400, "body"),
        (b'{"query": "a", "top_k": ' + b"9" * 5000 + b"}", 400, "body"),
        (b"[]", 422, "body"),
        ({}, 422, "query: "),
        ({"query": None}, 422, "query: "),
        ({"query": ""}, 400, "empty"),
        ({"query": " \n"}, 400, "empty"),
        ({"query": "a" * (MAX_QUERY + 1)}, 422, "query: "),
        ({"query": "a", "top_k": 0}, 422, "top_k: "),
        ({"query": "a", "top_k": "5"}, 422, "top_k: "),
        ({"query": "a", "top_k": 10**6}, 422, "top_k: "),
        ({"query": "a", "search_n_neighbors": 1.5}, 422, "search_n_neighbors: "),
        ({"query": "a", "topk": 3}, 422, "topk: "),
    ],
)
def test_what_is_no_search_is_refused(
    client: Client, body: object, status: int, reason: str
) -> None:
    answer = client("POST", "/search", body)
    assert (answer.status, reason in answer.json["detail"]) == (status, True)


@pytest.mark.parametrize(
    ("docs", "reason"),
    [
        (None, "docs: "),
        ([{"text": "a"}], "docs.0.doc_id: "),
        ([{"doc_id": True, "text": "a"}], "docs.0.doc_id: "),
        ([{"doc_id": 1.5, "text": "a"}], "docs.0.doc_id: "),
        ([{"doc_id": "x" * 513, "text": "a"}], "docs.0.doc_id: "),
        ([{"doc_id": 1, "text": "a"}, {"doc_id": 2}], "docs.1.text: "),
        ([{"doc_id": 1, "text": "secret" * (MAX_TEXT // 6 + 1)}], "docs.0.text: "),
        ([{"doc_id": 1, "text": "a"}] * (MAX_DOCS + 1), "docs: "),
    ],
)
def test_what_is_no_document_is_refused(client: Client, docs: object, reason: str) -> None:
    answer = client("POST", "/index", {"docs": docs})
    assert answer.status == 422
    assert reason in answer.json["detail"]
    assert "secret" not in answer.json["detail"]
    assert client("GET", "/health").json["docs"] == 0


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/search", b'{"query": "boats \\udfff"}'),
        ("/index", b'{"docs": [{"doc_id": "\\ud800", "text": "boats"}]}'),
        ("/index", b'{"docs": [{"doc_id": 1, "text": "boats \\ud800"}]}'),
    ],
)
def test_halves_of_surrogate_pairs_are_refused(client: Client, path: str, body: bytes) -> None:
    answer = client("POST", path, body)
    assert answer.status == 422
    assert "unicode" in answer.json["detail"]


def test_other_paths_and_methods_are_refused(client: Client) -> None:
    assert client("GET", "/").status == 404
    assert client("GET", "/docs").status == 404
    assert client("GET", "/redoc").status == 404
    assert client("GET", "/search").status == 405


def test_the_description_names_every_request(client: Client) -> None:
    description = client("GET", "/openapi.json").json
    assert set(description["paths"]) == {"/index", "/search", "/docs/{doc_id}", "/health"}
    assert "http" not in json.dumps(description["paths"])


def test_only_json_is_read(client: Client) -> None:
    body = b'{"query": "boats"}'
    for kind in ("application/x-www-form-urlencoded", "text/plain", ""):
        answer = client("POST", "/search", body, {"Content-Type": kind})
        assert answer.status == 415
        assert "application/json" in answer.json["detail"]
    kind = "Application/JSON; charset=utf-8"
    assert client("POST", "/search", body, {"Content-Type": kind}).status == 200


def test_strangers_are_refused_before_anything_is_done(client: Client) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        assert client("POST", "/index", {"docs": DOCS}, headers).status == 403
        assert client("GET", "/openapi.json", None, headers).status == 403
    assert client("GET", "/health").json["docs"] == 0
    preflight = {"Origin": "http://evil.example", "Access-Control-Request-Method": "DELETE"}
    answer = client("OPTIONS", "/docs/1", None, preflight)
    assert answer.status == 403
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_bodies_that_are_too_large_are_refused(client: Client) -> None:
    answer = client("POST", "/index", b"{}", {"Content-Length": str(MAX_BODY_BYTES + 1)})
    assert answer.status == 413
    assert "16,000,000 bytes" in answer.json["detail"]


def test_bodies_without_a_length_are_measured(client: Client) -> None:
    head = b"POST /index HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    chunk = b"f4240\r\n" + b" " * 1_000_000 + b"\r\n"
    answer = client.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + 17 * chunk)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_request_without_a_host_is_refused(client: Client) -> None:
    assert client.raw(b"GET /health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 400 ")


def test_a_client_that_leaves_does_no_harm(client: Client) -> None:
    head = b"POST /index HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    client.raw(head + b"Content-Length: 100\r\n\r\n{")
    assert client("GET", "/health").status == 200


def test_the_token_is_asked_for_everywhere(index: SparkBert) -> None:
    with serving(index, Access(token="secret")) as client:
        for method, path in (("GET", "/health"), ("GET", "/openapi.json"), ("POST", "/search")):
            answer = client(method, path, {"query": "boats"})
            assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
        brought = {"Authorization": "Bearer secret"}
        assert client("GET", "/health", None, brought).status == 200


def test_many_ask_at_once(client: Client) -> None:
    def work(number: int) -> None:
        for turn in range(4):
            id_ = 100 * number + turn
            index_docs(client, [{"doc_id": id_, "text": f"boats of {number} in turn {turn}"}])
            assert id_ in found(client, "boats", top_k=1000)
            if turn % 2:
                assert client("DELETE", f"/docs/{id_}").status == 200

    with ThreadPoolExecutor(12) as pool:
        for done in [pool.submit(work, number) for number in range(12)]:
            done.result()
    assert client("GET", "/health").json["docs"] == 24


def test_what_a_last_run_left_is_encoded_at_the_start(
    tmp_path: Path, vocabulary: Path, source: SmallSource
) -> None:
    def fail(texts: object) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "served"
    source.before = fail
    index = SparkBert.open(folder, encoder=source, vocabulary=vocabulary)
    with index, pytest.raises(KeyboardInterrupt):
        index.index([(1, "boats")])
    source.before = lambda texts: None
    source.texts.clear()
    with serving(SparkBert.open(folder, encoder=source, vocabulary=vocabulary)):
        pass
    assert source.texts in ([], ["boats"])  # the end may come first


def test_the_end_does_not_wait_for_what_takes_long(
    index: SparkBert, source: SmallSource, tmp_path: Path, vocabulary: Path
) -> None:
    reached, opened = threading.Event(), threading.Event()

    def hold_back(texts: object) -> None:
        reached.set()
        assert opened.wait(30)

    with ThreadPoolExecutor(1) as pool:
        with serving(index, end_s=0) as client:
            source.before = hold_back
            asking = pool.submit(client, "POST", "/index", {"docs": DOCS})
            assert reached.wait(30)
        opened.set()
        with contextlib.suppress(http.client.HTTPException, OSError):
            assert asking.result().status >= 500
    source.before = lambda texts: None
    with SparkBert.open(tmp_path / "served", encoder=source, vocabulary=vocabulary) as again:
        assert again.search('"harbour"')[0].id == 1


def test_the_log_holds_no_text(
    index: SparkBert, source: SmallSource, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(texts: object) -> None:
        raise RuntimeError(f"a bug, at {texts}")

    caplog.set_level(logging.DEBUG)
    with serving(index) as client:
        index_docs(client, [{"doc_id": "swordfish", "text": "swordfish"}])
        found(client, "swordfish")
        client("DELETE", "/docs/swordfish")
        client("POST", "/search", {"query": ["swordfish"]})
        client("GET", "/swordfish?swordfish=1")
        index_docs(client)
        source.before = fail
        answer = client("POST", "/search", {"query": "swordfish"})
    assert answer.status == 500
    assert "log" in answer.json["detail"]
    assert "swordfish" not in answer.json["detail"]
    assert "POST /index: 200" in caplog.text
    assert "a bug: RuntimeError" in caplog.text
    assert "swordfish" not in caplog.text


def test_a_full_disk_is_told(
    client: Client, index: SparkBert, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(docs: object) -> int:
        raise DiskFullError("No space is left.")

    with monkeypatch.context() as patch:
        patch.setattr(index, "index", fail)
        answer = client("POST", "/index", {"docs": DOCS})
    assert (answer.status, answer.json["detail"]) == (507, "No space is left.")


def test_a_body_that_does_not_come_is_given_up() -> None:
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError

    async def receive() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
    }
    asyncio.run(Guard(app, Access(), body_seconds=0.01)(scope, receive, send))
    assert sent[0]["status"] == 408
