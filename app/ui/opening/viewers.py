"""With which command does an application open a file at a page, or at a line?

Pure functions: from what the desktop says of the application, and the place, to the command.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PATH = "{path}"
_URL = "{url}"

_AT_PAGE: dict[str, tuple[str, ...]] = {
    "okular": ("--page", "{at}", _PATH),
    "okularapplication": ("--page", "{at}", _PATH),
    "evince": ("--page-index={at}", _PATH),
    "papers": ("--page-index={at}", _PATH),
    "atril": ("--page-index={at}", _PATH),
    "xreader": ("--page-index={at}", _PATH),
    "zathura": ("--page={at}", _PATH),
    "mupdf": (_PATH, "{at}"),
    "qpdfview": (_PATH + "#{at}",),
    **dict.fromkeys(
        ("firefox", "librewolf", "chromium", "chrome", "brave", "microsoft-edge", "vivaldi"),
        (_URL + "#page={at}",),
    ),
    # Windows
    "sumatrapdf": ("-reuse-instance", "-page", "{at}", _PATH),
    "acrobat": ("/A", "page={at}", _PATH),
    "acrord32": ("/A", "page={at}", _PATH),
    "msedge": (_URL + "#page={at}",),
}
"""How viewers of PDFs are told the page; they are known by a part of their name."""

_AT_LINE: dict[str, tuple[str, ...]] = {
    "code-oss": ("--goto", _PATH + ":{at}"),
    "code": ("--goto", _PATH + ":{at}"),
    "codium": ("--goto", _PATH + ":{at}"),
    "gedit": ("+{at}", _PATH),
    "pluma": ("+{at}", _PATH),
    "xed": ("+{at}", _PATH),
    "mousepad": ("--line={at}", _PATH),
    "kate": ("--line", "{at}", _PATH),
    "kwrite": ("--line", "{at}", _PATH),
    "geany": ("+{at}", _PATH),
    "gvim": ("+{at}", _PATH),
    "emacs": ("+{at}", _PATH),
    "sublime": (_PATH + ":{at}",),
    "zed": (_PATH + ":{at}",),
}
"""How editors are told the line."""

_FIELD = re.compile(r"%[fFuU]")
_OTHER_FIELD = re.compile(r"%[icknvmdD]")
_FORWARDING = ("@@", "@@u")
"""Flatpak lends an application the files that stand between these."""


@dataclass(frozen=True, slots=True)
class Application:
    """An application as the desktop knows it.

    Parameters
    ----------
    name
        The name of its desktop entry without the ending ("org.kde.okular"), or of its program.
    command
        What starts it, `%f` or `%U` where the file belongs; as desktop entries write it.
    """

    name: str
    command: str


def page_command(application: Application, path: Path, page: int) -> Sequence[str] | None:
    """Return the command that opens a PDF at a page, None if we don't know how."""
    return _command(application, path, page, _AT_PAGE)


def line_command(application: Application, path: Path, line: int) -> Sequence[str] | None:
    """Return the command that opens a text at a line, None if we don't know how."""
    return _command(application, path, line, _AT_LINE)


def takes_line(application: Application) -> bool:
    """Tell whether an editor is known that can be told the line."""
    return _arguments(application, _AT_LINE) is not None


def windows_command(command: str, path: Path, page: int) -> Sequence[str] | None:
    r"""Return the command that opens a PDF at a page, from what the registry names.

    Examples
    --------
    >>> windows_command(r'"C:\\Apps\\SumatraPDF.exe" "%1"', Path("a.pdf"), 7)[1:4]
    ('-reuse-instance', '-page', '7')
    """
    found = re.match(r'\s*(?:"([^"]+)"|(\S+))', command)
    if found is None:
        return None
    program = found[1] or found[2]
    name = re.split(r"[\\/]", program)[-1].lower().removesuffix(".exe")
    arguments = _arguments(Application(name, program), _AT_PAGE)
    return None if arguments is None else (program, *_filled(arguments, path, page))


def line_of(text: str, passage: str) -> int | None:
    r"""Return the line, from 1, at which a passage begins in a file's text.

    What was read from the file has no marks such as Markdown's, so its first words decide.

    Examples
    --------
    >>> line_of("# Soup\n\nBoil the *lentils* for an hour.", "Boil the lentils for an hour.")
    3
    """
    first = re.findall(r"\w+", passage)
    for n in (8, 4):
        if len(first) < n and n != 4:
            continue
        found = re.search(r"[\W_]+".join(map(re.escape, first[:n])), text) if first else None
        if found is not None:
            return text.count("\n", 0, found.start()) + 1
    return None


def _command(
    application: Application, path: Path, at: int, known: dict[str, tuple[str, ...]]
) -> Sequence[str] | None:
    arguments = _arguments(application, known)
    if arguments is None:
        return None
    try:
        parts = [_OTHER_FIELD.sub("", one) for one in shlex.split(application.command)]
    except ValueError:
        return None
    filled = _filled(arguments, path, at)
    is_lent = any(one in _FORWARDING for one in parts)
    if is_lent and not any(one == _PATH for one in arguments):
        return None  # what is lent has to be a file's name and nothing more
    place = next((n for n, one in enumerate(parts) if _FIELD.search(one)), None)
    if place is None:
        return [*filter(None, parts), *filled]
    if is_lent:
        return _lent(parts, place, filled, str(path))
    return [one for one in [*parts[:place], *filled, *parts[place + 1 :]] if one]


def _lent(parts: Sequence[str], place: int, filled: Sequence[str], path: str) -> Sequence[str]:
    """Put options before what is lent, and the file alone between the marks."""
    at = filled.index(path)
    before, after = parts[: place - 1], parts[place + 2 :]
    return [*before, *filled[:at], "@@", path, "@@", *filled[at + 1 :], *after]


def _arguments(
    application: Application, known: dict[str, tuple[str, ...]]
) -> tuple[str, ...] | None:
    """Return how an application is told the place."""
    for name, arguments in known.items():
        # A word of its own: "kate" is not in "skateboard".
        if re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", application.name.lower()):
            return arguments
    return None


def _filled(arguments: Sequence[str], path: Path, at: int) -> tuple[str, ...]:
    url = path.as_uri() if any(_URL in one for one in arguments) else ""
    return tuple(
        one.replace("{at}", str(at)).replace(_URL, url).replace(_PATH, str(path))
        for one in arguments
    )
