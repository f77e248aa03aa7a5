"""How is a vocabulary built while torch and faiss never share a process?

A child encodes the corpus and writes its token vectors to a temporary folder; when it has ended,
this process clusters them.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from app.engine.interrupts import interrupts_blocked
from app.errors import EncoderDiedError, EncoderError
from sparkbert.encoder.base import EncoderIdentity
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import DIMENSION, find_model
from sparkbert.errors import SparkBertError, VocabularyError
from sparkbert.vocabulary.collect import PieceEncoder, bytes_needed, collect, load_sample
from sparkbert.vocabulary.progress import BuildProgress, BuildStep
from sparkbert.vocabulary.sampling import corpus_files, sample_passages
from sparkbert.vocabulary.vocabulary import CompressedVocabulary

_log = logging.getLogger(__name__)

_LONGEST_PASSAGE = 254

Progress = Callable[[BuildProgress], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a vocabulary is made of.

    Parameters
    ----------
    corpus
        UTF-8 text files with a passage a line, or folders of `*.txt` files.
    n_tokens
        How many tokens to learn from; fewer if the corpus holds no more.
    seed
        Decides which passages are drawn and where clustering begins.
    """

    corpus: tuple[Path, ...]
    n_tokens: int
    seed: int


@dataclass(frozen=True, slots=True)
class Model:
    """What encodes the corpus, loaded in the child: two picklable functions."""

    load_encoder: Callable[[], PieceEncoder]
    load_tokenizer: Callable[[], PieceTokenizer]


@dataclass(frozen=True, slots=True)
class _Collected:
    identity: EncoderIdentity


@dataclass(frozen=True, slots=True)
class _Failed:
    """The child can't go on. `trace` is empty where the error is one that users can mend."""

    error: SparkBertError | str
    trace: str = ""


_Message = BuildProgress | _Collected | _Failed


def bert(directory: Path | None = None) -> Model:
    """Return all-MiniLM-L6-v2 from a directory or the installed weights."""
    return Model(partial(_load_bert, directory), partial(_load_tokenizer, directory))


def disk_needed(recipe: Recipe, n_pieces: int, dimension: int = DIMENSION) -> int:
    """Return how many bytes the temporary folder takes at most; raises VocabularyError."""
    try:
        n_bytes = sum(path.stat().st_size for path in corpus_files(recipe.corpus))
    except OSError as error:
        raise VocabularyError(f"{error.filename} can't be read ({error.strerror}).") from error
    # A word piece is a byte of text at least.
    n_tokens = min(recipe.n_tokens + _LONGEST_PASSAGE, n_bytes)
    return bytes_needed(n_tokens, n_pieces, dimension)


def check_space(folder: Path, n_bytes: int) -> None:
    """Make a folder for temporary files; raises VocabularyError if it has too little space."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise VocabularyError(
            f"The folder {folder} can't be written to ({error.strerror}). Choose another one."
        ) from error
    if free < n_bytes:
        raise VocabularyError(
            f"Building needs {n_bytes / 1e9:.1f} GB for temporary files, but {folder} has "
            f"{free / 1e9:.1f} GB left. Choose another folder with --work, or fewer --tokens."
        )


def build(recipe: Recipe, model: Model, work: Path, progress: Progress) -> CompressedVocabulary:
    """Encode a corpus and make a vocabulary of it; temporary files are gone afterwards.

    Parameters
    ----------
    recipe
        What to learn from.
    model
        What encodes it.
    work
        An existing folder in which a temporary one is made, of `disk_needed` bytes.
    progress
        Called every now and then, in this thread.

    Raises
    ------
    VocabularyError
        The corpus holds no text or can't be read, or the disk is full.
    ModelError
        The model can't be loaded.
    EncoderError
        The child met a bug, or died.
    """
    with tempfile.TemporaryDirectory(prefix="sparkbert-vocabulary-", dir=work) as folder:
        identity = _collect_in_child(recipe, model, Path(folder), progress)
        return _learn(recipe, identity, Path(folder), progress)


def _learn(
    recipe: Recipe, identity: EncoderIdentity, folder: Path, progress: Progress
) -> CompressedVocabulary:
    # These two import faiss.
    from sparkbert.vocabulary.build import build_vocabulary
    from sparkbert.vocabulary.train import TrainingParameters

    return build_vocabulary(
        load_sample(folder),
        identity,
        [path.name for path in corpus_files(recipe.corpus)],
        TrainingParameters(seed=recipe.seed),
        progress=progress,
    )


def _collect_in_child(
    recipe: Recipe, model: Model, folder: Path, progress: Progress
) -> EncoderIdentity:
    context = multiprocessing.get_context("spawn")
    messages, to_parent = context.Pipe(duplex=False)
    child = context.Process(
        target=_collect,
        args=(recipe, model, folder, to_parent),
        name="sparkbert-vocabulary",
        daemon=True,
    )
    try:
        with interrupts_blocked():
            child.start()
        to_parent.close()  # or the child's end would never be seen
        while True:
            message: _Message = messages.recv()
            match message:
                case BuildProgress():
                    progress(message)
                case _Collected(identity):
                    return identity
                case _Failed(error, trace):
                    raise _child_error(error, trace)
    except EOFError:
        child.join()
        raise EncoderDiedError(
            f"The encoder process ended (exit code {child.exitcode}). Close other programs if "
            "memory is short, then start anew."
        ) from None
    finally:
        if child.pid is not None:
            child.kill()
            child.join()
        messages.close()


def _child_error(error: SparkBertError | str, trace: str) -> Exception:
    if isinstance(error, SparkBertError):
        return error
    _log.error("the encoder met a bug\n%s", trace)
    return EncoderError(f"The corpus can't be encoded: {error}")


def _collect(recipe: Recipe, model: Model, folder: Path, to_parent: Connection) -> None:
    """Encode the corpus; the child's main function."""
    _end_with_parent()
    try:
        to_parent.send(_Collected(_encode_corpus(recipe, model, folder, to_parent.send)))
    except SparkBertError as error:
        to_parent.send(_Failed(error))
    except OSError as error:
        reason = f"The folder {folder.parent} can't be written to ({error.strerror})."
        to_parent.send(_Failed(VocabularyError(reason)))
    except Exception as error:  # noqa: BLE001 - a bug crosses the pipe with its trace
        to_parent.send(_Failed(f"{type(error).__name__}: {error}", traceback.format_exc()))


def _encode_corpus(
    recipe: Recipe, model: Model, folder: Path, progress: Progress
) -> EncoderIdentity:
    tokenizer = model.load_tokenizer()
    encoder = model.load_encoder()
    n_pieces = len(tokenizer.pieces)
    passages = sample_passages(
        recipe.corpus,
        tokenizer,
        max_pieces=encoder.identity.max_pieces,
        n_tokens=recipe.n_tokens,
        seed=recipe.seed,
    )
    collect(
        passages,
        encoder,
        folder,
        n_pieces=n_pieces,
        progress=lambda n: progress(BuildProgress(BuildStep.TOKENS, n, max(n, recipe.n_tokens))),
        pieces_progress=lambda n: progress(BuildProgress(BuildStep.PIECES, n, n_pieces)),
    )
    return encoder.identity


def _end_with_parent() -> None:
    """Leave Ctrl-C to the parent, and exit at once when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it can't be blocked from the start
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()


def _load_bert(directory: Path | None) -> PieceEncoder:
    from sparkbert.encoder.bert import BertTokenEncoder  # imports torch: only ever in the child

    return BertTokenEncoder(find_model(directory))


def _load_tokenizer(directory: Path | None) -> PieceTokenizer:
    return PieceTokenizer(find_model(directory).tokenizer)
