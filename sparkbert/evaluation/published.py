"""Which figures of systems that can't run here have been published, and where?"""

from __future__ import annotations

from dataclasses import dataclass

_SPARKBERT = "README of github.com/viacheslav-dobrynin/SparkBERT"
_MEMORY = "its MS MARCO memory figure, algorithms-memory-usage.png"
_PYLATE = "PyLate's docs/models.md"
_SPLADE = "Anserini's docs/reproduce (81e3414)"
_SEISMIC = "bytes: README of Seismic"


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure, beside which measured ones stand.

    Parameters
    ----------
    collection, split
        What was ranked, as collections are called here.
    system
        Its authors' name for it.
    source
        Where the figure was published.
    ndcg_10, mrr_10
        The figures; None where there is none.
    bytes_disk
        Per document; None where nobody says.
    """

    collection: str
    split: str
    system: str
    source: str
    ndcg_10: float | None = None
    mrr_10: float | None = None
    bytes_disk: float | None = None


PUBLISHED = (
    Published("scifact", "test", "ColBERTv2", _SPARKBERT, 0.69, 0.66),
    Published("scifact", "test", "SPLADE-v3", _SPLADE, 0.714),
    Published("scifact", "test", "SparkBERT, its authors", _SPARKBERT, 0.63, 0.60),
    Published("scifact", "test", "HNSW, SparkBERT's authors", _SPARKBERT, 0.64, 0.60),
    Published("nfcorpus", "test", "ColBERTv2", _PYLATE, 0.338),
    Published("nfcorpus", "test", "SPLADE-v3", _SPLADE, 0.363),
    Published(
        "msmarco", "dev", "SparkBERT, its authors", f"{_SPARKBERT}; {_MEMORY}", 0.25, 0.20, 283
    ),
    Published("msmarco", "dev", "BM25, SparkBERT's authors", _SPARKBERT, 0.22, 0.18),
    Published(
        "msmarco", "dev", "HNSW, SparkBERT's authors", f"{_SPARKBERT}; {_MEMORY}", 0.17, 0.13, 1470
    ),
    Published("msmarco", "dev", "SPLADE-v3", f"{_SPLADE}; {_SEISMIC}", None, 0.400, 894),
)


def published(collection: str, split: str) -> tuple[Published, ...]:
    """Return what was published about a split of a collection."""
    return tuple(one for one in PUBLISHED if (one.collection, one.split) == (collection, split))
