from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from sparkbert import SparkBert
from tests.support.small_library import SmallSource, train_small_vocabulary

Opener = Callable[..., SparkBert]


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train_small_vocabulary(tmp_path_factory.mktemp("small"))


@pytest.fixture
def source(vocabulary: Path) -> SmallSource:
    return SmallSource.make(vocabulary.parent)


@pytest.fixture
def open_index(tmp_path: Path, vocabulary: Path, source: SmallSource) -> Iterator[Opener]:
    """Opens the same index each time, and closes it at the end."""
    with ExitStack() as stack:

        def opener(**options: Any) -> SparkBert:
            chosen = {"encoder": source, "vocabulary": vocabulary, **options}
            return stack.enter_context(SparkBert.open(tmp_path / "index", **chosen))

        yield opener
