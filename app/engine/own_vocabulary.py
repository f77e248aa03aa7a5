"""How does a user get a vocabulary that is learnt from what is indexed?

`python -m app.engine.own_vocabulary --home DIR` is a program that the window starts. It writes a
line of JSON for whatever it has to tell, and ends, leaving nothing behind, on SIGTERM and when its
standard input is closed, as happens when the window dies.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import FrameType

from app.engine.own_vocabularies import (
    Refusal,
    Told,
    file_name,
    own_vocabularies,
    vocabularies_folder,
)
from app.engine.vocabulary_build import Model, Progress, Recipe, bert, build, check_space
from app.errors import AppError, HomeError
from app.logs import logging_to
from app.paths import Home, find_home, keep_private
from app.priority import Priority, lower_process
from app.settings import load_settings
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import DIMENSION, find_model
from sparkbert.errors import SparkBertError, VocabularyError
from sparkbert.index.catalog import catalog_path
from sparkbert.index.texts import readable_texts
from sparkbert.vocabulary.collect import bytes_needed
from sparkbert.vocabulary.progress import BuildProgress

N_TOKENS = 1_000_000
"""From how many word pieces it is learnt, if there are as many."""
LEAST_TOKENS = 50_000
"""With fewer, there is too little to learn from."""

_WORK = "building-"
_CORPUS = "your documents.txt"
_INTERRUPTED = 130


class TooLittleTextError(VocabularyError):
    """The index holds too little text to learn from."""


class TooLittleRoomError(VocabularyError):
    """The disk has too little room for temporary files."""


def build_own(
    home: Home, model: Model, tokenizer: PieceTokenizer, tell: Progress, in_use: Path | None = None
) -> Path:
    """Build a vocabulary from what a home's index holds, and return its file.

    Those of the user's own that were built before go, but for the one that is in use.

    Parameters
    ----------
    home
        Whose index.
    model, tokenizer
        What encodes the texts, and cuts them into word pieces.
    tell
        Is called with how far it is.
    in_use
        The vocabulary that the index is made with.

    Raises
    ------
    HomeError, SearchIndexError
        Nothing is indexed, or the index can't be read.
    TooLittleTextError, TooLittleRoomError
        The index holds too little to learn from; the disk has no room for temporary files.
    ModelError, EncoderError
        The model can't be loaded, or failed.
    """
    if not catalog_path(home.index).is_file():
        raise HomeError("Nothing is indexed yet, so there is nothing to learn from.")
    folder = vocabularies_folder(home)
    check_space(folder, 0)
    for old in folder.glob(f"{_WORK}*"):  # of a program that was killed
        shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_WORK, dir=folder) as name:
        work = Path(name)
        corpus = work / _CORPUS
        n_tokens = _write_corpus(home, corpus, tokenizer)
        if n_tokens < LEAST_TOKENS:
            raise TooLittleTextError(
                f"Your documents hold about {n_tokens:,} words and parts of words that can be "
                f"read, too few to learn from: it takes {LEAST_TOKENS:,}. Index more first."
            )
        needed = bytes_needed(min(n_tokens, N_TOKENS), len(tokenizer.pieces), DIMENSION)
        if (free := shutil.disk_usage(work).free) < needed:
            raise TooLittleRoomError(
                f"Building a vocabulary needs {needed / 1e6:,.0f} MB for temporary files, but the "
                f"disk of {folder} has {free / 1e6:,.0f} MB left. Make room and try again."
            )
        built = build(Recipe((corpus,), min(n_tokens, N_TOKENS), seed=1), model, work, tell)
        out = folder / file_name(datetime.now())
        built.save(out)
    for old in own_vocabularies(home):
        if old not in (out, in_use):
            old.unlink(missing_ok=True)
    return out


def _write_corpus(home: Home, corpus: Path, tokenizer: PieceTokenizer) -> int:
    """Write a passage a line, and return how many word pieces they have, as far as it matters."""
    n_tokens = 0
    with corpus.open("w", encoding="utf-8") as stream:
        for text in readable_texts(home.index):
            stream.write(" ".join(text.split()) + "\n")
            if n_tokens < N_TOKENS:
                n_tokens += len(tokenizer(text))
    return n_tokens


def main(arguments: Sequence[str] | None = None) -> int:
    """Build a vocabulary and tell of it; returns the exit status."""
    keep_private()
    parser = argparse.ArgumentParser(prog="sparkbert-own-vocabulary")
    parser.add_argument("--home", type=Path, required=True)
    home = find_home(parser.parse_args(arguments).home)
    lower_process(Priority.ENCODING)
    signal.signal(signal.SIGTERM, _interrupt)
    threading.Thread(target=_watch_input, name="starter watch", daemon=True).start()
    with logging_to(home):
        try:
            settings = load_settings(home.settings_file)
            directory = settings.model_directory
            tokenizer = PieceTokenizer(find_model(directory).tokenizer)
            model = bert(directory)
            file = build_own(home, model, tokenizer, _tell_progress, settings.vocabulary)
            _tell(Told(built=str(file)))
        except KeyboardInterrupt:
            return _INTERRUPTED
        except (AppError, SparkBertError) as error:
            _tell(Told(error=str(error), refusal=_refusal_of(error)))
            return 1
    return 0


def _refusal_of(error: Exception) -> Refusal:
    match error:
        case TooLittleTextError():
            return Refusal.TOO_LITTLE_TEXT
        case TooLittleRoomError():
            return Refusal.TOO_LITTLE_ROOM
        case _:
            return Refusal.OTHER


def _tell_progress(progress: BuildProgress) -> None:
    _tell(Told(progress.step.value, progress.done, progress.total))


def _tell(told: Told) -> None:
    sys.stdout.write(told.as_line() + "\n")
    sys.stdout.flush()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _watch_input() -> None:
    """End when whoever started us is gone."""
    with suppress(OSError, ValueError):
        # Not by `read`, whose lock this thread would hold when the program ends.
        while os.read(sys.stdin.fileno(), 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
