"""How is something shown in a terminal, and in a pipe?"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TextIO

_RESET = "\x1b[0m"
_CLEAR_LINE = "\r\x1b[K"


class Style(StrEnum):
    """What a piece of text is; the value is its terminal code."""

    PLAIN = ""
    EXACT = "\x1b[1;33m"
    RELATED = "\x1b[4;36m"
    TITLE = "\x1b[1m"
    QUIET = "\x1b[2m"


@dataclass(slots=True)
class Console:
    """Where commands print: results to `out`, progress and errors to `err`.

    Parameters
    ----------
    out, err
        Streams of text.
    coloured
        Whether `out` shows styles.
    live
        Whether `err` is a terminal, in which one line can be written again and again.
    width
        Columns of the terminal.
    """

    out: TextIO
    err: TextIO
    coloured: bool = False
    live: bool = False
    width: int = 100
    _has_line: bool = field(default=False, init=False)

    def print(self, text: str = "") -> None:
        """Print a line of results."""
        self._end_line()
        print(text, file=self.out)

    def note(self, text: str) -> None:
        """Print a line about the work or an error."""
        self._end_line()
        print(text, file=self.err, flush=True)

    def show_line(self, text: str) -> None:
        """Put a line in place of the last one; in a terminal only."""
        if self.live:
            print(_CLEAR_LINE + fitting(text, self.width - 1), end="", file=self.err, flush=True)
            self._has_line = True

    def styled(self, text: str, style: Style) -> str:
        """Return a text with the terminal's codes for a style, if styles are shown."""
        if not self.coloured or style is Style.PLAIN:
            return text
        return f"{style.value}{text}{_RESET}"

    def _end_line(self) -> None:
        if self._has_line:
            print(_CLEAR_LINE, end="", file=self.err, flush=True)
            self._has_line = False


def standard_console(environment: Mapping[str, str] = os.environ) -> Console:
    """Return the console of this process; NO_COLOR and TERM=dumb are respected."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    dumb = environment.get("TERM") == "dumb"
    return Console(
        out=sys.stdout,
        err=sys.stderr,
        coloured=sys.stdout.isatty() and not dumb and not environment.get("NO_COLOR"),
        live=sys.stderr.isatty() and not dumb,
        width=shutil.get_terminal_size().columns,
    )


def fitting(text: str, width: int) -> str:
    """Return as much of a text as fits into so many columns of a terminal.

    Examples
    --------
    >>> fitting("日本語 text", 7)
    '日本語 '
    """
    for length, sign in enumerate(text):
        width -= 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if width < 0:
            return text[:length]
    return text


def size_text(n_bytes: int) -> str:
    """Return a size in words.

    Examples
    --------
    >>> [size_text(n) for n in (0, 999, 1500, 2_000_000, 3_500_000_000)]
    ['0 B', '999 B', '1.5 kB', '2.0 MB', '3.5 GB']
    """
    size = float(n_bytes)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def duration_text(seconds: float) -> str:
    """Return a duration in words.

    Examples
    --------
    >>> [duration_text(s) for s in (0.4, 59.6, 61, 3700)]
    ['0.4 s', '60 s', '1 min 1 s', '1 h 1 min']
    """
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole <= 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def count_text(n: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> [count_text(n, "file") for n in (0, 1, 2000)]
    ['0 files', '1 file', '2,000 files']
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"
