from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.errors import HomeError
from app.paths import find_home

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")


@posix_only
def test_a_home_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    home = find_home(tmp_path / "deep" / "home")
    home.create()
    assert home.directory.stat().st_mode & 0o777 == 0o700


def test_finding_a_home_makes_nothing(tmp_path: Path) -> None:
    assert not find_home(tmp_path / "home").directory.exists()


def test_the_users_own_home_is_the_default() -> None:
    assert find_home().directory.name == "sparkbert"


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(HomeError, match="--home"):
        find_home(tmp_path / "home").create()
