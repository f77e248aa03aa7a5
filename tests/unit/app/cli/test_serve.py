from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import serve
from tests.support.command_line import Cli


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "home", tmp_path)


def test_without_the_extra_it_says_what_to_install(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    result = cli("serve")
    assert result.status == 1
    assert "pip install 'sparkbert-desktop[serve]'" in result.err


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_is_a_number(cli: Cli, port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        cli("serve", f"--port={port}")
    assert raised.value.code == 2
    assert "must be a number up to 65535" in capsys.readouterr().err


def test_the_token_may_come_from_the_environment(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARKBERT_TOKEN", "two words")
    result = cli("serve", "--port", "0")
    assert result.status == 1
    assert "ASCII" in result.err
