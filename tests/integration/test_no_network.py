"""Does anything of indexing and searching ever reach for a network?"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.integration,
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="namespaces and strace are Linux's"),
]

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "resources" / "samples"
FILES = ["Country loaf.md", "Home insurance summary.pdf", "Staff handbook.docx"]
UNSHARE = ["unshare", "--user", "--map-root-user", "--net"]
CALLS = "--trace=socket,connect,bind,sendto,sendmsg"
STRACE = ["strace", "--follow-forks", "--seccomp-bpf", CALLS]  # all other calls go at full speed
INTERNET = re.compile(r"AF_(?:INET|INET6|PACKET|VSOCK)\b")


def works(command: Sequence[str]) -> bool:
    """Tell whether a tool is there and allowed to do its work."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0


def index_and_search(prefix: Sequence[str], home: Path) -> str:
    """Run both commands behind a prefix; they must succeed. Return what the search printed."""
    sparkbert = [*prefix, sys.executable, "-m", "app.cli.main"]
    files = [str(SAMPLES / name) for name in FILES]
    out = ""
    for arguments in (["index", *files], ["search", "somebody stole my bike"]):
        run = subprocess.run(
            [*sparkbert, *arguments, "--home", str(home)],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        out = run.stdout
    return out


def test_a_computer_without_any_network_will_do(tmp_path: Path) -> None:
    if not works(UNSHARE):
        pytest.skip("namespaces of our own are not permitted here")
    assert "Home insurance summary.pdf" in index_and_search(UNSHARE, tmp_path / "home")


def test_no_socket_of_the_internet_is_opened(tmp_path: Path) -> None:
    if not works([*STRACE, "--output=/dev/null"]):
        pytest.skip("strace is missing or not permitted here")
    traces = tmp_path / "calls"
    traces.mkdir()
    prefix = [*STRACE, "--output-separately", f"--output={traces / 'calls'}"]
    assert "Home insurance summary.pdf" in index_and_search(prefix, tmp_path / "home")
    calls = [call for file in traces.iterdir() for call in file.read_text().splitlines()]
    assert any("exited with" in call for call in calls)
    assert [call for call in calls if INTERNET.search(call)] == []
