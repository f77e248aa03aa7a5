"""The words in which an extractor tells a user why a file gave no text, and what to do."""

from __future__ import annotations

import stat
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from app.extract.base import ExtractionError, FailureKind, ScanError
from app.extract.ocr import OcrState

if TYPE_CHECKING:
    from app.extract.base import Limits

_FRAMES = 6
_SCAN_REMEDIES = {
    OcrState.MISSING: "Run text recognition (OCR) on it, and the result will be indexed; or "
    "install Tesseract (Debian, Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract) "
    "and tesserocr (pip install tesserocr), and turn it on in the settings (settings.toml: "
    "enabled = true in [ocr]).",
    OcrState.OFF: "Text recognition (Tesseract) is installed: turn it on in the settings "
    "(settings.toml: enabled = true in [ocr]), and this file will be read.",
    OcrState.WAITING: "It waits for text recognition (OCR).",
}


def encrypted(what: str) -> ExtractionError:
    """Say that a password is needed; `what` names the format: "PDF", "Word document"."""
    return ExtractionError(
        FailureKind.ENCRYPTED,
        f"This {what} is protected by a password. "
        "Save a copy without the password, and the copy will be indexed.",
    )


def no_text(
    what: str, remedy: str = "If there should be some, open it and look at it."
) -> ExtractionError:
    """Say that the file was read to its end and holds no text."""
    return ExtractionError(FailureKind.NO_TEXT, f"This {what} holds no text. {remedy}")


def pdf_without_text() -> ExtractionError:
    """Say that a PDF holds neither text nor pictures of it."""
    return no_text("PDF", "If you see text in it, print it to a new PDF and run text recognition.")


def scanned_pdf(state: OcrState = OcrState.MISSING) -> ScanError:
    """Say that a PDF holds pictures alone, and what can be done where OCR stands so."""
    return ScanError(
        FailureKind.NO_TEXT,
        "The pages of this PDF are pictures without text, as a scanner makes them. "
        f"{_SCAN_REMEDIES.get(state, '')}",
    )


def nothing_recognised(n_left: int) -> ExtractionError:
    """Say that text recognition found none; `n_left` pages were not looked at."""
    if n_left:
        return ExtractionError(
            FailureKind.TIMED_OUT,
            "The pages of this PDF are pictures, and the time for text recognition was over before "
            "any text was found. Give it more in settings.toml: seconds in [ocr].",
        )
    return ExtractionError(
        FailureKind.NO_TEXT,
        "The pages of this PDF are pictures in which no text was recognised. If there is some, "
        "scan it again with a higher resolution, or add its language to languages in [ocr] of "
        "settings.toml.",
    )


def damaged(what: str, detail: str = "") -> ExtractionError:
    """Say that the parser gave up on the file."""
    return ExtractionError(
        FailureKind.EXTRACTION_FAILED,
        f"This {what} is damaged and can't be read. "
        "Open it in the program that made it and save it again, or fetch it once more.",
        detail,
    )


def empty_file() -> ExtractionError:
    """Say that the file has no bytes."""
    return ExtractionError(
        FailureKind.EXTRACTION_FAILED,
        "This file is empty (0 bytes). Perhaps a download or a copy was cut short: "
        "fetch it once more.",
    )


def not_downloaded() -> ExtractionError:
    """Say that a file's content is in a cloud alone."""
    return ExtractionError(
        FailureKind.NOT_DOWNLOADED,
        "This file is in the cloud only, and is not downloaded to be indexed. "
        "Open it once, or have it kept on this computer, and it will be indexed.",
    )


def crashed(detail: str = "") -> ExtractionError:
    """Say that the child process died over the file, or hit a bug of ours."""
    return ExtractionError(
        FailureKind.EXTRACTION_FAILED,
        "Reading this file failed unexpectedly; it may be damaged, or take more memory than one "
        "file may have. Open it in the program that made it and save it again.",
        detail,
    )


def unsupported(
    what: str, remedy: str = "Save it as PDF, Word (.docx) or plain text."
) -> ExtractionError:
    """Say that no extractor reads this; `what` is "a spreadsheet", "an archive"."""
    return ExtractionError(
        FailureKind.UNSUPPORTED_FORMAT, f"This file is {what}, which can't be indexed. {remedy}"
    )


def not_ordinary(mode: int) -> ExtractionError:
    """Say that there is no content to be read; `mode` is the file's, from its status."""
    kinds = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFDIR: "a folder"}
    what = kinds.get(stat.S_IFMT(mode), "a device")
    return unsupported(
        f"{what} between programs" if what in ("a pipe", "a socket") else what,
        "It holds no text: nothing is missing from the search.",
    )


def too_large_file(size: int, limits: Limits) -> ExtractionError:
    """Say that the file, or what it unpacks to, has too many bytes."""
    return ExtractionError(
        FailureKind.TOO_LARGE,
        f"This file holds {_megabytes(size)}, more than the limit of "
        f"{_megabytes(limits.input_bytes)}. Split it into smaller files.",
    )


def too_much_text(limits: Limits) -> ExtractionError:
    """Say that more text comes out than the limit allows."""
    return ExtractionError(
        FailureKind.TOO_LARGE,
        f"This file holds more than {limits.characters:,} characters of text, the limit for one "
        "document. Split it into smaller files.",
    )


def too_much_memory(limits: Limits) -> ExtractionError:
    """Say that reading the file takes too much memory."""
    return ExtractionError(
        FailureKind.TOO_LARGE,
        f"Reading this file takes more than {_megabytes(limits.memory_bytes)} of memory. "
        "Split it into smaller files.",
    )


def timed_out(limits: Limits) -> ExtractionError:
    """Say that reading the file takes too long."""
    return ExtractionError(
        FailureKind.TIMED_OUT,
        f"Reading this file took longer than {limits.seconds:g} seconds and was stopped. "
        "It may be damaged, or very large: save it again, or split it into smaller files.",
    )


def vanished() -> ExtractionError:
    """Say that the file is gone."""
    return ExtractionError(
        FailureKind.VANISHED, "This file is no longer there. It was moved or deleted meanwhile."
    )


def permission_denied() -> ExtractionError:
    """Say that the file may not be read."""
    return ExtractionError(
        FailureKind.PERMISSION_DENIED,
        "This file may not be read by you. Change its permissions to have it indexed.",
    )


def unreadable(reason: str) -> ExtractionError:
    """Say that the disk or the network failed; `reason` is the system's own words."""
    return ExtractionError(
        FailureKind.EXTRACTION_FAILED,
        f"This file can't be read from its disk ({reason}). "
        "Check the disk or the network connection, then try again.",
    )


def trace_of(error: BaseException) -> str:
    """Return for the log where an error came from, without its words, which may quote the file."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {' < '.join(reversed(list(places)))}"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
