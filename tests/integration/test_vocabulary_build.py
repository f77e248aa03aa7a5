from __future__ import annotations

import io
import json
import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

import app.cli.vocabulary as command
from app.cli.command import EXIT_FAILURE, EXIT_INTERRUPTED, EXIT_OK
from app.cli.console import Console
from app.cli.main import main
from app.engine.vocabulary_build import Model, Recipe, build, check_space, disk_needed
from app.errors import EncoderDiedError, EncoderError
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.errors import ModelError, VocabularyError
from sparkbert.vocabulary.progress import BuildProgress, BuildStep
from sparkbert.vocabulary.vocabulary import Vocabulary
from tests.support.vocabularies import SmallPieceEncoder, save_small_tokenizer, small_corpus

pytestmark = pytest.mark.integration


def no_model() -> NoReturn:
    raise ModelError("The model directory lacks everything.")


def with_a_bug() -> NoReturn:
    raise KeyError("weights")


def that_dies() -> NoReturn:
    os._exit(9)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return small_corpus(tmp_path / "corpus")


@pytest.fixture
def model(tmp_path: Path) -> Model:
    tokenizer = tmp_path / "tokenizer.json"
    save_small_tokenizer(tokenizer)
    return Model(partial(SmallPieceEncoder, tokenizer), partial(PieceTokenizer, tokenizer))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def ignore(progress: BuildProgress) -> None:
    pass


def test_a_corpus_becomes_a_vocabulary(
    corpus: Path, model: Model, work: Path, tmp_path: Path
) -> None:
    recipe = Recipe((corpus,), n_tokens=300, seed=3)
    steps: list[BuildStep] = []
    for name in ("a", "b"):
        built = build(recipe, model, work, lambda progress: steps.append(progress.step))
        built.save(tmp_path / name)
        assert list(work.iterdir()) == []
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    card = Vocabulary.load(tmp_path / "a").card
    assert card.corpus == ("one.txt", "two.txt")
    assert (card.encoder, card.seed) == ("small", 3)
    assert 300 <= card.n_tokens < 330
    assert list(dict.fromkeys(steps)) == list(BuildStep)


@pytest.mark.parametrize(
    ("load", "error", "message"),
    [
        (no_model, ModelError, "lacks everything"),
        (with_a_bug, EncoderError, "KeyError"),
        (that_dies, EncoderDiedError, "exit code 9"),
    ],
)
def test_what_goes_wrong_in_the_child_is_told(
    corpus: Path,
    model: Model,
    work: Path,
    load: Callable[[], NoReturn],
    error: type[Exception],
    message: str,
) -> None:
    recipe = Recipe((corpus,), n_tokens=300, seed=3)
    with pytest.raises(error, match=message):
        build(recipe, Model(load, model.load_tokenizer), work, ignore)
    assert list(work.iterdir()) == []


@pytest.mark.parametrize("content", ["", "\u200b\u0301\n", "\n \n"])
def test_a_corpus_without_tokens_is_refused(
    tmp_path: Path, model: Model, work: Path, content: str
) -> None:
    (tmp_path / "empty.txt").write_text(content, encoding="utf-8")
    recipe = Recipe((tmp_path / "empty.txt",), n_tokens=300, seed=3)
    with pytest.raises(VocabularyError, match=r"holds no text|No tokens"):
        build(recipe, model, work, ignore)


def test_the_disk_that_is_needed_is_bounded_by_tokens_and_corpus(corpus: Path) -> None:
    n_bytes = sum(path.stat().st_size for path in corpus.iterdir())
    few, many = (
        disk_needed(Recipe((corpus,), n_tokens, 1), 0, dimension=10)
        for n_tokens in (100, 10_000_000)
    )
    assert many == n_bytes * 24 + 65536
    assert few == (100 + 254) * 24 + 65536
    with pytest.raises(VocabularyError, match=r"none\.txt can't be read \(No such file"):
        disk_needed(Recipe((corpus / "none.txt",), 1, 1), 0)


def test_a_disk_too_small_is_told_before(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_space(work / "new", 1)
    assert (work / "new").is_dir()
    usage = shutil.disk_usage(work)
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage._replace(free=10**9))
    with pytest.raises(VocabularyError, match=r"needs 3\.0 GB .* has 1\.0 GB left"):
        check_space(work, 3 * 10**9)


class Cli:
    def __init__(self, home: Path) -> None:
        self._home = home
        self.out = io.StringIO()
        self.err = io.StringIO()

    def __call__(self, *arguments: str | Path) -> int:
        self.out, self.err = io.StringIO(), io.StringIO()
        line = ["vocabulary", *map(str, arguments), "--home", str(self._home)]
        umask = os.umask(0o022)
        try:
            return main(line, console=Console(self.out, self.err))
        finally:
            os.umask(umask)


@pytest.fixture
def cli(tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setattr(command, "bert", lambda directory: model)
    return Cli(tmp_path / "home")


def test_build_and_info(cli: Cli, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "my.vocabulary"
    assert cli("build", corpus, "--out", out, "--tokens", "200", "--seed", "8") == EXIT_OK
    assert [path.name for path in out.parent.iterdir()] == ["my.vocabulary"]
    assert "Clustering" in cli.err.getvalue()

    loaded = Vocabulary.load(out)
    assert cli("info", out, "--json") == EXIT_OK
    card = json.loads(cli.out.getvalue())
    assert card["corpus"] == ["one.txt", "two.txt"]
    assert card["seed"] == 8
    assert card["centroids"] == loaded.n_centroids
    assert card["word_pieces_seen"] == loaded.n_seen < card["word_pieces"]
    assert card["sha256"] == loaded.sha256
    assert card["bytes_on_disk"] == out.stat().st_size
    assert card["bytes_in_memory"] == loaded.n_bytes

    assert cli("info", out) == EXIT_OK
    assert loaded.sha256 in cli.out.getvalue()
    assert "one.txt, two.txt" in cli.out.getvalue()


def test_an_interruption_keeps_the_old_file_and_cleans_up(
    cli: Cli, corpus: Path, work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "old.vocabulary"
    out.write_bytes(b"old")

    def terminate(self: object, progress: BuildProgress) -> None:
        if progress.step is BuildStep.TOKENS:
            assert len(list(work.iterdir())) == 1
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(command._ProgressPrinter, "__call__", terminate)
    status = cli("build", corpus, "--out", out, "--tokens", "200", "--work", work)
    assert status == EXIT_INTERRUPTED
    assert "nothing was written" in cli.err.getvalue()
    assert list(work.iterdir()) == []
    assert out.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["info", "none.vocabulary"], "none.vocabulary can't be read"),
        (["build", "none.txt", "--out", "x"], "none.txt can't be read"),
        (["build", "corpus", "--out", "corpus"], "corpus is a folder"),
    ],
)
def test_mistakes_are_told_in_a_line(
    cli: Cli, corpus: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(corpus.parent)
    assert cli(*arguments) == EXIT_FAILURE
    assert message in cli.err.getvalue()
    assert len(cli.err.getvalue().splitlines()) == 1
