"""Which settings are there, what are they by default, and what does the user's file say?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import get_type_hints

from app.errors import SettingsError
from sparkbert.defaults import IndexSize, default_vocabulary
from sparkbert.ranking.parameters import RankingParameters


@dataclass(frozen=True, slots=True)
class ExtractionSettings:
    """How much one file may cost to read: table `[extraction]` of the settings file.

    Parameters
    ----------
    seconds
        Time; up to five times as much on a machine that does much else.
    memory_bytes
        Memory above what the reading process holds before its first file.
    characters
        Text that comes out of the file.
    input_bytes
        Size of the file, and of what it unpacks to.
    """

    seconds: float = 60.0
    memory_bytes: int = 800_000_000
    characters: int = 20_000_000
    input_bytes: int = 500_000_000


class OnBattery(StrEnum):
    """What goes on by itself while the computer runs on its battery; what is asked for always does.

    WORDS reads files, so that they are found by their words, and encodes later.
    """

    PAUSE = "pause"
    WORDS = "words"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class SchedulingSettings:
    """When work makes way: table `[scheduling]` of the settings file.

    Parameters
    ----------
    encoder_sleep_seconds
        How long the encoder keeps its memory without work.
    on_battery
        What goes on by itself on battery.
    yield_when_busy
        Whether encoding makes pauses while other programs need the processor.
    encoder_threads
        How many cores encoding uses; None for all.
    """

    encoder_sleep_seconds: float = 300.0
    on_battery: OnBattery = OnBattery.WORDS
    yield_when_busy: bool = True
    encoder_threads: int | None = None


class FileType(StrEnum):
    """A family of files that are read alike."""

    PDF = "pdf"
    WORD = "word"
    MARKDOWN = "markdown"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class FilesSettings:
    """Which files are read: table `[files]` of the settings file.

    Parameters
    ----------
    skipped_types
        Families of files that are left out of all folders.
    """

    skipped_types: tuple[FileType, ...] = ()


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """Whether text is recognised in scanned pages: table `[ocr]` of the settings file.

    Parameters
    ----------
    enabled
        Whether it is.
    languages
        Tesseract's names of the languages that the pages are in, joined by `+`.
    seconds
        How long one file may take.
    """

    enabled: bool = False
    languages: str = "eng"
    seconds: float = 600.0


Table = ExtractionSettings | FilesSettings | OcrSettings | SchedulingSettings


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose; each field is a key of the settings file.

    Parameters
    ----------
    model_directory
        Where the model's files are; None takes the installed weights.
    vocabulary
        The vocabulary's file. An index made with another one is refused.
    index_size
        How much an index keeps of each passage. The same holds for it.
    search_n_neighbors
        With how many senses a token of a query searches.
    top_k
        How many results a search shows.
    extraction
        How much one file may cost to read.
    files
        Which files are read.
    ocr
        Whether text is recognised in scanned pages.
    scheduling
        When work makes way.
    """

    model_directory: Path | None = None
    vocabulary: Path = field(default_factory=default_vocabulary)
    index_size: IndexSize = IndexSize.COMPACT
    search_n_neighbors: int = RankingParameters().search_n_neighbors
    top_k: int = 10
    extraction: ExtractionSettings = field(default_factory=ExtractionSettings)
    files: FilesSettings = field(default_factory=FilesSettings)
    ocr: OcrSettings = field(default_factory=OcrSettings)
    scheduling: SchedulingSettings = field(default_factory=SchedulingSettings)


TABLES: dict[str, type[Table]] = {
    "extraction": ExtractionSettings,
    "files": FilesSettings,
    "ocr": OcrSettings,
    "scheduling": SchedulingSettings,
}


def load_settings(file: Path) -> Settings:
    """Read a settings file; one that does not exist changes nothing.

    Raises
    ------
    SettingsError
        The file can't be read, or a key is unknown, of the wrong type, or not above zero; the
        text names file and key.
    """
    try:
        with file.open("rb") as stream:
            content = tomllib.load(stream)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"{file} can't be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} is not a TOML file: {error}.") from error
    known = {one.name for one in fields(Settings)} - TABLES.keys()
    tables: dict[str, object] = {}
    for name, target in TABLES.items():
        table = content.pop(name, {})
        if not isinstance(table, dict):
            raise SettingsError(f"{file}: {name} must be a table: [{name}].")
        # The types of the values are checked below, field by field.
        tables[name] = target(**_values(file, target, table, f"{name}."))  # type: ignore[arg-type]
    values = _values(file, Settings, content, "", known)
    return Settings(**values, **tables)  # type: ignore[arg-type]


def _values(
    file: Path,
    target: type[Settings] | type[Table],
    table: Mapping[str, object],
    prefix: str,
    known: set[str] | None = None,
) -> dict[str, object]:
    """Check a table's keys and values against a dataclass."""
    names = known if known is not None else {one.name for one in fields(target)}
    hints = get_type_hints(target)
    values: dict[str, object] = {}
    for key, value in table.items():
        if key not in names:
            raise SettingsError(
                f"{file}: {prefix}{key} is not a setting. There are: {', '.join(sorted(names))}."
            )
        values[key] = _value(f"{file}: {prefix}{key}", hints[key], value, file.parent)
    return values


def _value(where: str, hint: object, value: object, base: Path) -> object:
    if hint in (Path, Path | None):
        if not isinstance(value, str) or not value:
            raise SettingsError(f"{where} must be a path in quotes, not {value!r}.")
        return base / Path(value).expanduser()
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _name(where, hint, value)
    if hint == tuple[FileType, ...]:
        if not isinstance(value, list):
            raise SettingsError(f'{where} must be a list such as ["pdf"], not {value!r}.')
        return tuple(dict.fromkeys(_name(where, FileType, one) for one in value))
    if hint is bool:
        if not isinstance(value, bool):
            raise SettingsError(f"{where} must be true or false, not {value!r}.")
        return value
    if hint is str:
        if not isinstance(value, str) or not value:
            raise SettingsError(f"{where} must be a text in quotes, not {value!r}.")
        return value
    return _number(where, hint, value)


def _number(where: str, hint: object, value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise SettingsError(f"{where} must be a number, not {value!r}.")
    if hint in (int, int | None) and not isinstance(value, int):
        raise SettingsError(f"{where} must be a whole number, not {value!r}.")
    if not value > 0:
        raise SettingsError(f"{where} must be above zero, not {value!r}.")
    return value


def _name(where: str, names: type[StrEnum], value: object) -> StrEnum:
    known = [one.value for one in names]
    if value not in known:
        raise SettingsError(f"{where} must be one of {', '.join(known)}, not {value!r}.")
    return names(str(value))
