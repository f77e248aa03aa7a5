from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.ui.opening.default_apps import is_skim_default, read_entry
from app.ui.opening.opener import Opener, Spot, place_command, url_of
from app.ui.opening.viewers import (
    Application,
    line_command,
    line_of,
    page_command,
    windows_command,
)
from app.ui.results.result_actions import ResultActions
from app.ui.search.history import History

PATH = Path("/home/me/A file.pdf")
URL = "file:///home/me/A%20file.pdf#page=7"


@pytest.mark.parametrize(
    ("name", "command", "expected"),
    [
        ("org.kde.okular", "okular %U", ["okular", "--page", "7", str(PATH)]),
        ("okularApplication_pdf", "okular %U", ["okular", "--page", "7", str(PATH)]),
        ("org.gnome.Evince", "evince %U", ["evince", "--page-index=7", str(PATH)]),
        ("org.gnome.Papers", "papers %U", ["papers", "--page-index=7", str(PATH)]),
        ("atril", "atril %U", ["atril", "--page-index=7", str(PATH)]),
        ("org.pwmt.zathura", "zathura %U", ["zathura", "--page=7", str(PATH)]),
        ("mupdf", "mupdf %f", ["mupdf", str(PATH), "7"]),
        ("qpdfview", "qpdfview --unique %F", ["qpdfview", "--unique", f"{PATH}#7"]),
        ("firefox_firefox", "/snap/bin/firefox %u", ["/snap/bin/firefox", URL]),
        ("google-chrome", '"/opt/Google Chrome/chrome" %U', ["/opt/Google Chrome/chrome", URL]),
        ("org.chromium.Chromium", "chromium --new-window", ["chromium", "--new-window", URL]),
    ],
)
def test_known_viewers_are_told_the_page(name: str, command: str, expected: list[str]) -> None:
    assert page_command(Application(name, command), PATH, 7) == expected


@pytest.mark.parametrize(
    ("name", "command"),
    [("xpdf", "xpdf %f"), ("gimp", "gimp-2.10 %U"), ("okular", 'okular "%U'), ("fokularity", "x")],
)
def test_others_are_not(name: str, command: str) -> None:
    assert page_command(Application(name, command), PATH, 7) is None


def test_a_flatpak_is_lent_the_file_and_nothing_more() -> None:
    run = "/usr/bin/flatpak run --command={} --file-forwarding {} @@u %U @@"
    evince = Application("org.gnome.Evince", run.format("evince", "org.gnome.Evince"))
    assert page_command(evince, PATH, 7) == [
        *("/usr/bin/flatpak", "run", "--command=evince", "--file-forwarding", "org.gnome.Evince"),
        *("--page-index=7", "@@", str(PATH), "@@"),
    ]
    firefox = Application("org.mozilla.firefox", run.format("firefox", "org.mozilla.firefox"))
    assert page_command(firefox, PATH, 7) is None


@pytest.mark.parametrize(
    ("name", "command", "expected"),
    [
        ("code", "/usr/share/code/code %F", ["/usr/share/code/code", "--goto", "/a/b.md:12"]),
        ("org.gnome.gedit", "gedit %U", ["gedit", "+12", "/a/b.md"]),
        ("org.kde.kate", "kate -b %U", ["kate", "-b", "--line", "12", "/a/b.md"]),
        ("gvim", "gvim -f %F", ["gvim", "-f", "+12", "/a/b.md"]),
        ("org.xfce.mousepad", "mousepad %U", ["mousepad", "--line=12", "/a/b.md"]),
        ("org.gnome.TextEditor", "gnome-text-editor %U", None),  # it can't be told
    ],
)
def test_known_editors_are_told_the_line(
    name: str, command: str, expected: list[str] | None
) -> None:
    assert line_command(Application(name, command), Path("/a/b.md"), 12) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            r'"C:\Apps\SumatraPDF\SumatraPDF.exe" "%1"',
            [r"C:\Apps\SumatraPDF\SumatraPDF.exe", "-reuse-instance", "-page", "7", str(PATH)],
        ),
        (
            r'"C:\Program Files\Adobe\Acrobat DC\Acrobat\Acrobat.exe" /u "%1"',
            [
                r"C:\Program Files\Adobe\Acrobat DC\Acrobat\Acrobat.exe",
                *("/A", "page=7", str(PATH)),
            ],
        ),
        (r'"C:\Other\viewer.exe" "%1"', None),
        ("", None),
    ],
)
def test_windows_viewers_are_told_the_page(command: str, expected: list[str] | None) -> None:
    found = windows_command(command, PATH, 7)
    assert (None if found is None else list(found)) == expected


@pytest.mark.parametrize(
    ("text", "passage", "line"),
    [
        ("# Rent\n\nIt is **due** on\nthe first.\n", "It is due on\nthe first.", 3),
        ("one\ntwo\nthree four five six seven", "three four five six seven", 3),
        ("a b c d e f changed h", "a b c d e f g h", 1),
        ("nothing of it", "quite another text", None),
        ("", "", None),
    ],
)
def test_the_line_of_a_passage_is_found_by_its_words(
    text: str, passage: str, line: int | None
) -> None:
    assert line_of(text, passage) == line


def test_the_entry_of_the_user_counts_first(tmp_path: Path) -> None:
    own, system = tmp_path / "own", tmp_path / "system"
    for folder, command in ((own, "okular --own %U"), (system, "okular %U")):
        (folder / "applications").mkdir(parents=True)
        (folder / "applications/okular.desktop").write_text(
            f"[Desktop Entry]\nName=Okular\nName[de]=Okular 100%\nExec={command}\n"
        )
    (system / "applications/vim.desktop").write_text(
        "[Desktop Entry]\nExec=vim %F\nTerminal=true\n"
    )
    found = read_entry("okular.desktop", [own, system])
    assert found == Application("okular", "okular --own %U")
    assert read_entry("vim.desktop", [own, system]) is None
    assert read_entry("none.desktop", [own, system]) is None


def test_skim_is_known_by_the_users_choice(tmp_path: Path) -> None:
    assert not is_skim_default(tmp_path)
    folder = tmp_path / "Library/Preferences/com.apple.LaunchServices"
    folder.mkdir(parents=True)
    (folder / "com.apple.launchservices.secure.plist").write_text(
        textwrap.dedent("""\
        <?xml version="1.0" encoding="UTF-8"?>
        <plist version="1.0"><dict><key>LSHandlers</key><array><dict>
        <key>LSHandlerContentType</key><string>com.adobe.pdf</string>
        <key>LSHandlerRoleAll</key><string>net.sourceforge.skim-app.skim</string>
        </dict></array></dict></plist>
        """)
    )
    assert is_skim_default(tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a desktop on Linux")
def test_the_desktops_choice_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "bin/xdg-mime"
    tool.parent.mkdir()
    tool.write_text(
        '#!/bin/sh\n[ "$3" = application/pdf ] && echo okular.desktop || echo kate.desktop\n'
    )
    tool.chmod(0o755)
    applications = tmp_path / "share/applications"
    applications.mkdir(parents=True)
    (applications / "okular.desktop").write_text("[Desktop Entry]\nExec=okular %U\n")
    (applications / "kate.desktop").write_text("[Desktop Entry]\nExec=kate %U\n")
    monkeypatch.setenv("PATH", str(tool.parent), prepend=os.pathsep)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert place_command(PATH, Spot(7)) == ["okular", "--page", "7", str(PATH)]
    note = tmp_path / "note.md"
    note.write_text("# Note\n\nThe keeper leans the ladder.\n")
    assert place_command(note, Spot(None, "The keeper leans")) == ["kate", "--line", "3", str(note)]
    assert place_command(note, Spot(None, "Another text")) is None


def test_a_file_that_is_gone_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    opener = Opener()
    with qtbot.waitSignal(opener.failed, timeout=10_000) as failed:
        opener.open_at(tmp_path / "gone.pdf", Spot(3))
    assert failed.args == [
        "“gone.pdf” is not there. It was moved or deleted, or its disk is not connected."
    ]


def test_what_has_no_place_is_opened_as_the_desktop_does(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    opener = Opener()
    path = tmp_path / "a.docx"
    path.touch()
    with qtbot.waitSignal(opener.failed, timeout=10_000) as failed:  # there is no application
        opener.open_at(path, Spot(None, "words"))
    assert opened == [url_of(path)]
    assert failed.args == ["No app is set up to open “a.docx”."]


@pytest.mark.parametrize("has_app", [True, False])
def test_only_what_was_opened_is_remembered(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_app: bool
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: has_app)
    history = History()
    actions = ResultActions(history)
    path = tmp_path / "a.docx"
    path.touch()
    with qtbot.waitSignal(history.changed if has_app else actions.failed, timeout=10_000):
        actions.open_path(path)
    assert list(history.files) == ([path] if has_app else [])


def test_what_a_known_viewer_opens_is_remembered(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    command = [sys.executable, "-c", ""]
    monkeypatch.setattr("app.ui.opening.opener.place_command", lambda *_: command)
    monkeypatch.setattr(subprocess, "Popen", lambda one, **_: started.append(one))
    history = History()
    actions = ResultActions(history)
    path = tmp_path / "a.pdf"
    path.touch()
    with qtbot.waitSignal(history.changed, timeout=10_000):
        actions.open_path(path, 3)
    assert started == [command]
    assert list(history.files) == [path]


_MANAGER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection
from app.ui.opening.opener import select_in_file_manager
application = QCoreApplication([])
print(select_in_file_manager(Path(sys.argv[1]), QDBusConnection.sessionBus()))
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a bus")
def test_without_a_file_manager_on_the_bus_there_is_another_way(tmp_path: Path) -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _MANAGER, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
@pytest.mark.parametrize(
    "name", [b"caf\xe9.pdf", "t\u00e4\U0001f600.pdf".encode(), b"a\nb%20#?.pdf", b"<b>&.pdf"]
)
def test_a_file_is_opened_by_the_bytes_of_its_name(name: bytes) -> None:
    encoded = bytes(url_of(Path(os.fsdecode(b"/tmp/" + name))).toEncoded().data())
    assert encoded.startswith(b"file:///tmp/")
    assert unquote_to_bytes(encoded.removeprefix(b"file:///tmp/")) == name
