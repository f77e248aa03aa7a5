from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.client import EngineClient
from app.engine.messages import GetOverview
from app.engine.process import start_engine
from app.engine.wire import PROTOCOL, Address, publish, published
from app.errors import EngineError
from app.paths import Home
from tests.support.running_engine import ThreadEngines, Watcher

pytestmark = pytest.mark.integration

_HEAVY = ("torch", "numpy", "tokenizers", "sentencex", "faiss", "pypdfium2", "docx", "watchdog")


@pytest.mark.parametrize("client", ["app.client", "app.ui.application"])
def test_a_client_loads_nothing_heavy(client: str) -> None:
    code = f"import sys, {client}; print([one for one in {_HEAVY} if one in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_an_engine_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EngineError, match="can't be made"):
        start_engine(Home(tmp_path / "file"))


def test_an_engine_that_dies_at_once_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="did not start"):
        start_engine(Home(tmp_path), [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(EngineError, match="can't be started"):
        start_engine(Home(tmp_path), [str(tmp_path / "no such program")])


def test_an_engine_of_another_version_is_left_alone(tmp_path: Path) -> None:
    publish(Home(tmp_path), Address(PROTOCOL + 1, 1234, "nowhere", "00"))
    with pytest.raises(EngineError, match="1234"):
        EngineClient.attach(Home(tmp_path))


def test_what_a_killed_engine_left_is_no_engine(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.create()
    publish(home, Address(PROTOCOL, 1234, str(tmp_path / "gone"), "00"))
    engines = ThreadEngines()
    with Watcher(home, engines) as client:
        assert client.ask(GetOverview()).sources == ()
    engines.join()


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_the_line_is_for_the_owner_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    engines = ThreadEngines()
    with Watcher(home, engines):
        address = published(home)
        assert address is not None
        for path in (home.directory / "engine.json", Path(address.address).parent):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
        with pytest.raises(EngineError):
            _with_a_wrong_key(home, address)
    engines.join()


def _with_a_wrong_key(home: Home, address: Address) -> None:
    publish(home, Address(address.protocol, address.pid, address.address, "00" * 32))
    try:
        EngineClient.attach(home, start=None)
    finally:
        publish(home, address)
