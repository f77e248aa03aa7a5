"""How does a process of its own, with faiss and without torch, make a vocabulary of a sample?

`python -m sparkbert.vocabulary.cluster FOLDER`, where the folder holds what `collect` wrote and a
`Task` as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from sparkbert.encoder.base import EncoderIdentity
from sparkbert.errors import SparkBertError
from sparkbert.vocabulary.collect import load_sample

TASK_NAME = "task.json"


@dataclass(frozen=True, slots=True)
class Task:
    """What to make: the fields of an `EncoderIdentity`, seed, bytes a centroid, and the file."""

    encoder: dict[str, str | int]
    seed: int
    n_subvectors: int
    out: str


def main(folder: Path) -> int:
    """Cluster a sample and write the vocabulary; returns the exit status."""
    from sparkbert.vocabulary.build import build_vocabulary  # these import faiss
    from sparkbert.vocabulary.train import TrainingParameters

    fields = json.loads((folder / TASK_NAME).read_text(encoding="utf-8"))
    task = Task(**fields)
    try:
        build_vocabulary(
            load_sample(folder),
            EncoderIdentity(**fields["encoder"]),
            ("documents",),
            TrainingParameters(seed=task.seed),
            n_subvectors=task.n_subvectors,
        ).save(Path(task.out))
    except SparkBertError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
