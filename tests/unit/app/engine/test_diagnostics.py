"""Does a report of a bug hold what helps, and nothing that is private?"""

from __future__ import annotations

import getpass
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.engine.diagnostics import diagnostics_text, scrubbed, scrubbed_log
from app.paths import Home

_HEAD = "2026-03-01 10:00:00,123 4711 WARNING app.engine.loop"


def _log(*lines: str) -> str:
    return "\n".join(scrubbed_log(list(lines)))


def test_a_home_without_an_index_is_told_of_all_the_same(tmp_path: Path) -> None:
    text = diagnostics_text(Home(tmp_path / "canary home"))
    assert "Python 3" in text
    assert "scheduling.yield_when_busy = true" in text
    assert "Index\n" in text
    assert "canary" not in text


def test_a_settings_file_that_is_wrong_is_not_quoted(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_file.write_text("canary = 3\n")
    assert "not known: SettingsError" in diagnostics_text(home)
    assert "canary" not in diagnostics_text(home)


def test_own_places_are_not_told(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_file.write_text('vocabulary = "canary.vocabulary"\nmodel_directory = "canary"\n')
    text = diagnostics_text(home)
    assert "vocabulary = …" in text
    assert "canary" not in text


def test_of_a_log_our_own_words_stay() -> None:
    assert _log(f"{_HEAD}: the pace of work is slow") == f"{_HEAD}: the pace of work is slow"
    assert _log(f"{_HEAD}: work has stopped: /home/me/My canary/a b.pdf can't be read") == (
        f"{_HEAD}: work has stopped: …"
    )
    assert _log(f"{_HEAD}: “Canary” is not connected") == f"{_HEAD}: …"
    assert _log(f"{_HEAD}: canary.pdf is gone") == f"{_HEAD}: …"


def test_of_a_bug_its_places_stay() -> None:
    assert _log(
        f"{_HEAD}: a bug",
        "Traceback (most recent call last):",
        '  File "/home/canary/venv/app/engine/loop.py", line 7, in _step',
        '    raise ValueError("canary")',
        '  File "/usr/lib/python3.11/json/decoder.py", line 3, in decode',
        "ValueError: canary line",
        "sparkbert.errors.DiskError: /media/canary is full",
    ).splitlines() == [
        f"{_HEAD}: a bug",
        "    app/engine/loop.py:7 _step",
        "    elsewhere:3 decode",
        "    ValueError",
        "    sparkbert.errors.DiskError",
    ]


@given(st.text("ab .-_'\"(/\\é", min_size=1), st.text("xyz .-_'\"(/\\é", max_size=20))
def test_no_path_is_left_of_a_line(folder: str, rest: str) -> None:
    text = _log(f"{_HEAD}: not watched: /canary{folder}canary{rest}")
    assert "canary" not in text
    assert text.startswith(f"{_HEAD}: not watched: …")


def test_names_of_people_and_computers_go(tmp_path: Path) -> None:
    user = getpass.getuser()
    assert user not in scrubbed(f"x {user} y {user}-laptop").split()
    assert Path.home().name not in scrubbed(f"at {Path.home()} it").replace("…", " ").split("/")
