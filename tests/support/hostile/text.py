"""Which text files are endless, in odd encodings, or no text at all?"""

from __future__ import annotations

from app.extract.base import FailureKind
from tests.support.hostile.folder import HostileFolder, Scale

_NO_TEXT = (FailureKind.UNSUPPORTED_FORMAT, FailureKind.NO_TEXT, FailureKind.EXTRACTION_FAILED)
_SENTENCE = "The gardener spoke about {} to everybody who came to the fair that year.\n"
_LIMITS = (FailureKind.TOO_LARGE, FailureKind.TIMED_OUT)


def write_texts(folder: HostileFolder) -> None:
    """Write text files."""
    _write_encodings(folder.within("encodings"))
    _write_signs(folder.within("signs"))
    _write_long(folder.within("long"))
    _write_no_text(folder)


def _sentence(word: str) -> str:
    return _SENTENCE.format(word) * 3


def _write_encodings(folder: HostileFolder) -> None:
    for name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"):
        folder.good(f"{name}.txt", lambda w, name=name: _sentence(w).encode(name), f"in {name}")  # type: ignore[misc]
    others = {
        "cp1252": "“Größe” costs 5 €, a naïve façade.",
        "shift_jis": "これは日本語の文章です。図書館で本を読みます。",
        "gb18030": "这是一个中文文档。我们在图书馆看书。",
        "koi8-r": "Это русский текст, библиотека и книги.",
        "euc_kr": "이것은 한국어 문서입니다. 도서관에서 책을 읽습니다.",
    }
    for name, text in others.items():
        folder.good(
            f"{name}.txt",
            lambda w, name=name, text=text: f"{text * 4}\n{_sentence(w)}".encode(name),  # type: ignore[misc]
            f"in {name}",
        )
    folder.good("old mac.txt", lambda w: _sentence(w).replace("\n", "\r").encode(), "CR line ends")
    folder.good("cut.txt", lambda w: (_sentence(w) * 9 + "é").encode()[:-1], "cut within a letter")
    folder.good(
        "surrogates.txt",
        lambda w: _sentence(w).encode() + "lone \ud800 and \udfff".encode("utf-8", "surrogatepass"),
        "lone surrogates in UTF-8",
    )
    folder.good(
        "surrogates utf-16.txt",
        lambda w: f"\ufeff{_sentence(w)}\ud800 x \udc00".encode("utf-16-le", "surrogatepass"),
        "lone surrogates in UTF-16",
    )
    folder.good("mixed.txt", lambda w: _sentence(w).encode() * 5 + b"caf\xe9 \xff\xfe" * 9, "mixed")
    folder.good("odd.txt", lambda w: _sentence(w).encode("utf-16") + b"\x41", "UTF-16 and a half")


def _write_signs(folder: HostileFolder) -> None:
    folder.good(
        "nul.txt", lambda w: _sentence(w).encode().replace(b"fair", b"fa\0ir", 1), "one NUL"
    )
    folder.good(
        "nul end.txt", lambda w: _sentence(w).encode() * 40 + b"\0" * 8192, "NULs at the end"
    )
    folder.good("escapes.txt", lambda w: ("\x1b[2J\x1b[31m" + _sentence(w)).encode(), "escapes")
    folder.good(
        "marks.txt", lambda w: f"{_sentence(w)}Z{chr(0x301) * 200_000}algo".encode(), "marks"
    )
    folder.good("ligature.txt", lambda w: (_sentence(w) + "\ufdfa" * 100_000).encode(), "ligatures")
    folder.good("bidi.txt", lambda w: f"\u202e{_sentence(w)}\u202c\u2066x".encode(), "directions")
    folder.good("emoji.txt", lambda w: (_sentence(w) + "👩‍👩‍👧‍👦🏳️‍🌈" * 20_000).encode(), "emoji")
    folder.good("tags.txt", lambda w: (_sentence(w) + "<script>alert(1)</script>").encode(), "tags")
    folder.good(
        "planes.txt", lambda w: (_sentence(w) + "\U0010ffff\U000e0041" * 999).encode(), "far"
    )


def _write_long(folder: HostileFolder) -> None:
    n = folder.share(8_000_000)
    folder.good("one word.txt", lambda w: f"{_sentence(w)}{'x' * n}\n".encode(), "an endless word")
    folder.good("one line.txt", lambda w: f"{w} {'word ' * (n // 5)}".encode(), "an endless line")
    folder.good("blanks.txt", lambda w: f"{w}{' ' * n}end".encode(), "millions of blanks")
    folder.good("lines.txt", lambda w: f"{_sentence(w)}{chr(10) * n}end".encode(), "empty lines")
    folder.good(
        "hyphens.txt", lambda w: _sentence(w).encode() + b"a-\n" * (n // 40), "divided words"
    )
    folder.good("rulers.txt", lambda w: f"{_sentence(w)}{'=' * n}\n".encode(), "a ruler")
    folder.good(
        "headings.txt", lambda w: (_sentence(w) + "a\n===\n" * (n // 400)).encode(), "headings"
    )
    folder.good("commas.txt", lambda w: f"{_sentence(w)}{'a,' * (n // 4)}".encode(), "no blanks")
    folder.good("chinese.txt", lambda w: f"{_sentence(w)}{'书' * (n // 16)}".encode(), "no spaces")
    folder.good("periods.txt", lambda w: f"{_sentence(w)}{'.' * n}".encode(), "periods alone")
    _write_sparse(folder, "two gigabytes.txt", 2_000_000_000)
    _write_sparse(folder, "sparse.txt", folder.share(400_000_000))
    if folder.scale is Scale.FULL:
        much = b"all work and no play makes a dull book. " * 1_500_000
        folder.bad("much text.txt", much, "sixty million letters", *_LIMITS)


def _write_sparse(folder: HostileFolder, name: str, size: int) -> None:
    """Write a file of text at the start and nothing after it, which takes no room on the disk."""
    path, word = folder.path / name, folder.word()
    with path.open("wb") as file:
        file.write(_sentence(word).encode() * 100)
        file.truncate(size)
    # At a small scale there is little enough of it to be read.
    told = None if size > 100_000_000 else word
    folder.tell(path, f"{size:,} bytes, most of them a hole", told, *_LIMITS, *_NO_TEXT)


def _write_no_text(folder: HostileFolder) -> None:
    folder.bad(
        "noise.txt", bytes((i * i * 31 + i * 7) & 0xFF for i in range(60_000)), "noise", *_NO_TEXT
    )
    folder.bad("noise", bytes((i * i * 17 + 3) & 0xFF for i in range(60_000)), "noise", *_NO_TEXT)
    folder.bad("blank.txt", b" \n\t\r\n" * 1000, "blanks alone", *_NO_TEXT)
    folder.bad("controls.txt", bytes(range(1, 9)) * 1000, "control signs", *_NO_TEXT)
    folder.bad("zeros.txt", b"\0" * 5000, "zeros alone", *_NO_TEXT)
    folder.bad("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture", *_NO_TEXT)
