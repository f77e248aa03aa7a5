from __future__ import annotations

from pathlib import Path

import numpy as np

from sparkbert.encoder.base import EncoderIdentity
from sparkbert.vocabulary.build import build_vocabulary
from sparkbert.vocabulary.lookup import SenseLookup
from sparkbert.vocabulary.progress import BuildProgress, BuildStep
from sparkbert.vocabulary.train import TrainingParameters
from sparkbert.vocabulary.vocabulary import Vocabulary
from tests.support.vocabularies import clustered_sample

COUNTS = [0, *range(1, 140)]
ENCODER = EncoderIdentity("fake", "e" * 64, 16, 254)


def test_a_sample_becomes_a_vocabulary_that_finds_its_tokens(tmp_path: Path) -> None:
    sample = clustered_sample(COUNTS, dimension=16, seed=3)
    parameters = TrainingParameters(seed=4, scale=0.6)
    seen: list[BuildProgress] = []
    built = [
        build_vocabulary(
            sample,
            ENCODER,
            ["a.txt"],
            parameters,
            n_neighbours=5,
            n_subvectors=8,
            progress=seen.append,
        )
        for _ in range(2)
    ]
    for number, one in enumerate(built):
        one.save(tmp_path / f"{number}")
    assert (tmp_path / "0").read_bytes() == (tmp_path / "1").read_bytes()

    vocabulary = Vocabulary.load(tmp_path / "0")
    card = vocabulary.card
    assert (card.encoder, card.encoder_sha256, card.corpus) == ("fake", "e" * 64, ("a.txt",))
    assert (card.n_tokens, card.n_passages) == (sum(COUNTS), 7)
    assert (card.seed, card.scale) == (4, 0.6)
    assert vocabulary.n_seen == 139
    assert vocabulary.neighbours.shape == (vocabulary.n_centroids, 5)

    found = SenseLookup(vocabulary).nearest(sample.piece_ids, sample.vectors.astype(np.float32), 1)
    assert np.mean(found.similarities) > 0.9

    last = {one.step: one for one in seen}
    assert list(last) == [BuildStep.CLUSTERING, BuildStep.NEIGHBOURS, BuildStep.COMPRESSION]
    assert all(one.done == one.total for one in last.values())
