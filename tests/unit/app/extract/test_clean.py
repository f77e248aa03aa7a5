from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extract.clean import Separator, TextBuilder, clean

RAW = st.text(
    st.one_of(
        st.sampled_from(" \n\r\t\u00a0\u00ad\ufb01\ufb03e\u0301a-•\x00\ud800\ufeff\uf0b7\ufefb"),
        st.characters(),
    )
)
SEPARATORS = st.sampled_from(Separator)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("of\ufb01ce", "office"),
        ("e\ufb03cient", "efficient"),
        ("co\u00adoperate", "cooperate"),
        ("  a \t b\u00a0\u2003c\n", "a b c"),
        ("a\x00b\ud800c", "abc"),
        ("cafe\u0301", "café"),
        ("\uf0b7 item", "• item"),
        ("a \u00ad b", "a b"),
        ("line\r\nbreak", "line break"),
        ("\u200b\ufeff", ""),
        ("Preface . . . . . . . . ix", "Preface ix"),
        ("Signed ________ by", "Signed by"),
        ("Terms ------", "Terms"),
        ("well--known ... end", "well--known ... end"),
    ],
)
def test_cleans(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb", "a\nb"),
        ("a\n\nb", "a\n\nb"),
        ("a \n \t\n\n b", "a\n\nb"),
        ("a  \n  b", "a\nb"),
        ("\n\na\n\n", "a"),
    ],
)
def test_keeps_lines_where_asked(raw: str, expected: str) -> None:
    builder = TextBuilder(keep_lines=True)
    builder.append(raw, 0)
    assert builder.build()[0] == expected


def test_the_largest_separator_wins() -> None:
    builder = TextBuilder()
    builder.append("one ", 0)
    builder.separate(Separator.PARAGRAPH)
    builder.separate(Separator.LINE)
    builder.append(" two", 10)
    text, offsets = builder.build()
    assert text == "one\n\ntwo"
    assert offsets.source(5) == 11


def test_inserted_text_maps_to_where_the_source_has_got_to() -> None:
    builder = TextBuilder()
    builder.append("cell", 0)
    builder.insert(" | ")
    builder.append("next", 4)
    text, offsets = builder.build()
    assert text == "cell | next"
    assert [offsets.source(i) for i in range(4, 8)] == [4, 4, 4, 4]


@given(RAW, st.booleans())
def test_every_character_maps_into_the_source_without_going_back(raw: str, lines: bool) -> None:
    builder = TextBuilder(keep_lines=lines)
    builder.append(raw, 0)
    text, offsets = builder.build()
    sources = [offsets.source(i) for i in range(len(text))]
    assert sources == sorted(sources)
    assert all(0 <= source < len(raw) for source in sources)
    for character, source in zip(text, sources, strict=True):
        if raw[source] == "\uf0b7" or character.isspace():
            continue
        shapes = raw[source] + "".join(raw[source + 1 :][:20])
        assert (
            character == raw[source]
            or character in unicodedata.normalize("NFKC", raw[source])
            or character in unicodedata.normalize("NFC", shapes)
            or raw[source] in "\uf0a7\uf076\uf0d8\uf0fc"
        )


@given(RAW)
def test_the_text_is_trimmed_and_its_blanks_are_single(raw: str) -> None:
    text = clean(raw)
    assert text == " ".join(text.split())


@given(st.text(st.sampled_from("abc xyz.,é漢")))
def test_regular_characters_are_copied_from_where_the_map_says(raw: str) -> None:
    builder = TextBuilder()
    builder.append(raw, 0)
    text, offsets = builder.build()
    copied = [i for i in range(len(text)) if text[i] != " "]
    assert all(text[i] == raw[offsets.source(i)] for i in copied)


@given(st.lists(st.tuples(RAW, SEPARATORS, st.integers(0, 5)), max_size=6))
def test_appends_join_as_one_source_with_gaps(parts: list[tuple[str, Separator, int]]) -> None:
    builder = TextBuilder(keep_lines=True)
    position = 0
    for raw, separator, gap in parts:
        builder.append(raw, position)
        position += len(raw) + gap
        builder.separate(separator)
    text, offsets = builder.build()
    sources = [offsets.source(i) for i in range(len(text))]
    assert sources == sorted(sources)
    assert all(0 <= source < position for source in sources)
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert "  " not in text
    assert all(not unicodedata.category(c).startswith("Cs") for c in text)
