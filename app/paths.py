"""Where does the app keep its things, and who may read them?

Everything lives in one home folder, readable by its owner alone: it holds the text of private
documents.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.errors import HomeError

APP_NAME = "sparkbert"
PRIVATE_UMASK = 0o077


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one index and what belongs to it."""

    directory: Path

    @property
    def settings_file(self) -> Path:
        """The user's settings; need not exist."""
        return self.directory / "settings.toml"

    @property
    def index(self) -> Path:
        """The folder of the index; raises HomeError if the file that names it can't be read."""
        return _place_of_index(self.place_file) or self.own_index

    @property
    def own_index(self) -> Path:
        """Where the index is if the user has not had it moved."""
        return self.directory / "index"

    @property
    def place_file(self) -> Path:
        """Tells where the index is if the user has had it moved; need not exist."""
        return self.directory / "index.place"

    @property
    def served(self) -> Path:
        """The folder of the index that is served over HTTP."""
        return self.directory / "served"

    @property
    def window_settings(self) -> Path:
        """What the window remembers, the last searches among it; need not exist."""
        return self.directory / "window.ini"

    @property
    def logs(self) -> Path:
        """The folder of the log files."""
        return self.directory / "logs"

    def create(self) -> None:
        """Make the folder if it is not there, for its owner alone; raises HomeError."""
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise HomeError(
                f"The home folder {self.directory} can't be made ({error.strerror}). "
                "Choose another one with --home."
            ) from error
        if not os.access(self.directory, os.W_OK | os.X_OK):
            raise HomeError(
                f"The home folder {self.directory} can't be written to. "
                "Change its permissions, or choose another one with --home."
            )


def _place_of_index(file: Path) -> Path | None:
    """Return the folder that an index was moved to; None if it was not moved."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))["index"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HomeError(
            f"{file} says where the index is, and can't be read ({type(error).__name__}). Delete "
            "it to have a new index made in the home folder."
        ) from error
    return Path(found) if found else None


def find_home(directory: Path | None = None) -> Home:
    """Return the given home, or else the user's own; makes nothing."""
    if directory is not None:
        return Home(directory.expanduser().absolute())
    return Home(Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)))


def evaluation_cache() -> Path:
    """Return where evaluations keep vectors and indexes of test collections; makes nothing."""
    return Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False)) / "evaluation"


def keep_private() -> None:
    """Let every file that this process and its children make be readable by its owner alone."""
    os.umask(PRIVATE_UMASK)
