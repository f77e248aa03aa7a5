"""How do clients see and change what the user has set, and how does it come into force?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.extract.ocr import OcrState
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class GetSettings:
    """What has the user set? Answered by `StoredSettings`, also where nothing else works."""


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Write into the settings file what differs between two settings. `StoredSettings`."""

    before: Settings
    after: Settings


@dataclass(frozen=True, slots=True)
class StoredSettings:
    """What the settings file says.

    Parameters
    ----------
    settings
        All of it, with what is so without being said.
    is_in_force
        Whether the engine works by it; else `RestartEngine` brings it into force.
    """

    settings: Settings
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class RestartEngine:
    """End in good order, so that the next client starts another engine. `Done`.

    Parameters
    ----------
    rebuild
        Whether the next one is to make the index anew from the folders.
    """

    rebuild: bool = False


@dataclass(frozen=True, slots=True)
class GetFacts:
    """What does the engine work with, and where? Answered by `EngineFacts`."""


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What the engine works with, and where it keeps what.

    Parameters
    ----------
    home, index, logs, settings_file
        Places.
    index_bytes, set_aside_bytes
        How much the index takes, and what was set aside as damaged, which counts too.
    model, model_sha256, model_directory, model_bytes
        The sentence model.
    vocabulary, vocabulary_sha256, vocabulary_bytes
        The vocabulary's file.
    own_vocabularies
        Files of vocabularies that were built from the user's documents, the newest first.
    is_index_moved
        Whether the index is in another place than the home.
    ocr
        Whether text recognition works here.
    ocr_languages
        Tesseract's names of the languages that are installed.
    n_cores
        How many cores encoding may use.
    """

    home: Path
    index: Path
    logs: Path
    settings_file: Path
    index_bytes: int
    set_aside_bytes: int
    model: str
    model_sha256: str
    model_directory: Path
    model_bytes: int
    vocabulary: Path
    vocabulary_sha256: str
    vocabulary_bytes: int
    ocr: OcrState
    ocr_languages: tuple[str, ...]
    n_cores: int
    own_vocabularies: tuple[Path, ...] = ()
    is_index_moved: bool = False
