from __future__ import annotations

import hashlib
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.stop_words import STOP_WORDS
from sparkbert.words import stem, stem_key, text_words, words


def found(text: str) -> list[tuple[str, str]]:
    return [(word.stem, text[word.start : word.end]) for word in words(text)]


def stems(text: str) -> list[str]:
    return [word.stem for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("the and of", []),
        ("Running dogs", [("run", "Running"), ("dog", "dogs")]),
        ("version 3.1", [("version", "version"), ("3.1", "3.1"), ("3", "3"), ("1", "1")]),
        ("i18n", [("i18n", "i18n")]),
        (
            "AB-1234/5",
            [
                ("ab1234/5", "AB-1234/5"),
                ("ab1234", "AB-1234"),
                ("ab", "AB"),
                ("1234", "1234"),
                ("5", "5"),
            ],
        ),
        ("foo_bar", [("foo_bar", "foo_bar"), ("foo", "foo"), ("bar", "bar")]),
        ("e-mails", [("email", "e-mails"), ("e", "e"), ("mail", "mails")]),
        ("U.S.", [("u.s", "U.S"), ("u", "U"), ("s", "S")]),
        ("1,000.50", [("1000.50", "1,000.50")]),
        ("1,2", [("1", "1"), ("2", "2")]),
        ("C++ C#", [("c++", "C++"), ("c", "C"), ("c#", "C#"), ("c", "C")]),
        ("at 12:30", [("12:30", "12:30"), ("12", "12"), ("30", "30")]),
        ("Dan's cats'", [("dan", "Dan"), ("cat", "cats")]),
        ("Dan\u2019s", [("dan", "Dan")]),
        ("they'll", []),
        ("can't won\u2019t", []),
        ("and/or e.g. he/she", []),
        ("__init__", [("init", "init")]),
        ("end.Start", [("end.start", "end.Start"), ("end", "end"), ("start", "Start")]),
    ],
)
def test_words_and_their_characters(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("e-mail", "email"),
        ("COVID-19", "covid19"),
        ("U.S.A.", "USA"),
        ("O'Brien", "obrien"),
        ("café", "cafe\u0301"),
        ("café", "CAFE"),
        ("ﬁnance", "finance"),
        ("\uff46\uff55\uff4c\uff4c\uff11", "full1"),
        ("Straße", "STRASSE"),
        ("co\u00adoperate", "cooperate"),
        ("non\u2011linear", "non-linear"),
        ("1,000", "1000"),
        ("cœur", "coeur"),
        ("Łódź", "lodz"),
        ("ёлка", "елка"),
        ("مَكْتَبَة", "مكتبة"),
        ("كتـــاب", "كتاب"),
        ("أحمد", "احمد"),
        ("کتاب", "كتاب"),
        ("٢٠٢٤", "2024"),
    ],
)
def test_spellings_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stems(one)[0] == stems(other)[0] == stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("книги", "книгами"),
        ("новый", "новая"),
        ("библиотека", "библиотеке"),
        ("زيتون", "الزيتون"),
        ("والمدينة", "مدينة"),
        ("للعائلة", "العائلة"),
        ("مكتبه", "المكتبة"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_letters_of_formulas_stay_as_they_are() -> None:
    assert stems("β-catenin α δ") == ["βcatenin", "β", "catenin", "α", "δ"]  # noqa: RUF001


@pytest.mark.parametrize(("one", "other"), [("3.1", "31"), ("2019-20", "201920"), ("U.S.", "us")])
def test_signs_that_make_a_difference_stay(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_stem_takes_stop_words_too() -> None:
    assert stem("Having") == "have"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京都に", [("東京", "東京"), ("京都", "京都"), ("都に", "都に")]),
        ("京", [("京", "京")]),
        ("한국어", [("한국", "한국"), ("국어", "국어")]),
        ("ภาษา", [("ภา", "ภา"), ("าษ", "าษ"), ("ษา", "ษา")]),
        ("iPhone用2台", [("iphon", "iPhone"), ("用", "用"), ("2", "2"), ("台", "台")]),
        ("ｶﾞｷﾞ", [("ガギ", "ｶﾞｷﾞ")]),
    ],
)
def test_scripts_without_spaces_give_pairs(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京都に", ["東京", "東", "京都", "京", "都に", "都"]),
        ("京", ["京"]),
        ("한국어", ["한국", "한", "국어", "국", "어"]),
        ("かな", ["かな"]),
        ("ภาษา", ["ภา", "าษ", "ษา"]),
        ("iPhone用 x", ["iphon", "用", "x"]),
    ],
)
def test_texts_are_found_by_single_letters_that_are_words(text: str, expected: list[str]) -> None:
    found = text_words(text)
    assert [word.stem for word in found] == expected
    assert all(stem(text[word.start : word.end]) == word.stem for word in found)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_texts_have_all_words_of_queries(text: str) -> None:
    assert set(words(text)) <= set(text_words(text))


def test_hangul_in_parts_equals_hangul_in_syllables() -> None:
    assert stems(unicodedata.normalize("NFD", "한국어")) == stems("한국어")


def test_voiced_kana_keep_their_voice() -> None:
    assert stems("がぎ") != stems("かき")


def test_vowel_signs_of_indic_scripts_are_no_accents() -> None:
    assert stems("हिन्दी") == ["हिन्दी"]


def test_a_mark_belongs_to_the_letter_before() -> None:
    assert found("re\u0301sume\u0301 x") == [("resum", "re\u0301sume\u0301"), ("x", "x")]


def test_endless_runs_are_cut_and_endless_compounds_give_parts_alone() -> None:
    run = "x1" * 200
    assert stems(run) == [run[:64]]
    assert stems("-".join(["part"] * 20)) == ["part"] * 20


def test_stop_words_are_spelled_as_words_are_folded() -> None:
    assert all(word == word.casefold() for word in STOP_WORDS)
    assert {"the", "is", "what", "dont"} <= STOP_WORDS
    assert not {"system", "fire", "bill", "name"} & STOP_WORDS


def test_stem_key_is_the_start_of_blake2b() -> None:
    digest = hashlib.blake2b(b"run", digest_size=8).digest()
    assert stem_key("run") == int.from_bytes(digest, "little")
    assert 0 <= stem_key("東京") < 2**64


@given(st.text())
def test_spans_are_in_the_text_and_in_order(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) and word.stem for word in found)
    assert [word.start for word in found if not _is_part(word.start, word.end, text)] == sorted(
        word.start for word in found if not _is_part(word.start, word.end, text)
    )


def _is_part(start: int, end: int, text: str) -> bool:
    return any(
        word.start <= start and end <= word.end and (word.start, word.end) != (start, end)
        for word in words(text)
    )


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs", "M"])))
def test_a_word_alone_is_the_word_in_its_text(text: str) -> None:
    for word in words(text):
        alone = words(text[word.start : word.end])
        assert word.stem in {one.stem for one in alone}


def test_threads_agree() -> None:
    texts = [
        f"running {number} generalisations relational conditional{number}" for number in range(500)
    ]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(stems, texts)) == [stems(text) for text in texts]


def test_megabytes_without_a_space_are_no_matter() -> None:
    found = stems("abc/DEF_ghi/" * 20_000)
    assert found == ["abc", "def_ghi", "def", "ghi"] * 20_000
