"""How does a whole index come to be of another vocabulary, size or model?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.engine.workplace import identity_of, open_index
from app.errors import HomeError
from app.paths import Home
from sparkbert.errors import IncompatibleIndexError, IndexCorruptError, SearchIndexError
from sparkbert.index.catalog import IndexIdentity
from sparkbert.index.mend import set_index_aside

Tell = Callable[[str], None]
"""Takes a sentence for the user."""


class RemakeMark:
    """A file beside the index that tells the next engine to make the index of what is set now.

    It is written before the settings are: whatever is cut short, an index that does not agree with
    them is made anew, not refused.

    Parameters
    ----------
    home
        Whose index.
    """

    def __init__(self, home: Home) -> None:
        self._path = home.directory / "index.remake"

    @property
    def is_set(self) -> bool:
        """Whether the index may be of another making than the settings."""
        return self._path.exists()

    def set(self) -> None:
        """Have the next engine look."""
        self._path.touch(mode=0o600)

    def clear(self) -> None:
        """Note that the index agrees with the settings."""
        self._path.unlink(missing_ok=True)


def follow_making(home: Home, identity: IndexIdentity, tell: Tell) -> None:
    """Make the index of what is set now, if the user has chosen something else for it.

    Raises
    ------
    SearchIndexError
        Another process writes, or the index is damaged, or the disk is at fault.
    """
    mark = RemakeMark(home)
    if not mark.is_set:
        return
    try:
        is_other = identity_of(home) != identity
    except IndexCorruptError:
        raise
    except (HomeError, SearchIndexError):
        is_other = False  # there is none yet, or whoever opens it says what is wrong with it
    if is_other:
        for old in make_of(home, identity, tell):
            with suppress(OSError):  # of no use any more, and not damaged
                old.unlink()
    mark.clear()


def make_of(home: Home, identity: IndexIdentity, tell: Tell) -> tuple[Path, ...]:
    """Have a whole index made anew of another vocabulary, or else of another model.

    Returns the files of the old senses, which are set aside.

    Raises
    ------
    SearchIndexError
        Another process writes, or the disk is at fault.
    """
    try:
        with open_index(home, identity_of(home)) as opened:
            old = opened.writer.change_vocabulary(identity).set_aside
    except IncompatibleIndexError:
        place = set_index_aside(home.index)
        tell(
            "The index is made again from your folders with the model of now; the old one is kept "
            f"in {place} until you forget a folder, or delete it."
        )
        with open_index(home, identity):
            return ()
    tell("Of every passage the meaning is found anew, with the vocabulary of now.")
    return old
