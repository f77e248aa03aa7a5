"""How much memory and processor time do our processes take? (Linux tells, others do not.)"""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

_PROC = Path("/proc")
_USER_TICKS = 11  # fields after the command's closing bracket: `man proc_pid_stat`
_SYSTEM_TICKS = 12


def cpu_seconds(pid: int) -> float | None:
    """Return the processor time of a running process, or None if it can't be told."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[_USER_TICKS]) + int(fields[_SYSTEM_TICKS])
    except (OSError, ValueError, IndexError):
        return None
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_bytes(pid: int) -> int | None:
    """Return a process's memory, pages shared by m processes counted 1/m (PSS), or None."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    for line in lines:
        if line.startswith("Pss:"):
            return 1024 * int(line.split()[1])
    return None


def peak_memory_bytes(pid: int) -> int | None:
    """Return the most memory that a running process ever had (RSS), or None."""
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return None
    for line in lines:
        if line.startswith("VmHWM:"):
            return 1024 * int(line.split()[1])
    return None


def child_pids(pid: int) -> list[int]:
    """Return the ids of another process's children, as far as the system tells."""
    try:
        return [
            int(child)
            for task in (_PROC / str(pid) / "task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return []


def child_pid(name: str) -> int | None:
    """Return the id of the running child process with a name."""
    found = (one.pid for one in multiprocessing.active_children() if one.name == name)
    return next(found, None)
