"""SparkBERT: private search by meaning with sparse vectors over k-means senses of BERT tokens.

`SparkBert` is the short way in: documents with ids of the caller's own go in, hits with scores and
highlights come out. It is loaded when it is first asked for, and loads torch when it first encodes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sparkbert.errors import SparkBertError

if TYPE_CHECKING:
    from sparkbert.library.hits import DocumentHit
    from sparkbert.library.spark_bert import SparkBert

__all__ = ["DocumentHit", "SparkBert", "SparkBertError"]

_HOMES = {
    "DocumentHit": "sparkbert.library.hits",
    "SparkBert": "sparkbert.library.spark_bert",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
