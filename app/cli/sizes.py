"""How does a user write a size on the command line?"""

from __future__ import annotations

import argparse
import re

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kMG]?)B?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}


def size(text: str) -> int:
    """Read an option's value that must be a size.

    Examples
    --------
    >>> [size(text) for text in ("500", "50MB", "1.5 g")]
    [500, 50000000, 1500000000]
    """
    match = _SIZE.fullmatch(text.strip())
    n_bytes = int(float(match[1]) * _UNITS[match[2].lower()]) if match else 0
    if n_bytes < 1:
        raise argparse.ArgumentTypeError(f"must be a size such as 50MB, not {text!r}")
    return n_bytes
