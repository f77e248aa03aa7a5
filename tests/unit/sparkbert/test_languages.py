from __future__ import annotations

import pytest

from sparkbert.encoder.weights import SHA256, WEIGHTS_FILE
from sparkbert.languages import (
    is_english,
    is_english_query,
    is_latin,
    query_readability_of,
    readability_of,
)
from tests.support.languages import ENGLISH, FOREIGN, passage

LATIN = ("French", "German", "Spanish")
MINILM = SHA256[WEIGHTS_FILE]

CODE = """
def read_item(item_id: int, q: str | None = None) -> dict[str, int]:
    if item_id not in self._items: raise HTTPException(status_code=404, detail=item_id)
    return {"item_id": item_id, "q": q, "index": index, "numbers": numpy.zeros(3)}
"""
TABLE = "\n".join(
    f"Tamboril {n},{n * 7 % 1000:03d} {n % 90}.{n % 10} 0 0 1 2 {n}" for n in range(40)
)
NAMES = """
Dr. Matthias Weber, Prof. Giulia Rossi, Jean-Pierre Lefebvre, Katarzyna Nowak, Søren Larsen,
María Fernández, Åsa Lindqvist, Ngozi Okafor, Hiroshi Tanaka, Dimitris Papadopoulos, João Silva
"""
CITATION = """
Schmidt H, Müller K, Dupont J (2003). Zur Theorie der Zellteilung. Z. Naturforsch. 58:201-9.
Cited by 14. See also Meyer et al. (2011), Nature Medicine 17, pp. 1081 to 1088, doi:10.1038/nm.2.
"""
TERMS = """
Bovine leukemia virus, feline leukemia virus, human papilloma virus. Escherichia coli, Salmonella
enterica, Listeria monocytogenes: in vitro susceptibility, minimum inhibitory concentrations.
"""
CAPITALS = """
EACH PARTY IRREVOCABLY WAIVES ANY OBJECTION TO VENUE; NEITHER PARTY MAKES ANY WARRANTY, EXPRESS OR
IMPLIED, INCLUDING MERCHANTABILITY OR FITNESS FOR A PARTICULAR PURPOSE, EXCEPT AS SPECIFIED HEREIN.
"""


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_not_english(language: str) -> None:
    assert not is_english(passage(language))


@pytest.mark.parametrize("language", FOREIGN)
def test_half_a_passage_is_enough(language: str) -> None:
    text = passage(language)
    assert not is_english(text[: len(text) // 2])


@pytest.mark.parametrize("text", [CODE, TABLE, NAMES, CITATION, TERMS, CAPITALS])
def test_what_is_hard_to_tell_counts_as_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("name", ENGLISH)
def test_english_is_english(name: str) -> None:
    assert is_english(passage(name))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "2019 12.5 %", "Inhalt", "naïve café", "δ ε = λ μ", "∑ ∂"]
)
def test_too_little_to_tell_counts_as_english(text: str) -> None:
    assert is_english(text)
    assert is_english_query(text)


def test_a_few_letters_of_another_script_are_enough() -> None:
    assert not is_english("目次")
    assert not is_english("Оглавление")


def test_a_text_in_two_languages_is_what_most_of_it_is() -> None:
    english, german = passage("English"), passage("German")
    assert is_english(f"{english}\n\n{german[:100]}")
    assert not is_english(f"{german}\n\nThe end")


@pytest.mark.parametrize(
    "query",
    [
        "wann endet der Mietvertrag",
        "comment faire le pain de campagne",
        "daños causados por el agua",
        "библиотека",
        "图书馆",
        "自転車の修理",
        "زيتون",
    ],
)
def test_queries_in_other_languages(query: str) -> None:
    assert not is_english_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "coeur",
        "Pain",
        "Dr. Denis Burkitt",
        "Aluminum in Vaccines vs. Food",
        "bovine leukemia virus",
    ],
)
def test_queries_that_may_be_english(query: str) -> None:
    assert is_english_query(query)


def test_without_texts_for_it_only_the_letters_of_a_query_count() -> None:
    german = "wann endet der Mietvertrag"
    assert query_readability_of(MINILM, has_others=False)(german)
    assert not query_readability_of(MINILM, has_others=True)(german)
    assert not query_readability_of(MINILM, has_others=False)("图书馆")


def test_of_other_encoders_nothing_is_assumed() -> None:
    text = passage("Chinese")
    assert not readability_of(MINILM)(text)
    assert readability_of("e" * 64)(text)
    assert query_readability_of("e" * 64, has_others=True)(text)


@pytest.mark.parametrize("language", LATIN)
def test_accents_are_of_latin_letters(language: str) -> None:
    assert is_latin(passage(language))
