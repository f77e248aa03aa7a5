"""Which passages of a corpus train a vocabulary, so that every domain has its say?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.errors import VocabularyError


def sample_passages(
    corpus: Sequence[Path],
    tokenizer: PieceTokenizer,
    *,
    max_pieces: int,
    n_tokens: int | None,
    seed: int,
) -> Iterator[str]:
    """Yield passages, always the next one of the domain that has given the fewest tokens so far.

    A file is a domain and a line a passage, in an order shuffled by `seed`. A domain that runs out
    leaves the rest to the others. Passages over `max_pieces` word pieces are cut there, at the end
    of a word piece.

    Parameters
    ----------
    corpus
        UTF-8 text files, or folders of `*.txt` files.
    tokenizer
        Counts the tokens.
    max_pieces
        The most word pieces that the encoder takes at once.
    n_tokens
        Stop when so many are reached; None takes everything.
    seed
        The same seed and corpus give the same passages.

    Raises
    ------
    VocabularyError
        The corpus holds no text, or a file can't be read.
    """
    domains = [_Domain(path, random.Random(f"{seed}:{path.name}")) for path in corpus_files(corpus)]
    if not any(domain.remaining for domain in domains):
        raise VocabularyError(
            "The corpus holds no text: give UTF-8 .txt files (or folders of them), a passage a line"
        )
    total = 0
    while domains and (n_tokens is None or total < n_tokens):
        domain = min(domains, key=lambda one: one.n_tokens)
        if not domain.remaining:
            domains.remove(domain)
            continue
        passage = domain.remaining.pop()
        pieces = tokenizer(passage)
        if len(pieces) == 0:
            continue
        passage = pieces.cut(passage, max_pieces)
        n = min(len(pieces), max_pieces)
        domain.n_tokens += n
        total += n
        yield passage


class _Domain:
    def __init__(self, path: Path, order: random.Random) -> None:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise VocabularyError(f"{path} can't be read as UTF-8 text: {error}") from error
        self.remaining = [line for line in lines if line.strip()]
        order.shuffle(self.remaining)
        self.n_tokens = 0


def corpus_files(corpus: Sequence[Path]) -> list[Path]:
    """Return the files of a corpus in their order: those given, and the folders' `*.txt` files."""
    files: list[Path] = []
    for path in corpus:
        files.extend(sorted(path.glob("*.txt")) if path.is_dir() else [path])
    return files
