from __future__ import annotations

from pathlib import Path

import pytest

from app.ui.opening import page_command

PATH = Path("/home/me/A file.pdf")


@pytest.mark.parametrize(
    ("viewer", "command"),
    [
        ("org.kde.okular.desktop", ["okular", "--page", "7", "/home/me/A file.pdf"]),
        ("org.gnome.Evince.desktop", ["evince", "--page-index=7", "/home/me/A file.pdf"]),
        ("org.pwmt.zathura.desktop", ["zathura", "--page=7", "/home/me/A file.pdf"]),
        ("qpdfview.desktop", ["qpdfview", "/home/me/A file.pdf#7"]),
    ],
)
def test_known_viewers_are_told_the_page(viewer: str, command: list[str]) -> None:
    assert page_command(viewer, PATH, 7) == command


@pytest.mark.parametrize("viewer", ["", "firefox.desktop"])
def test_others_are_not(viewer: str) -> None:
    assert page_command(viewer, PATH, 7) is None
