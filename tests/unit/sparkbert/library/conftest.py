from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from sparkbert import SparkBert
from sparkbert.library.encoders import LazyEncoder
from sparkbert.library.training import train_vocabulary
from tests.support.small_library import SmallSource
from tests.support.vocabularies import small_corpus

Opener = Callable[..., SparkBert]


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    source = SmallSource.make(folder)
    texts = [path.read_text() for path in small_corpus(folder / "corpus").iterdir()]
    file = folder / "small.vocabulary"
    tokenizer = source.load_tokenizer()
    train_vocabulary(texts, LazyEncoder(source), tokenizer, file, n_tokens=10_000, seed=1)
    return file


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
