"""What do benchmarks read and ask? Sentences of the sample documents, in ever new company."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

_SENTENCE = re.compile(r"[^.!?\n]{40,400}[.!?]")
_LENGTHS = (1, 2, 3, 5, 7, 9)  # sentences of a text: from a line to a full chunk
_PARAGRAPHS = 12
_QUERY_WORDS = (3, 8)


def samples() -> Path:
    """Return the folder of the documents that come with the app."""
    return Path(str(resources.files("resources") / "samples"))


class TextMaker:
    """Makes texts that differ from each other; the same seed makes the same ones.

    Parameters
    ----------
    folder
        Whose text files, plain or Markdown, give the sentences.
    seed
        Of the choices.
    """

    def __init__(self, folder: Path, seed: int = 0) -> None:
        files = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
        self._sentences = [
            " ".join(found.split()) for text in texts for found in _SENTENCE.findall(text)
        ]
        if not self._sentences:
            raise ValueError(f"{folder} holds no text file with sentences")
        self._random = random.Random(seed)

    def text(self) -> str:
        """Return a text of one to some sentences."""
        return " ".join(self._random.choices(self._sentences, k=self._random.choice(_LENGTHS)))

    def write_documents(self, folder: Path, n: int) -> None:
        """Write n Markdown files of several paragraphs each."""
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(n):
            paragraphs = [self.text() for _ in range(_PARAGRAPHS)]
            path = folder / f"made {number:05}.md"
            path.write_text("\n\n".join([f"# Document {number}", *paragraphs]), encoding="utf-8")


def copy_samples(source: Path, folder: Path) -> None:
    """Copy the sample documents, so that every format is read."""
    shutil.copytree(source, folder, dirs_exist_ok=True)


def queries(texts: Sequence[str], n: int, seed: int = 0) -> list[str]:
    """Return n queries: some words in a row of texts that hold enough of them."""
    rng = random.Random(seed)
    made = []
    for text in rng.choices(texts, k=n):
        words = re.findall(r"\w+", text)
        n_words = min(rng.randint(*_QUERY_WORDS), len(words))
        first = rng.randrange(len(words) - n_words + 1)
        made.append(" ".join(words[first : first + n_words]) or text)
    return made
