"""Is a file that makes no sense perhaps being written just now?"""

from __future__ import annotations

import os
import time
from pathlib import Path

_FRESH_S = 10.0


def is_being_written(path: Path) -> bool:
    """Return whether a file was written to a moment ago, so that it may not be complete."""
    try:
        changed = os.stat(path).st_mtime
    except OSError:
        return False
    return abs(time.time() - changed) < _FRESH_S
