from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extract.base import ExtractionError, FailureKind, Limits, WarningKind
from app.extract.text import TextExtractor, decode

GERMAN = "Größere Äpfel fallen früher vom Baum, wenn es schön windig ist, und süß sind sie."


@pytest.mark.parametrize(
    ("encoding", "guessed"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("utf-32", False),
        ("utf-16-le", True),
        ("utf-16-be", True),
        ("cp1252", True),
        ("iso-8859-1", True),
    ],
)
def test_decodes(encoding: str, guessed: bool) -> None:
    decoded = decode(GERMAN.encode(encoding))
    assert decoded.text == GERMAN
    assert decoded.guessed is guessed


def test_a_file_cut_off_within_a_character_is_still_utf_8() -> None:
    data = ("word " * 40 + "é").encode()[:-1]
    assert decode(data).text.startswith("word word")
    assert decode(data).encoding == "utf-8"


@given(st.binary(max_size=300))
def test_decodes_whatever_there_is(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


def extract(tmp_path: Path, text: str, limits: Limits | None = None) -> tuple[str, list[str], str]:
    path = tmp_path / "file.txt"
    path.write_bytes(text.encode())
    document = TextExtractor().extract(path, limits or Limits())
    for section in document.sections:
        for position, character in enumerate(section.text):
            if not character.isspace():
                assert text[section.offsets.source(position)] == character
    texts = [section.text for section in document.sections]
    return document.title, texts, " ".join(h.text for s in document.sections for h in s.headings)


def test_lines_stay_and_divided_words_are_joined(tmp_path: Path) -> None:
    text = "One ex-\r\nample of a well-\nknown kind.\r\n\r\n\r\nA well-known end.\n"
    assert extract(tmp_path, text) == (
        "",
        ["One example of a well-known kind.\n\nA well-known end."],
        "",
    )


def test_underlined_lines_are_headings(tmp_path: Path) -> None:
    text = "My notes\n========\n\nBefore.\n\nFirst\n-----\nOne.\n\nSecond\n------\nTwo.\n"
    title, texts, headings = extract(tmp_path, text)
    assert title == "My notes"
    assert texts == ["My notes\n\nBefore.", "First\n\nOne.", "Second\n\nTwo."]
    assert headings == "My notes First Second"


def test_a_guess_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(GERMAN.encode("cp1252"))
    [warning] = TextExtractor().extract(path, Limits()).warnings
    assert warning.kind is WarningKind.ENCODING_GUESSED


@pytest.mark.parametrize(
    ("text", "limits", "kind"),
    [
        (" \n\n\t", Limits(), FailureKind.NO_TEXT),
        ("too long", Limits(characters=5), FailureKind.TOO_LARGE),
    ],
)
def test_failures(tmp_path: Path, text: str, limits: Limits, kind: FailureKind) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract(tmp_path, text, limits)
    assert caught.value.kind is kind
