"""Can text be recognised in pictures of pages here, and does the user want it?

Tesseract does it, in the process that reads files (through tesserocr): a page's picture is never
written anywhere, and recognition ends with its process. What Tesseract knows of a language lies in
files that its package installs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from enum import Enum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from app.extract.base import WarningKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.extract.base import ExtractionWarning
    from sparkbert.types import Section

_ANSWER_S = 10.0
_FOLDER = re.compile(r'"([^"]+)"')
_USUAL = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


class OcrState(Enum):
    """Whether pictures of pages are read: here and now if `ON`, by another process if `WAITING`."""

    MISSING = "missing"
    OFF = "off"
    WAITING = "waiting"
    ON = "on"


@dataclass(frozen=True, slots=True)
class Ocr:
    """How text is recognised.

    Parameters
    ----------
    state
        Whether it is.
    data
        The folder of Tesseract's languages; None where it is missing.
    languages
        Which of them, as Tesseract wants to be told: "eng", "deu+fra".
    seconds
        How long a file may take; pages that are left then stay without text.
    """

    state: OcrState = OcrState.MISSING
    data: Path | None = None
    languages: str = "eng"
    seconds: float = 600.0

    @property
    def is_on(self) -> bool:
        """Whether pictures of pages are read."""
        return self.state is OcrState.ON


def find_ocr(*, enabled: bool, languages: str = "eng", seconds: float = 600.0) -> Ocr:
    """Look for Tesseract and for the languages that are wanted."""
    data = _data_folder()
    has_all = data is not None and all(
        (data / f"{one}.traineddata").is_file() for one in languages.split("+")
    )
    if not has_all or find_spec("tesserocr") is None:
        return Ocr(OcrState.MISSING, None, languages, seconds)
    return Ocr(OcrState.ON if enabled else OcrState.OFF, data, languages, seconds)


def installed_languages() -> tuple[str, ...]:
    """Return Tesseract's names of the languages that are installed, sorted; none without it."""
    data = _data_folder()
    if data is None or find_spec("tesserocr") is None:
        return ()
    names = {path.stem for path in data.glob("*.traineddata")}
    return tuple(sorted(names - {"osd", "equ"}))  # which tell how a page lies, and read formulas


def _data_folder() -> Path | None:
    places = [os.environ.get("TESSDATA_PREFIX", ""), _told_by_tesseract(), *_USUAL]
    return next((Path(one) for one in places if one and Path(one).is_dir()), None)


def _told_by_tesseract() -> str:
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        answer = subprocess.run(
            [program, "--list-langs"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_ANSWER_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = _FOLDER.search(answer.stdout.partition("\n")[0])
    return found[1] if found else ""


def is_mostly_scanned(warnings: Sequence[ExtractionWarning], sections: Sequence[Section]) -> bool:
    """Whether more pages of a PDF are without text than with it."""
    without = sum(one.count for one in warnings if one.kind is WarningKind.PAGES_WITHOUT_TEXT)
    return without > len(sections)
