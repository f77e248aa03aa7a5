"""Can an index be made with another vocabulary, and one be learnt from what it holds?"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.engine import own_vocabulary
from app.engine.making import UseMaking
from app.engine.messages import AddSources, GetOverview
from app.engine.own_vocabularies import Told, own_vocabularies, vocabularies_folder
from app.engine.own_vocabulary import TooLittleRoomError, TooLittleTextError, build_own
from app.engine.remaking import RemakeMark
from app.engine.settings_messages import EngineFacts, GetFacts, RestartEngine, StoredSettings
from app.engine.vocabulary_build import Model
from app.engine.workplace import Tools, identity_of
from app.errors import HomeError
from app.paths import Home
from app.settings import Settings, load_settings
from sparkbert.defaults import IndexSize, default_vocabulary
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import SHA256, WEIGHTS_FILE
from sparkbert.errors import VocabularyError
from sparkbert.index.mend import size_set_aside
from sparkbert.index.verify import verify
from sparkbert.vocabulary.progress import BuildProgress, BuildStep
from sparkbert.vocabulary.vocabulary import Vocabulary
from tests.support.piece_encoder import load_piece_tools
from tests.support.running_engine import ThreadEngines, Watcher, write
from tests.support.vocabularies import SmallPieceEncoder, save_small_tokenizer, small_corpus

pytestmark = pytest.mark.integration


def _load_tools(settings: Settings) -> Tools:
    """Load tools whose identity follows the settings, as the app's own does."""
    tools = load_piece_tools(settings)
    digest = hashlib.sha256(settings.vocabulary.read_bytes()).hexdigest()
    identity = replace(
        tools.identity,
        vocabulary_sha256=digest,
        index_n_neighbors=settings.index_size.n_neighbors,
    )
    return replace(tools, identity=identity)


@pytest.fixture
def engines() -> Iterator[ThreadEngines]:
    engines = ThreadEngines(_load_tools)
    yield engines
    engines.join()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write(tmp_path / "papers", "list.txt", "A walnut cake needs two eggs.").parent


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a vocabulary that passes for one of the model's."""
    file = tmp_path / "other.vocabulary"
    file.write_bytes(b"other")
    load = Vocabulary.load

    def load_other(path: Path) -> Vocabulary:
        if path != file:
            return load(path)
        own = load(default_vocabulary())
        return replace(own, card=replace(own.card, encoder_sha256=SHA256[WEIGHTS_FILE]))

    monkeypatch.setattr(Vocabulary, "load", staticmethod(load_other))
    return file


def test_an_index_gets_another_vocabulary_and_keeps_its_words(
    home: Home, papers: Path, engines: ThreadEngines, other: Path
) -> None:
    with Watcher(home, engines) as one:
        one.ask(AddSources((papers,)))
        one.wait_until_done(1)
        before = identity_of(home)
        stored: StoredSettings = one.ask(UseMaking(other, IndexSize.RICH))
        assert not stored.is_in_force
        assert load_settings(home.settings_file).vocabulary == other
        one.ask(RestartEngine())
        assert one.lost.wait(60)
    with Watcher(home, engines) as two:
        two.wait_until_found("walnut", papers / "list.txt")
        two.wait_until_done(1)
        after = identity_of(home)
        assert after == replace(
            before, vocabulary_sha256=hashlib.sha256(b"other").hexdigest(), index_n_neighbors=4
        )
        assert not RemakeMark(home).is_set
        assert verify(home.index) == []
        assert size_set_aside(home.index) == 0
        two.ask(UseMaking(None, IndexSize.COMPACT))
        assert "vocabulary" not in home.settings_file.read_text()
        two.ask(RestartEngine())
        assert two.lost.wait(60)
    with Watcher(home, engines) as three:
        three.wait_until_done(1)
        assert identity_of(home) == before


def test_an_engine_that_dies_before_the_settings_are_written_changes_nothing(
    home: Home, papers: Path, engines: ThreadEngines
) -> None:
    with Watcher(home, engines) as one:
        one.ask(AddSources((papers,)))
        one.wait_until_done(1)
        commit = one.ask(GetOverview()).commit
    engines.join()
    RemakeMark(home).set()
    with Watcher(home, engines) as two:
        two.wait_until_done(1)
        assert two.ask(GetOverview()).commit == commit
        assert not RemakeMark(home).is_set


def test_a_file_that_is_no_vocabulary_is_refused(
    home: Home, papers: Path, engines: ThreadEngines, tmp_path: Path
) -> None:
    no_vocabulary = write(tmp_path, "no.vocabulary", "nothing")
    with Watcher(home, engines) as one:
        one.ask(AddSources((papers,)))
        one.wait_until_done(1)
        for file in (no_vocabulary, tmp_path / "none.vocabulary"):
            with pytest.raises(VocabularyError, match=file.name):
                one.ask(UseMaking(file, IndexSize.COMPACT))
    assert not RemakeMark(home).is_set
    assert not home.settings_file.exists()


@pytest.fixture
def small(tmp_path: Path) -> tuple[Model, PieceTokenizer]:
    tokenizer = tmp_path / "tokenizer.json"
    save_small_tokenizer(tokenizer)
    model = Model(partial(SmallPieceEncoder, tokenizer), partial(PieceTokenizer, tokenizer))
    return model, PieceTokenizer(tokenizer)


def test_a_vocabulary_is_learnt_from_what_is_indexed(
    home: Home,
    tmp_path: Path,
    engines: ThreadEngines,
    small: tuple[Model, PieceTokenizer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(own_vocabulary, "LEAST_TOKENS", 100)
    corpus = small_corpus(tmp_path / "corpus")
    with Watcher(home, engines) as one:
        one.ask(AddSources((corpus,)))
        one.wait_until_done(len(list(corpus.iterdir())))
        leftover = vocabularies_folder(home) / "building-of-another-time"
        leftover.mkdir(parents=True)
        steps: list[BuildProgress] = []
        files = [build_own(home, *small, steps.append)]
        assert {step.step for step in steps} == set(BuildStep)
        facts: EngineFacts = one.ask(GetFacts())
        assert facts.own_vocabularies == tuple(files)
    card = Vocabulary.load(files[0]).card
    assert card.n_tokens > 100
    assert card.corpus == ("your documents.txt",)  # no name of any file
    assert list(vocabularies_folder(home).iterdir()) == files  # no text is left


def test_what_keeps_a_vocabulary_from_being_learnt_is_told(
    home: Home,
    papers: Path,
    engines: ThreadEngines,
    small: tuple[Model, PieceTokenizer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(HomeError, match="Nothing is indexed"):
        build_own(home, *small, lambda _: None)
    with Watcher(home, engines) as one:
        one.ask(AddSources((papers,)))
        one.wait_until_done(1)
        with pytest.raises(TooLittleTextError, match="too few"):
            build_own(home, *small, lambda _: None)
        monkeypatch.setattr(own_vocabulary, "LEAST_TOKENS", 1)
        monkeypatch.setattr(own_vocabulary, "bytes_needed", lambda *_: 1 << 60)
        with pytest.raises(TooLittleRoomError, match="Make room"):
            build_own(home, *small, lambda _: None)
    assert own_vocabularies(home) == ()
    assert list(vocabularies_folder(home).iterdir()) == []


def test_the_program_says_what_is_wrong_while_its_starter_lives(home: Home) -> None:
    home.create()
    command = [sys.executable, "-m", "app.engine.own_vocabulary", "--home", str(home.directory)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        told = Told.from_line(process.stdout.read().decode())
        assert process.wait(60) == 1
        process.stdin.close()
    assert told is not None
    assert "Nothing is indexed" in told.error


@pytest.mark.skipif(os.name == "nt", reason="Windows ends it at once")
def test_the_program_leaves_nothing_when_its_starter_is_gone(
    home: Home, tmp_path: Path, engines: ThreadEngines
) -> None:
    folder = tmp_path / "texts"
    for n in range(4):
        words = " ".join(f"word{n}{at} lantern harbour walnut" for at in range(5_000))
        write(folder, f"{n}.txt", words)
    with Watcher(home, engines) as one:
        one.ask(AddSources((folder,)))
        one.wait_until(lambda now: now.n_files_by_words == 4)
        command = [sys.executable, "-m", "app.engine.own_vocabulary", "--home", str(home.directory)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            assert Told.from_line(process.stdout.readline().decode()) is not None  # it encodes
            assert list(vocabularies_folder(home).iterdir()) != []
            process.stdin.close()
            process.stdout.read()
            assert process.wait(60) == 130
    assert list(vocabularies_folder(home).iterdir()) == []


def test_what_the_program_tells_crosses_the_line() -> None:
    told = Told("tokens", 3, 4)
    assert Told.from_line(told.as_line()) == told
    assert Told.from_line("Loading …") is None
    assert Told.from_line("[1]") is None
