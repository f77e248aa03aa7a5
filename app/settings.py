"""Which settings are there, what are they by default, and what does the user's file say?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
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
        Wall-clock time.
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
    """

    model_directory: Path | None = None
    vocabulary: Path = field(default_factory=default_vocabulary)
    index_size: IndexSize = IndexSize.COMPACT
    search_n_neighbors: int = RankingParameters().search_n_neighbors
    top_k: int = 10
    extraction: ExtractionSettings = field(default_factory=ExtractionSettings)


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
    table = content.pop("extraction", {})
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: extraction must be a table: [extraction].")
    known = {one.name for one in fields(Settings)} - {"extraction"}
    # The types of the values are checked below, field by field.
    extraction = ExtractionSettings(**_values(file, ExtractionSettings, table, "extraction."))  # type: ignore[arg-type]
    values = _values(file, Settings, content, "", known)
    return Settings(**values, extraction=extraction)  # type: ignore[arg-type]


def _values(
    file: Path,
    target: type[Settings | ExtractionSettings],
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
    if hint is IndexSize:
        sizes = [one.value for one in IndexSize]
        if value not in sizes:
            raise SettingsError(f"{where} must be one of {', '.join(sizes)}, not {value!r}.")
        return IndexSize(str(value))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise SettingsError(f"{where} must be a number, not {value!r}.")
    if hint is int and not isinstance(value, int):
        raise SettingsError(f"{where} must be a whole number, not {value!r}.")
    if not value > 0:
        raise SettingsError(f"{where} must be above zero, not {value!r}.")
    return value
