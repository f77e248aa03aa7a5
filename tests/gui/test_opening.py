from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from app.ui.opening import page_command, url_of

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


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
@pytest.mark.parametrize(
    "name", [b"caf\xe9.pdf", "t\u00e4\U0001f600.pdf".encode(), b"a\nb%20#?.pdf", b"<b>&.pdf"]
)
def test_a_file_is_opened_by_the_bytes_of_its_name(name: bytes) -> None:
    encoded = bytes(url_of(Path(os.fsdecode(b"/tmp/" + name))).toEncoded().data())
    assert encoded.startswith(b"file:///tmp/")
    assert unquote_to_bytes(encoded.removeprefix(b"file:///tmp/")) == name
