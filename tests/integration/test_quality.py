"""Are passages of real documents found by what people recall of them?"""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.engine.encoder_process import EncoderProcess
from app.engine.search_messages import Filters, FoundPassage
from app.engine.searches import searching
from app.engine.workplace import load_tools
from app.extract.base import ExtractedDocument, Limits
from app.extract.registry import extract_file
from app.paths import find_home
from app.settings import Settings
from sparkbert.chunking import Chunker
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.ranking.query import encode_query
from sparkbert.types import Document
from sparkbert.words import words
from tests.support.passages import ROOT, Passage, present_passages

pytestmark = [pytest.mark.integration, pytest.mark.slow]

PASSAGES = present_passages()
LEAST_FOUND = 24 / 30
TOP = 3
_OWN = ("resources/samples", "tests/fixtures/documents")
_OTHERS = ("Handbook", "Letters", "Notes", "Papers", "Recipes")  # in which nobody should find much

Search = Callable[[str], list[FoundPassage]]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """Search an index of all documents with a passage, and of others, as the command line does."""
    folders = {ROOT / one for one in _OWN}
    folders |= {ROOT / "../shared/documents" / one for one in _OTHERS}
    files = {one.path for one in PASSAGES if not one.file.startswith(_OWN)}
    home = tmp_path_factory.mktemp("quality") / "home"
    paths = sorted(one.resolve() for one in folders | files if one.exists())
    command = [sys.executable, "-m", "app.cli.main", "index", *map(str, paths)]
    subprocess.run([*command, "--home", str(home)], cwd=ROOT, check=True, capture_output=True)
    tools = load_tools(Settings())
    with EncoderProcess(tools.encoder) as encoder, searching(find_home(home).index, tools) as found:

        def search_once(query: str) -> list[FoundPassage]:
            encoding = encode_query(query, encoder.urgent, tools.tokenizer)
            return found.search(query, encoding, TOP, Filters())

        yield search_once


@pytest.mark.model
def test_what_people_recall_finds_the_passage(search: Search) -> None:
    missed = [
        one.query
        for one in PASSAGES
        if not any(one.is_in(hit.hit.text) for hit in search(one.query))
    ]
    n_found = len(PASSAGES) - len(missed)
    assert n_found >= math.ceil(LEAST_FOUND * len(PASSAGES)), missed


@pytest.mark.model
def test_a_literal_phrase_is_found_first(search: Search) -> None:
    for one in PASSAGES:
        best = search(one.phrase)[0]
        assert one.is_in(best.hit.text), one.phrase
        places = {(place.path, place.page) for place in (best.place, *best.also_in)}
        assert (one.path.resolve(), one.page) in places


@pytest.fixture(scope="module")
def chunk_texts() -> Callable[[Path], list[tuple[int | None, str]]]:
    chunker = Chunker(PieceTokenizer(find_model().tokenizer))
    known: dict[Path, list[tuple[int | None, str]]] = {}

    def texts(path: Path) -> list[tuple[int | None, str]]:
        if path not in known:
            extracted: ExtractedDocument = extract_file(path, Limits())
            chunks = chunker.chunk(Document("", "", extracted.title, extracted.sections))
            known[path] = [(extracted.sections[one.section].page, one.text) for one in chunks]
        return known[path]

    return texts


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda one: one.query)
def test_no_word_of_a_query_stands_in_its_passage(
    passage: Passage, chunk_texts: Callable[[Path], list[tuple[int | None, str]]]
) -> None:
    """The queries' own promise: without it, finding by meaning would not be what is measured."""
    assert 5 <= len(passage.phrase.split()) <= 10
    holding = [(page, text) for page, text in chunk_texts(passage.path) if passage.is_in(text)]
    assert holding
    for page, text in holding:
        assert page == passage.page
        assert not _stems(passage.query) & _stems(text)


def _stems(text: str) -> set[str]:
    return {one.stem for one in words(text)}
