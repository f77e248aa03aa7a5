from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import SettingsError
from app.settings import (
    FilesSettings,
    FileType,
    OcrSettings,
    OnBattery,
    SchedulingSettings,
    Settings,
    load_settings,
)
from app.settings_file import change_settings

WRITTEN = """\
# what I like
top_k = 20   # more than usual

[scheduling]
on_battery = "run" # never wait
"""


def test_a_change_leaves_the_rest_of_the_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(WRITTEN, encoding="utf-8")
    before = load_settings(file)
    after = replace(before, ocr=replace(before.ocr, enabled=True, languages="deu+fra"))
    assert change_settings(file, before, after) == after == load_settings(file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(WRITTEN.rstrip())
    assert "languages = " in text


def test_what_is_usual_again_leaves_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(WRITTEN, encoding="utf-8")
    before = load_settings(file)
    after = replace(before, scheduling=SchedulingSettings())
    assert change_settings(file, before, after).scheduling == SchedulingSettings()
    assert "on_battery" not in file.read_text(encoding="utf-8")
    assert "# what I like" in file.read_text(encoding="utf-8")


def test_what_was_written_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    seen = load_settings(file)
    file.write_text("top_k = 7\n", encoding="utf-8")
    changed = replace(seen, files=FilesSettings((FileType.WORD,)))
    assert change_settings(file, seen, changed) == replace(changed, top_k=7)


def test_a_file_that_is_wrong_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("topk = 7\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="topk is not a setting"):
        change_settings(file, Settings(), replace(Settings(), top_k=3))
    assert file.read_text(encoding="utf-8") == "topk = 7\n"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("", encoding="utf-8")
    file = tmp_path / "settings.toml"
    file.symlink_to(kept)
    change_settings(file, Settings(), replace(Settings(), top_k=3))
    assert file.is_symlink()
    assert load_settings(kept).top_k == 3


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30
)
@given(
    steps=st.lists(
        st.builds(
            Settings,
            top_k=st.integers(1, 50),
            files=st.builds(
                FilesSettings,
                skipped_types=st.lists(st.sampled_from(FileType), unique=True).map(tuple),
            ),
            ocr=st.builds(
                OcrSettings,
                enabled=st.booleans(),
                languages=st.text("abc+_é\"'\\", min_size=1),
                seconds=st.floats(0.5, 1e6),
            ),
            scheduling=st.builds(
                SchedulingSettings,
                encoder_sleep_seconds=st.floats(1, 1e6),
                on_battery=st.sampled_from(OnBattery),
                yield_when_busy=st.booleans(),
                encoder_threads=st.none() | st.integers(1, 64),
            ),
        ),
        max_size=4,
    )
)
def test_what_is_written_is_read(tmp_path: Path, steps: list[Settings]) -> None:
    file = tmp_path / "settings.toml"
    file.unlink(missing_ok=True)
    now = Settings()
    for wanted in steps:
        now = change_settings(file, now, wanted)
        assert now == wanted
