"""How does work in the background make way for what the user is doing?

What is lowered can't be raised again. On Linux threads have priorities of their own, which the
threads and processes that they start inherit.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from contextlib import suppress
from enum import IntEnum

_BELOW_NORMAL = -1  # of a thread, on Windows
_QOS_UTILITY = 0x11  # of a thread, on macOS: long work that the user need not wait for
_LAST_IN_LINE = 7  # of the disk's eight, on Linux; to be served at all, unlike "idle"


class Priority(IntEnum):
    """How much work yields, as "niceness": words come before meaning."""

    READING = 5
    ENCODING = 10


def lower_thread(priority: Priority) -> None:
    """Let the calling thread yield to others, as far as the system can."""
    with suppress(OSError, AttributeError):
        if sys.platform == "win32":
            kernel = ctypes.WinDLL("kernel32")
            kernel.GetCurrentThread.restype = ctypes.c_void_p
            kernel.SetThreadPriority.argtypes = (ctypes.c_void_p, ctypes.c_int)
            kernel.SetThreadPriority(kernel.GetCurrentThread(), _BELOW_NORMAL)
        elif sys.platform == "darwin":
            ctypes.CDLL(None).pthread_set_qos_class_self_np(_QOS_UTILITY, 0)
        elif sys.platform == "linux":
            thread = threading.get_native_id()
            if os.getpriority(os.PRIO_PROCESS, thread) < priority:
                os.setpriority(os.PRIO_PROCESS, thread, priority)


def lower_process(priority: Priority) -> None:
    """Let this process yield to others at the processor and at the disk; call it first of all."""
    import psutil

    process = psutil.Process()
    with suppress(OSError, psutil.Error):
        if sys.platform == "win32":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
            process.ionice(psutil.IOPRIO_LOW)
        else:
            process.nice(max(priority, process.nice()))
            if sys.platform == "linux":
                process.ionice(psutil.IOPRIO_CLASS_BE, _LAST_IN_LINE)
