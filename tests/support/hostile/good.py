"""Which files stand beside the hostile ones and must not suffer from them?"""

from __future__ import annotations

from app.extract.base import FailureKind
from tests.support.hostile.folder import HostileFolder
from tests.support.hostile.packages import plain_document
from tests.support.hostile.raw_pdf import one_page

_N_EACH = 4
_PROSE = (
    "The committee met in the town hall and spoke for two hours about the old bridge, "
    "its railing and the cost of a new one."
)


def write_good_files(folder: HostileFolder) -> None:
    """Write a few plain files of each format, and some that nobody can read but are no harm."""
    for number in range(_N_EACH):
        folder.good(f"minutes {number}.txt", _text, "nothing")
        folder.good(f"notes {number}.md", _markdown, "nothing")
        folder.good(f"letter {number}.docx", plain_document, "nothing")
        folder.good(f"bill {number}.pdf", lambda word: one_page(word).build(), "nothing")
    folder.good("README", _text, "no extension")
    folder.bad("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture",
               FailureKind.UNSUPPORTED_FORMAT)  # fmt: skip
    folder.bad("program", b"\x7fELF" + bytes(range(256)), "a program",
               FailureKind.UNSUPPORTED_FORMAT)  # fmt: skip


def _text(word: str) -> bytes:
    return f"{_PROSE} They called it {word}.\n".encode()


def _markdown(word: str) -> bytes:
    return f"# About {word}\n\n{_PROSE}\n\n- first\n- second\n".encode()
