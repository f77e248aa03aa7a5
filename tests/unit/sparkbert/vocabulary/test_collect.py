from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sparkbert.vocabulary import collect as module
from sparkbert.vocabulary.collect import bytes_needed, collect, load_sample
from tests.support.vocabularies import DIMENSION, SmallPieceEncoder, save_small_tokenizer

PASSAGES = ["bade fodi", "runen, tor", "bade", "mu mo ma me mi"] * 3


@pytest.fixture
def encoder(tmp_path: Path) -> SmallPieceEncoder:
    save_small_tokenizer(tmp_path / "tokenizer.json")
    return SmallPieceEncoder(tmp_path / "tokenizer.json")


def test_every_token_of_every_passage_is_kept_in_order(
    tmp_path: Path, encoder: SmallPieceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PASSAGES_AT_ONCE", 5)
    monkeypatch.setattr(module, "PIECES_AT_ONCE", 16)
    tokens: list[int] = []
    pieces: list[int] = []
    collect(
        iter(PASSAGES),
        encoder,
        tmp_path,
        n_pieces=40,
        progress=tokens.append,
        pieces_progress=pieces.append,
    )
    sample = load_sample(tmp_path)
    encodings = encoder.encode(PASSAGES)
    expected = np.concatenate([one.vectors for one in encodings])
    assert np.array_equal(sample.vectors, expected.astype(np.float16))
    assert np.array_equal(sample.piece_ids, np.concatenate([one.piece_ids for one in encodings]))
    assert np.array_equal(sample.bare, encoder.encode_pieces(range(40)))
    assert sample.n_passages == 12
    assert pieces == [16, 32, 40]
    assert tokens[-1] == len(sample.piece_ids)
    assert len(tokens) == 3


def test_nothing_to_collect(tmp_path: Path, encoder: SmallPieceEncoder) -> None:
    collect([], encoder, tmp_path, n_pieces=3)
    sample = load_sample(tmp_path)
    assert sample.vectors.shape == (0, DIMENSION)
    assert sample.piece_ids.shape == (0,)


def test_the_disk_that_is_needed_is_known_before(
    tmp_path: Path, encoder: SmallPieceEncoder
) -> None:
    folder = tmp_path / "sample"
    folder.mkdir()
    collect(PASSAGES, encoder, folder, n_pieces=40)
    n_bytes = sum(path.stat().st_size for path in folder.iterdir())
    n_tokens = len(load_sample(folder).piece_ids)
    needed = bytes_needed(n_tokens, 40, DIMENSION)
    assert n_bytes <= needed < n_bytes + 100_000
