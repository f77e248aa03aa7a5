"""Whether what a file's metadata calls a title is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.extract.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MAX_CHARACTERS = 250
# What programs write where the author wrote nothing.
_PLACEHOLDER = re.compile(
    r"(microsoft (word|powerpoint|excel|office word)\b.*"
    r"|untitled.*|unbenannt.*|sans titre.*|sin título.*|no title|title|titel"
    r"|(new |neues )?(document|dokument|presentation)\s*\d*|(slide|page|folie|seite) \d+"
    r"|powerpoint presentation|word document|print|layout \d+|about:blank|scan\w*\s*[\d_-]*"
    r"|pdf|none|null|default|unknown|temp|test|tmp\w*|image\d*"
    r")",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"\S*\.(pdf|docx?|dotx?|odt|odp|tex|dvi|indd|qxd|rtf|txt|md|html?|xlsx?|pptx?|ps|eps|cdr"
    r"|pmd|fm|wpd|p65|exe|cgi|php|jpe?g|tiff?|png)",
    re.IGNORECASE,
)
_PATH = re.compile(r"(file:|https?:|[a-z]:\\|/\w+/|\\\\).*", re.IGNORECASE)


def choose_title(path: Path, candidates: Iterable[str]) -> str:
    """Return the first candidate that a reader would call a title, or an empty string."""
    for candidate in candidates:
        title = clean(candidate)
        if _is_sensible(title, path):
            return title
    return ""


def _is_sensible(title: str, path: Path) -> bool:
    if not 2 <= len(title) <= _MAX_CHARACTERS or "\ufffd" in title or "://" in title:
        return False
    if sum(character.isalpha() for character in title) < max(2, 0.3 * len(title)):
        return False
    if "_" in title and " " not in title:
        return False
    if title.casefold() in (path.name.casefold(), path.stem.casefold()) and " " not in title:
        return False
    return not any(
        pattern.fullmatch(title) for pattern in (_PLACEHOLDER, _FILE_NAME, _PATH)
    ) and not title.lower().endswith((".doc", ".docx", ".pdf", ".indd"))
