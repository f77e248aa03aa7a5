"""Do the lines of the README work as they stand there, with a real server and the real model?"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.integration,
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]

_ROOT = Path(__file__).parents[2]
_SERVE = [sys.executable, "-m", "app.cli.main", "serve"]


def _section(title: str) -> str:
    text = (_ROOT / "README.md").read_text(encoding="utf-8")
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def _blocks(section: str) -> list[str]:
    """Return what is indented in a section, block by block."""
    found = re.findall(r"(?:^(?: {4}.*)?\n)+", section, re.MULTILINE)
    return [textwrap.dedent(block).strip("\n") for block in found if block.strip()]


@dataclass
class _Served:
    process: subprocess.Popen[str]
    port: int

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal; return the exit status and what else was printed."""
        self.process.send_signal(number)
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err


@pytest.fixture
def served(tmp_path: Path) -> Iterator[_Served]:
    command = [*_SERVE, "--port", "0", "--home", str(tmp_path)]
    with subprocess.Popen(command, cwd=_ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            match = re.search(r"at http://127\.0\.0\.1:(\d+);", line)
            assert match, line + process.stderr.read()
            yield _Served(process, int(match[1]))
        finally:
            process.kill()


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_lines_for_curl(served: _Served) -> None:
    commands = [one for one in _blocks(_section("HTTP")) if one.startswith("curl")]
    commands = [one for block in commands for one in re.split(r"\n\n(?=curl)", block)]
    assert len(commands) == 3
    indexed, results, deleted = (
        json.loads(
            subprocess.run(
                ["bash", "-c", command.replace(":8000", f":{served.port}")],
                check=True,
                capture_output=True,
                env={**os.environ, "no_proxy": "*"},
                timeout=60,
            ).stdout
        )
        for command in commands
    )
    assert indexed == {"indexed": 2}
    assert [one["doc_id"] for one in results["results"]] == [1, 2]
    assert deleted == {"deleted": 1}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_good_order(served: _Served, number: signal.Signals) -> None:
    assert served.end(number) == (0, "")


def test_one_home_has_one_server(served: _Served, tmp_path: Path) -> None:
    run = subprocess.run(
        [*_SERVE, "--port", "0", "--home", str(tmp_path)],
        cwd=_ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 1
    assert "already writing" in run.stderr


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--host", "0.0.0.0"], "Give a token"),
        (["--host", "no-such-host.invalid"], "no host"),
        (["--token", "two words"], "ASCII"),
    ],
)
def test_what_can_not_be_served_is_told(tmp_path: Path, options: list[str], reason: str) -> None:
    run = subprocess.run(
        [*_SERVE, *options, "--home", str(tmp_path / "home")],
        cwd=_ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 1
    assert reason in run.stderr
    assert not (tmp_path / "home").exists()


def test_the_lines_for_python(tmp_path: Path) -> None:
    (program,) = _blocks(_section("As a library"))
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    lines = run.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert "First document text" in lines[0]
