from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import scripted_encoder
from tests.support.command_line import Cli, Result

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    documents = tmp_path / "documents"
    documents.mkdir()
    return Cli(tmp_path / "home", documents)


_SLOW = """
import sys
from dataclasses import replace
from functools import partial
from app.cli.main import main
from tests.support import piece_encoder, scripted_encoder
from tests.support.running_engine import ThreadEngines

def load(settings):
    tools = piece_encoder.load_piece_tools(settings)
    return replace(tools, encoder=scripted_encoder.ScriptedEncoder)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], engine_starter=ThreadEngines(load)))
"""


def _signal_while_encoding(cli: Cli, tmp_path: Path, number: signal.Signals) -> Result:
    """Index a file whose encoding never ends; send a signal once it is found by its words."""
    cli.write("a.txt", scripted_encoder.HANG)
    script = tmp_path / "slow.py"
    script.write_text(_SLOW)
    command = [sys.executable, *map(str, (script, "index", cli.documents, "--home", cli.home))]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "of 1 passage by meaning" in line:
                break
        process.send_signal(number)
        out, err = process.communicate()
    return Result(process.returncode, out, err)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_in_good_order(cli: Cli, tmp_path: Path, number: signal.Signals) -> None:
    result = _signal_while_encoding(cli, tmp_path, number)
    assert result.status == 130, result.err
    assert "goes on from here" in result.err
    assert "Waiting: 0 files to be read, 1 passage" in result.out


def test_a_killed_run_is_resumed(cli: Cli, tmp_path: Path) -> None:
    assert _signal_while_encoding(cli, tmp_path, signal.SIGKILL).status == -signal.SIGKILL
    assert cli("verify").status == 0
    assert cli("index", "--json").json["passages_by_meaning"] == 1
