from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from sparkbert.encoder.weights import MODEL_NAME, SHA256, WEIGHTS_FILE
from sparkbert.vocabulary.vocabulary import Vocabulary

FOLDER = Path(__file__).parents[3] / "resources" / "vocabulary"
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(FOLDER / "default.vocabulary")


def test_the_card_names_the_file_by_its_hash(vocabulary: Vocabulary) -> None:
    found = hashlib.sha256((FOLDER / "default.vocabulary").read_bytes()).hexdigest()
    assert found == vocabulary.sha256
    assert f"`{found}`" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_it_was_made_with_the_encoder_that_ships(vocabulary: Vocabulary) -> None:
    assert vocabulary.card.encoder == MODEL_NAME
    assert vocabulary.card.encoder_sha256 == SHA256[WEIGHTS_FILE]
    assert vocabulary.card.n_tokens >= 4_000_000


def test_it_is_small(vocabulary: Vocabulary) -> None:
    assert (FOLDER / "default.vocabulary").stat().st_size <= 20 * MEGABYTE
    assert vocabulary.n_bytes <= 64 * MEGABYTE


def test_every_word_piece_has_a_sense(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.indptr) == 30_522 + 1
    assert np.diff(vocabulary.indptr).min() >= 1
    norms = np.linalg.norm(
        vocabulary.vectors(np.arange(vocabulary.n_centroids, dtype=np.int32)), axis=1
    )
    assert np.abs(norms - 1).max() < 0.02
