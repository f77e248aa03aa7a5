from __future__ import annotations

import pytest

from app.errors import ServeError
from app.serve.access import Access
from app.serve.server import listen, make_access, url_of

OWN = "localhost:8000"


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "127.0.0.1"]
)
def test_the_loopback_names_are_answered(host: str) -> None:
    assert Access().refusal([host], [], None) is None


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        (["evil.example"], 403),
        (["localhost.evil.example:8000"], 403),
        (["localhost."], 403),
        (["192.168.0.7:8000"], 403),
        (["localhost@evil.example"], 400),
        ([""], 400),
        ([], 400),
        (["localhost", "evil.example"], 400),
    ],
)
def test_other_names_are_not(hosts: list[str], status: int) -> None:
    refusal = Access().refusal(hosts, [], None)
    assert refusal is not None
    assert refusal.status == status


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:3000",
        "https://localhost:8000",
        "http://127.0.0.1:8000",
        "null",
        "",
    ],
)
def test_pages_of_other_origins_are_not_answered(origin: str) -> None:
    refusal = Access().refusal([OWN], [origin], None)
    assert refusal is not None
    assert refusal.status == 403


def test_a_page_of_the_server_itself_would_be() -> None:
    assert Access().refusal([OWN], [f"http://{OWN}"], None) is None
    assert Access().refusal([OWN], [f"http://{OWN}", "http://evil.example"], None) is not None


@pytest.mark.parametrize(
    ("authorization", "is_let_in"),
    [
        ("Bearer secret", True),
        ("bearer  secret", True),
        ("Bearer secrets", False),
        ("Bearer", False),
        ("Basic secret", False),
        ("secret", False),
        ("Bearer s\xe9cret", False),
        (None, False),
    ],
)
def test_a_token_is_asked_for(authorization: str | None, is_let_in: bool) -> None:
    refusal = Access(token="secret").refusal([OWN], [], authorization)
    assert (refusal is None) == is_let_in
    assert refusal is None or refusal.status == 401


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_others_may_reach_it_with_a_token_only(host: str) -> None:
    with pytest.raises(ServeError, match="token"):
        make_access(host, None)
    with pytest.raises(ServeError, match="token"):
        make_access(host, "")
    access = make_access(host, "secret", ["box.example"])
    brought = "Bearer secret"
    assert access.refusal(["192.168.0.7:8000"], [], brought) is None
    assert access.refusal(["box.example:8000"], [], brought) is None
    assert access.refusal(["evil.example"], [], brought) is not None
    assert access.refusal(["192.168.0.7"], [], None) is not None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_a_loopback_host_needs_no_token(host: str) -> None:
    access = make_access(host, None)
    assert access.token is None
    assert access.refusal([f"{host}:8000"], [], None) is None
    assert access.refusal(["192.168.0.7"], [], None) is not None


@pytest.mark.parametrize("token", ["two words", "s\xe9cret", "line\n"])
def test_a_token_that_no_header_can_hold_is_refused(token: str) -> None:
    with pytest.raises(ServeError, match="ASCII"):
        make_access("127.0.0.1", token)


def test_a_port_that_is_taken_is_named() -> None:
    (taken,) = listen("127.0.0.1", 0)
    port = taken.getsockname()[1]
    with taken:
        assert url_of(taken) == f"http://127.0.0.1:{port}"
        with pytest.raises(ServeError, match=f"port {port}.*--port"):
            listen("127.0.0.1", port)


def test_a_host_that_is_none_is_named() -> None:
    with pytest.raises(ServeError, match="no host"):
        make_access("no-such-host.invalid", None)
