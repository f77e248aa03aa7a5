"""How does an index get a vocabulary of its own?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np

from sparkbert.chunking import Chunk
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.errors import VocabularyError
from sparkbert.library.encoders import LazyEncoder
from sparkbert.library.tools import make_chunker
from sparkbert.types import Document, Section
from sparkbert.vocabulary import cluster
from sparkbert.vocabulary.collect import collect
from sparkbert.vocabulary.vocabulary import N_CODES

N_TOKENS = 1_000_000
"""From how many tokens a vocabulary is learnt, if there are as many."""

_COMPONENTS_A_BYTE = 4  # of a centroid, as in the vocabulary that is installed
_PACKAGES = Path(__file__).resolve().parents[2]


def train_vocabulary(
    texts: Iterable[str],
    encoder: LazyEncoder,
    tokenizer: PieceTokenizer,
    out: Path,
    *,
    n_tokens: int,
    seed: int,
) -> None:
    """Learn the senses of an encoder's word pieces from texts, and write them to a file.

    torch encodes in this process; faiss clusters in a child, since the two don't go together on
    every system.

    Parameters
    ----------
    texts
        What to learn from.
    encoder, tokenizer
        Whose vocabulary it becomes.
    out
        The file; temporary ones, of `2 * dimension` bytes a token, are made beside it.
    n_tokens
        From how many tokens to learn; of more, passages are drawn by chance.
    seed
        Decides which passages are drawn, and where clustering begins.

    Raises
    ------
    VocabularyError
        The texts hold no word, the model has too few word pieces, or the folder can't be written.
    ModelError
        The encoder can't be loaded.
    """
    n_pieces = len(tokenizer.pieces)
    if n_pieces < N_CODES:
        raise VocabularyError(
            f"The model has {n_pieces} word pieces; a vocabulary needs {N_CODES} or more."
        )
    passages = _sample(texts, encoder, tokenizer, n_tokens, seed)
    if not passages:
        raise VocabularyError("There is nothing to learn a vocabulary from: the texts are empty.")
    try:
        out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="vocabulary-", dir=out.parent) as folder:
            collect(passages, encoder.load(), Path(folder), n_pieces=n_pieces)
            _cluster_in_child(Path(folder), encoder, out, seed)
        out.chmod(0o600)
    except OSError as error:
        raise VocabularyError(
            f"A vocabulary can't be made in {out.parent} ({error.strerror})."
        ) from error


def n_subvectors(dimension: int) -> int:
    """Return into how many bytes a centroid is compressed.

    Examples
    --------
    >>> [n_subvectors(n) for n in (384, 768, 90)]
    [96, 192, 18]
    """
    return next(
        n for n in range(max(dimension // _COMPONENTS_A_BYTE, 1), 0, -1) if not dimension % n
    )


def _sample(
    texts: Iterable[str],
    encoder: LazyEncoder,
    tokenizer: PieceTokenizer,
    n_tokens: int,
    seed: int,
) -> list[str]:
    """Return passages, drawn by chance if there are too many, each text of them once."""
    chunker = make_chunker(encoder, tokenizer)
    chunks: dict[str, Chunk] = {}
    for text in texts:
        for chunk in chunker.chunk(Document("", "", "", (Section(text),))):
            chunks.setdefault(chunk.text, chunk)
    return list(_up_to(n_tokens, list(chunks.values()), seed))


def _up_to(n_tokens: int, chunks: list[Chunk], seed: int) -> Iterator[str]:
    for number in np.random.default_rng(seed).permutation(len(chunks)).tolist():
        if n_tokens <= 0:
            return
        n_tokens -= chunks[number].n_pieces
        yield chunks[number].text


def _cluster_in_child(folder: Path, encoder: LazyEncoder, out: Path, seed: int) -> None:
    task = cluster.Task(
        encoder=asdict(encoder.identity),
        seed=seed,
        n_subvectors=n_subvectors(encoder.identity.dimension),
        out=str(out),
    )
    (folder / cluster.TASK_NAME).write_text(json.dumps(asdict(task)), encoding="utf-8")
    # Not by multiprocessing, which would run a caller's script again that has no "main" guard.
    path = os.pathsep.join(filter(None, [str(_PACKAGES), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-P", "-m", cluster.__name__, str(folder)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONPATH": path},
    )
    if done.returncode:
        reason = done.stderr.strip().rsplit("\n", 1)[-1] or f"exit status {done.returncode}"
        raise VocabularyError(f"Clustering failed: {reason}")
