"""What does an index work with, beside its own files?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sparkbert import chunking
from sparkbert.chunking import Chunker
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.errors import VocabularyError
from sparkbert.index.catalog import IndexIdentity
from sparkbert.library.encoders import LazyEncoder
from sparkbert.sparse import SenseEncoder
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.vocabulary.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Tools:
    """What turns texts into what is indexed and searched; several threads may use it at once."""

    identity: IndexIdentity
    encoder: LazyEncoder
    tokenizer: PieceTokenizer
    chunker: Chunker
    lookup: SenseLookup
    senses: SenseEncoder


def load_tools(
    encoder: LazyEncoder, tokenizer: PieceTokenizer, vocabulary_file: Path, index_n_neighbors: int
) -> Tools:
    """Load the vocabulary and put the tools together; the encoder loads itself when it is used.

    Raises
    ------
    VocabularyError
        The vocabulary can't be read, or was made with another encoder.
    """
    vocabulary = Vocabulary.load(vocabulary_file)
    made_with, ours = vocabulary.card.encoder_sha256, encoder.identity.sha256
    if made_with != ours:
        raise VocabularyError(
            f"The vocabulary {vocabulary_file} was made with the encoder "
            f"{vocabulary.card.encoder} ({made_with[:12]}…), but this one is "
            f"{encoder.identity.name} ({ours[:12]}…). Every encoder needs a vocabulary of its own."
        )
    lookup = SenseLookup(vocabulary, tokenizer.is_word)
    chunker = make_chunker(encoder, tokenizer)
    identity = IndexIdentity(
        encoder=encoder.identity.name,
        encoder_sha256=ours,
        vocabulary_sha256=vocabulary.sha256,
        dimension=encoder.identity.dimension,
        index_n_neighbors=index_n_neighbors,
        max_pieces=chunker.max_pieces,
    )
    senses = SenseEncoder.of_index(lookup, index_n_neighbors)
    return Tools(identity, encoder, tokenizer, chunker, lookup, senses)


def make_chunker(encoder: LazyEncoder, tokenizer: PieceTokenizer) -> Chunker:
    """Return what cuts texts into passages that the encoder can take."""
    room = encoder.identity.max_pieces - tokenizer.spare_pieces
    return Chunker(tokenizer, min(chunking.MAX_PIECES, room))
