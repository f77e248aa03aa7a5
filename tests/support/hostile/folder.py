"""How is a hostile file described, and how does it get its name and its word?"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from pathlib import Path

from app.extract.base import FailureKind

_CONSONANTS = "bdfgklmnprtvz"
_VOWELS = "aiou"


class Scale(Enum):
    """How much the files cost: the value divides what can be made smaller."""

    FULL = 1
    SMALL = 20


class Outcome(StrEnum):
    """What must come of a file."""

    FOUND = "found"
    FAILED = "failed"
    EITHER = "either"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file, and what indexing it must lead to.

    Parameters
    ----------
    path
        Where it is.
    what
        What is wrong with it.
    word
        By this word, which stands in no other file, it must be found; None if it has none.
    failures
        What it may fail with. With a word too, either will do: a parser may repair it or not.
    """

    path: Path
    what: str
    word: str | None = None
    failures: frozenset[FailureKind] = frozenset()

    @property
    def outcome(self) -> Outcome:
        """What must come of it; what is neither found nor fails is left out by every scan."""
        if self.word is not None:
            return Outcome.EITHER if self.failures else Outcome.FOUND
        return Outcome.FAILED if self.failures else Outcome.LEFT_OUT


@dataclass
class HostileFolder:
    """Where the files are written; what is told of them is gathered in `files`."""

    path: Path
    scale: Scale
    files: list[HostileFile] = field(default_factory=list)
    _n_words: int = 0

    def share(self, n: int) -> int:
        """Return a size at this scale."""
        return max(n // self.scale.value, 1)

    def word(self) -> str:
        """Return a word that no other file has: pronounceable, and its own stem."""
        self._n_words += 1
        number, syllables = self._n_words * 7919, ""
        while number:
            number, rest = divmod(number, len(_CONSONANTS) * len(_VOWELS))
            consonant, vowel = divmod(rest, len(_VOWELS))
            syllables += _CONSONANTS[consonant] + _VOWELS[vowel]
        return f"zq{syllables}x"

    def within(self, name: str) -> HostileFolder:
        """Return a folder in this one, with the same list of files and words."""
        inner = _Within(self.path / name, self.scale, self.files, outer=self)
        inner.path.mkdir(parents=True, exist_ok=True)
        return inner

    def good(self, name: str | bytes, make: Callable[[str], bytes], what: str) -> Path:
        """Write a file that must be found; `make` gets its word and returns the content."""
        word = self.word()
        return self._write(name, make(word), what, word, frozenset())

    def bad(self, name: str | bytes, content: bytes, what: str, *failures: FailureKind) -> Path:
        """Write a file that must fail in one of these ways."""
        return self._write(name, content, what, None, frozenset(failures))

    def either(
        self,
        name: str | bytes,
        make: Callable[[str], bytes],
        what: str,
        *failures: FailureKind,
    ) -> Path:
        """Write a file that may be found or fail in one of these ways."""
        word = self.word()
        return self._write(name, make(word), what, word, frozenset(failures))

    def tell(
        self, path: Path, what: str, word: str | None = None, *failures: FailureKind
    ) -> HostileFile:
        """Describe a file that was written otherwise."""
        told = HostileFile(path, what, word, frozenset(failures))
        self.files.append(told)
        return told

    def _write(
        self,
        name: str | bytes,
        content: bytes,
        what: str,
        word: str | None,
        failures: frozenset[FailureKind],
    ) -> Path:
        path = self.path / os.fsdecode(name)
        path.write_bytes(content)
        self.files.append(HostileFile(path, what, word, failures))
        return path


@dataclass
class _Within(HostileFolder):
    outer: HostileFolder = field(kw_only=True)

    def word(self) -> str:
        return self.outer.word()
