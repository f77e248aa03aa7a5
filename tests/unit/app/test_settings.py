from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import SettingsError
from app.settings import OnBattery, SchedulingSettings, Settings, load_settings
from sparkbert.defaults import IndexSize


def _load(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def test_a_missing_file_changes_nothing(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    settings = _load(
        tmp_path,
        """
        model_directory = "model"
        vocabulary = "/elsewhere/some.vocabulary"
        index_size = "rich"
        search_n_neighbors = 8
        top_k = 20
        [extraction]
        seconds = 5
        memory_bytes = 1_000
        [scheduling]
        encoder_sleep_seconds = 60
        on_battery = "run"
        yield_when_busy = false
        """,
    )
    assert settings.model_directory == tmp_path / "model"
    assert settings.vocabulary == Path("/elsewhere/some.vocabulary")
    assert (settings.index_size, settings.search_n_neighbors, settings.top_k) == (
        IndexSize.RICH,
        8,
        20,
    )
    assert (settings.extraction.seconds, settings.extraction.memory_bytes) == (5, 1_000)
    assert settings.scheduling == SchedulingSettings(60, OnBattery.RUN, yield_when_busy=False)
    assert settings.extraction.characters == Settings().extraction.characters


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("topk = 3", "topk is not a setting.*top_k"),
        ("top_k = '3'", "top_k must be a number, not '3'"),
        ("top_k = true", "top_k must be a number"),
        ("top_k = 2.5", "top_k must be a whole number"),
        ("top_k = 0", "top_k must be above zero"),
        ("vocabulary = 3", "vocabulary must be a path"),
        ("model_directory = ''", "model_directory must be a path"),
        ("extraction = 3", "extraction must be a table"),
        ("scheduling = 3", "scheduling must be a table"),
        ("[scheduling]\non_battery = 'walk'", "on_battery must be one of pause, words, run"),
        ("[scheduling]\nyield_when_busy = 1", "yield_when_busy must be true or false"),
        ("[extraction]\nhours = 3", "extraction.hours is not a setting"),
        ("[extraction]\nseconds = 'x'", "extraction.seconds must be a number"),
        ("[extraction]\nseconds = nan", "extraction.seconds must be above zero"),
        ("top_k = = 3", "not a TOML file"),
        ('index_size = "huge"', "index_size must be one of compact, rich"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as raised:
        _load(tmp_path, text)
    assert "settings.toml" in str(raised.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b'vocabulary = "\xff"')
    with pytest.raises(SettingsError, match="not a TOML file"):
        load_settings(file)
