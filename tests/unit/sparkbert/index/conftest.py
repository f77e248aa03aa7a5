from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sparkbert.index.writer import IndexWriter
from tests.support.indexes import open_writer


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def writer(directory: Path) -> Iterator[IndexWriter]:
    with open_writer(directory) as opened:
        yield opened
