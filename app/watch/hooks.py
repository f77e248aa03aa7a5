"""What does an observer of the file system tell, beside what happens in it?"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LIMITS = (errno.ENOSPC, errno.EMFILE, errno.ENFILE)
"""What the system says when it allows no more."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What an observer asks and tells, from threads of its own.

    Parameters
    ----------
    on_lost
        Events were lost; anything may have happened.
    on_limit
        A folder can't be watched, because the system allows no more.
    on_closed
        A folder can't be watched, because it may not be opened.
    """

    on_lost: Callable[[], None]
    on_limit: Callable[[Path], None]
    on_closed: Callable[[Path], None]
