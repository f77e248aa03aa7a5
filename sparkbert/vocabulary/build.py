"""How does a sample of token vectors become a vocabulary? (Not beside torch: it needs faiss.)"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sparkbert.encoder.base import EncoderIdentity
from sparkbert.vocabulary.collect import TokenSample
from sparkbert.vocabulary.neighbours import nearest_foreign
from sparkbert.vocabulary.progress import BuildProgress, BuildStep
from sparkbert.vocabulary.train import TrainingParameters, quantise, train
from sparkbert.vocabulary.vocabulary import FORMAT_VERSION, CompressedVocabulary, VocabularyCard

N_NEIGHBOURS = 32
N_SUBVECTORS = 96


def build_vocabulary(
    sample: TokenSample,
    encoder: EncoderIdentity,
    corpus: Sequence[str],
    parameters: TrainingParameters,
    *,
    n_neighbours: int = N_NEIGHBOURS,
    n_subvectors: int = N_SUBVECTORS,
    progress: Callable[[BuildProgress], None] = lambda progress: None,
) -> CompressedVocabulary:
    """Cluster a sample, link its centroids and compress them.

    The same sample and parameters give the same vocabulary.

    Parameters
    ----------
    sample
        What `collect` gathered.
    encoder
        Which model the vectors are from.
    corpus
        Names of the files that the sample was drawn from.
    parameters
        Seed and centroid budget.
    n_neighbours
        Centroids of other word pieces that lookup compares with, for each centroid.
    n_subvectors
        Bytes that a centroid takes in the file; must divide the dimension.
    progress
        Called every now and then.

    Raises
    ------
    VocabularyError
        The sample is empty.
    """

    def tell(step: BuildStep) -> Callable[[int, int], None]:
        return lambda done, total: progress(BuildProgress(step, done, total))

    centroids = train(sample, parameters, tell(BuildStep.CLUSTERING))
    neighbours = nearest_foreign(centroids, n_neighbours, tell(BuildStep.NEIGHBOURS))
    codes, codebooks = quantise(centroids.vectors, n_subvectors, tell(BuildStep.COMPRESSION))
    card = VocabularyCard(
        format_version=FORMAT_VERSION,
        encoder=encoder.name,
        encoder_sha256=encoder.sha256,
        corpus=tuple(corpus),
        n_passages=sample.n_passages,
        n_tokens=len(sample.piece_ids),
        seed=parameters.seed,
        scale=parameters.scale,
        max_centroids=parameters.max_centroids,
        iterations=parameters.iterations,
    )
    return CompressedVocabulary(
        card=card,
        indptr=centroids.indptr,
        counts=centroids.counts,
        codes=codes,
        codebooks=codebooks,
        neighbours=neighbours,
    )
