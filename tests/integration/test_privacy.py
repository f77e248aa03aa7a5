"""Who can get at what the app knows, and what is left of what it was told to forget?"""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.engine.messages import IndexNow
from app.engine.search_messages import Search, SearchStage
from app.engine.wire import Address, published
from app.paths import Home
from tests.support.command_line import Cli
from tests.support.hostile.packages import word_document
from tests.support.hostile.raw_pdf import one_page
from tests.support.running_engine import Watcher, start_with_pieces, write

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX"),
]

_TEXT, _NAME, _SEARCH = "zqtextcanaryx", "zqnamecanaryx", "zqsearchcanaryx"
_NOBODY = 65534


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "home", tmp_path / "documents")


@pytest.fixture
def running(cli: Cli) -> Iterator[tuple[Watcher, Address]]:
    cli.write("a.txt", "A text about lentils.")
    with Watcher(Home(cli.home), start_with_pieces) as watcher:
        watcher.client.ask(IndexNow((cli.documents,))).result(120)
        address = published(Home(cli.home))
        assert address is not None
        yield watcher, address


def holding(home: Path, *words: str) -> set[tuple[str, str]]:
    """Return the files of a home that hold any of some words, in their content or name."""
    return {
        (path.name, word)
        for path in home.rglob("*")
        for word in words
        if word in path.name or (path.is_file() and word.encode() in path.read_bytes())
    }


def test_what_is_forgotten_is_nowhere(cli: Cli) -> None:
    folder = cli.documents
    cli.write(f"{_NAME}.txt", f"A text about {_TEXT}.")
    cli.write(f"sub {_NAME}/b.md", f"# A heading with {_TEXT}\n\ntext")
    (folder / f"{_NAME}.pdf").write_bytes(one_page(_TEXT).build())
    (folder / f"{_NAME} damaged.docx").write_bytes(word_document(_TEXT)[:400])
    (folder / f"{_NAME} bad.pdf").write_bytes(b"%PDF-1.7 " + _TEXT.encode() * 9)
    other = cli.documents.parent / "others"
    write(other, "kept.txt", "Another text that stays.")
    (other / "kept damaged.docx").write_bytes(b"\0\1\2")
    cli("index", folder, other)
    cli("search", f"{_TEXT} {_SEARCH}")
    cli("status")
    cli.write(f"{_NAME}.txt", f"Now it is about {_TEXT} and more.")
    cli("index")
    window = cli.home / "window.ini"
    window.write_text(
        f'[General]\nfiles="[\\"{folder}/{_NAME}.txt\\"]"\nfolders_off="[\\"{folder}\\"]"\n'
        f'saved="[\\"{_SEARCH}\\"]"\nsearches="[\\"{_SEARCH}\\"]"\nsize=3\n'
    )
    assert holding(cli.home, _TEXT)
    assert holding(cli.home, _NAME)
    assert cli("forget", folder).status == 0
    assert holding(cli.home, _TEXT, _NAME, _SEARCH, str(folder)) == set()
    assert window.read_text() == "[General]\nsize=3\n"
    assert "kept damaged.docx" in (cli.home / "logs" / "not-indexed.log").read_text()
    assert cli("search", "stays", "--json").json["hits"]


def test_no_log_holds_a_text_or_a_query(cli: Cli) -> None:
    folder = cli.documents
    cli.write("a.txt", f"A text about {_TEXT}.")
    spoilt = {
        "a.docx": word_document(_TEXT)[:-30],
        "b.docx": word_document(f"<{_TEXT}>"),
        "c.pdf": one_page(_TEXT).build()[:-200],
        "d.pdf": b"%PDF-1.7\n1 0 obj <<" + f"/{_TEXT} ({_TEXT}) ".encode() * 99,
        "e.md": f"---\n{_TEXT}: [\n---\n".encode() + b"\xff\x00" * 999,
    }
    for name, content in spoilt.items():
        (folder / name).write_bytes(content)
    cli("index", folder)
    cli("search", _SEARCH)
    cli("search", f'"{_TEXT}')
    assert (cli.home / "logs" / "not-indexed.log").is_file()
    assert holding(cli.home / "logs", _TEXT, _SEARCH) == set()


def test_everything_is_its_owners_alone(cli: Cli) -> None:
    cli.write("a.txt", "A text about lentils.")
    cli.write("b.pdf", "")
    cli("index", cli.documents)
    cli("search", "lentils")
    cli("forget", cli.documents)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in cli.home.rglob("*")}
    wanted = {path: 0o700 if path.is_dir() else 0o600 for path in modes}
    assert modes == wanted
    assert stat.S_IMODE(cli.home.stat().st_mode) == 0o700


def test_the_endpoint_is_no_web_server(running: tuple[Watcher, Address]) -> None:
    watcher, address = running
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(30)
        line.connect(address.address)
        line.sendall(b"GET /search?q=lentils HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = b""
        with suppress(ConnectionResetError):
            while part := line.recv(4096):
                answer += part
    assert b"HTTP" not in answer
    assert b"lentils" not in answer
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(address.address)  # who says nothing keeps nobody out
        with Watcher(Home(watcher.home.directory), start_with_pieces):
            pass
    results = watcher.ask(Search("lentils", 5, stage=SearchStage.WORDS))
    assert len(results.passages) == 1  # those who may ask are served as before


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_port_is_open(running: tuple[Watcher, Address]) -> None:
    _, address = running
    ours = {
        os.readlink(path) for path in Path(f"/proc/{address.pid}/fd").iterdir() if path.is_symlink()
    }
    internet = {
        f"socket:[{line.split()[9]}]"
        for name in ("tcp", "tcp6", "udp", "udp6")
        for line in Path(f"/proc/{address.pid}/net/{name}").read_text().splitlines()[1:]
    }
    assert not ours & internet


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only root can be another user")
def test_another_user_gets_nowhere(running: tuple[Watcher, Address], cli: Cli) -> None:
    _, address = running
    for folder in (cli.home, *cli.home.parents):  # as homes of users lie: anybody may pass
        if folder != cli.home and folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    script = (
        "import socket, sys\n"
        "for what, path in (('socket', sys.argv[1]), ('file', sys.argv[2])):\n"
        "    try:\n"
        "        if what == 'socket':\n"
        "            socket.socket(socket.AF_UNIX).connect(path)\n"
        "        else:\n"
        "            open(path).read()\n"
        "        print(what, 'open')\n"
        "    except PermissionError:\n"
        "        print(what, 'closed')\n"
    )
    answer = subprocess.run(
        ["/usr/bin/env", "python3", "-c", script, address.address, str(cli.home / "engine.json")],
        user=_NOBODY,
        group=_NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
    )
    assert answer.stdout.split("\n")[:2] == ["socket closed", "file closed"], answer.stderr
