from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sparkbert import SparkBert
from tests.support.served import Client, serving
from tests.support.small_library import SmallSource, train_small_vocabulary


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train_small_vocabulary(tmp_path_factory.mktemp("small"))


@pytest.fixture
def source(vocabulary: Path) -> SmallSource:
    return SmallSource.make(vocabulary.parent)


@pytest.fixture
def index(tmp_path: Path, vocabulary: Path, source: SmallSource) -> SparkBert:
    """An index that whoever serves it closes."""
    return SparkBert.open(tmp_path / "served", encoder=source, vocabulary=vocabulary)


@pytest.fixture
def client(index: SparkBert) -> Iterator[Client]:
    with serving(index) as one:
        yield one
