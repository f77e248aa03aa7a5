from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.extract.base import ExtractionError, FailureKind, Limits
from app.extract.sandbox import Sandbox, SandboxClosedError
from tests.support.hostile_extractors import misbehave

pytestmark = pytest.mark.integration

LIMITS = Limits(seconds=20, memory_bytes=400_000_000, characters=1000)


def ask(sandbox: Sandbox, name: str) -> str:
    return sandbox.extract(Path(name)).sections[0].text


def failure(sandbox: Sandbox, name: str) -> FailureKind:
    with pytest.raises(ExtractionError) as caught:
        sandbox.extract(Path(name))
    return caught.value.kind


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes otherwise")
@pytest.mark.parametrize("name", ["exit", "abort", "segfault", "raise"])
def test_what_crashes_costs_its_file_alone(name: str) -> None:
    with Sandbox(LIMITS, extract=misbehave) as sandbox:
        assert failure(sandbox, name) is FailureKind.EXTRACTION_FAILED
        assert ask(sandbox, "fine") == "fine"


def test_the_child_is_reused() -> None:
    with Sandbox(LIMITS, extract=misbehave) as sandbox:
        first = ask(sandbox, "pid")
        assert ask(sandbox, "pid") == first == str(sandbox.pid)
        assert int(first) != os.getpid()


def test_a_child_that_hangs_is_killed_and_replaced() -> None:
    with Sandbox(Limits(seconds=0.3), extract=misbehave) as sandbox:
        sandbox.start()
        hanging = sandbox.pid
        assert failure(sandbox, "hang") is FailureKind.TIMED_OUT
        assert hanging is not None
        assert not _is_running(hanging)
        sandbox.start()
        assert sandbox.pid != hanging


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_memory_is_limited() -> None:
    with Sandbox(LIMITS, extract=misbehave) as sandbox:
        assert failure(sandbox, "eat") is FailureKind.TOO_LARGE
        assert ask(sandbox, "fine") == "fine"


def test_output_is_limited() -> None:
    with Sandbox(LIMITS, extract=misbehave) as sandbox:
        assert failure(sandbox, "flood") is FailureKind.TOO_LARGE
        assert ask(sandbox, "fine") == "fine"


def test_the_childs_output_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    with Sandbox(LIMITS, extract=misbehave) as sandbox:
        assert ask(sandbox, "print") == "print"
    assert capfd.readouterr() == ("", "")


def test_the_child_stays_light_and_offline() -> None:
    with Sandbox(LIMITS, extract=misbehave) as sandbox:
        assert ask(sandbox, "sockets") == "none"
    with Sandbox(Limits(), extract=misbehave) as sandbox:
        loaded = set(ask(sandbox, "modules").split())
    assert not loaded & {"torch", "transformers", "faiss", "PySide6", "sqlite3", "scipy"}


def test_closing_ends_a_running_extraction() -> None:
    sandbox = Sandbox(LIMITS, extract=misbehave)
    sandbox.start()
    closing = threading.Timer(0.1, sandbox.close)
    closing.start()
    with pytest.raises(SandboxClosedError):
        sandbox.extract(Path("hang"))
    closing.join()
    with pytest.raises(SandboxClosedError):
        sandbox.extract(Path("fine"))


def test_two_sandboxes_work_side_by_side() -> None:
    with (
        Sandbox(LIMITS, extract=misbehave) as one,
        Sandbox(Limits(seconds=0.5), extract=misbehave) as other,
    ):
        other.start()
        hanging = threading.Thread(target=failure, args=(other, "hang"))
        hanging.start()
        assert ask(one, "fine") == "fine"
        hanging.join()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("busy", [False, True])
def test_the_child_dies_with_a_killed_parent(tmp_path: Path, busy: bool) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys, threading, time\n"
        "from pathlib import Path\n"
        "from app.extract.sandbox import Sandbox\n"
        "from tests.support.hostile_extractors import misbehave\n"
        "if __name__ == '__main__':\n"
        "    sandbox = Sandbox(extract=misbehave)\n"
        "    sandbox.start()\n"
        f"    if {busy}:\n"
        "        threading.Thread(target=sandbox.extract, args=(Path('hang'),)).start()\n"
        "    print(sandbox.pid, flush=True)\n"
        "    time.sleep(60)\n",
        encoding="utf-8",
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert _is_running(child)
        os.kill(parent.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while _is_running(child) and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    assert not _is_running(child)


def _is_running(pid: int) -> bool:
    """Tell whether a process lives; one that nobody has waited for yet does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
