"""What an extractor promises: which document, which typed failure, within which limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from pathlib import Path

    from app.extract.layout import Layout
    from sparkbert.types import Section


class FailureKind(StrEnum):
    """Why a file could not be indexed; the value is what the catalog stores."""

    UNSUPPORTED_FORMAT = "unsupported_format"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no_text"
    EXTRACTION_FAILED = "extraction_failed"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    VANISHED = "vanished"
    PERMISSION_DENIED = "permission_denied"
    NOT_DOWNLOADED = "not_downloaded"


class WarningKind(StrEnum):
    """What is imperfect about a document that was extracted all the same."""

    PAGES_WITHOUT_TEXT = "pages_without_text"
    PAGES_UNREADABLE = "pages_unreadable"
    RECOGNISED = "recognised"
    DAMAGED = "damaged"
    ENCODING_GUESSED = "encoding_guessed"


@dataclass(frozen=True, slots=True)
class ExtractionWarning:
    """An imperfection of an extracted document; `count` says of how many pages, where it counts."""

    kind: WarningKind
    message: str
    count: int = 0


class ExtractionError(Exception):
    """A file gave no text; `str()` names the reason and the remedy in words fit for a user.

    Parameters
    ----------
    kind
        What the catalog stores and the window groups by.
    message
        Reason and remedy, as sentences.
    detail
        For the log alone: what the parser said, a trace.
    """

    def __init__(self, kind: FailureKind, message: str, detail: str = "") -> None:
        super().__init__(kind, message, detail)  # all three, so that it can be pickled
        self.kind = kind
        self.message = message
        self.detail = detail

    def __str__(self) -> str:
        return self.message


class ScanError(ExtractionError):
    """The pages of a file are pictures alone, in which text could be recognised."""


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """The readable text of a file, in the library's terms.

    Parameters
    ----------
    title
        What the document calls itself; empty where it does not say.
    sections
        At least one, and none without text.
    warnings
        What is imperfect.
    layout
        How it looks, where that is known.
    """

    title: str
    sections: tuple[Section, ...]
    warnings: tuple[ExtractionWarning, ...] = ()
    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost.

    Parameters
    ----------
    seconds
        Time from handing the file over to having its text. A process that others keep from
        computing gets up to five times as long, if it computes no longer than this.
    memory_bytes
        Address space above what the child holds before its first file.
    characters
        Text that comes out, over all sections.
    input_bytes
        The file's size, and for packed formats also the size of what it unpacks to.
    """

    seconds: float = 60.0
    memory_bytes: int = 800_000_000
    characters: int = 20_000_000
    input_bytes: int = 500_000_000


@runtime_checkable
class Illustrator(Protocol):
    """An extractor whose documents have pictures."""

    def pictures(self, path: Path, layout: Layout) -> Layout:
        """Return a layout with the pictures that can be shown."""
        ...


class Extractor(Protocol):
    """Turns one file of one format into text; runs inside a `Sandbox`'s child process."""

    def extract(self, path: Path, limits: Limits) -> ExtractedDocument:
        """Return the file's text.

        Raises
        ------
        ExtractionError
            The file has no text for us, or is more than `limits` allow.
        OSError
            The file can't be opened or read; the registry turns it into an `ExtractionError`.
        """
        ...
