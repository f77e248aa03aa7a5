"""Do the words of a group's name tell what it is about, and how it is different?"""

from __future__ import annotations

import numpy as np

from sparkbert.atlas.naming import name_groups

SOLAR = (
    "The Solar panels on the roof were paid for with the grant.",
    "Panels, and the inverter that belongs to a panel, are insured by the house.",
    "A panel of solar cells gives little in winter when the roof is white.",
)
BREAD = (
    "The dough for the loaf rests in the house, under a cloth, for the night.",
    "A loaf needs flour, and the dough needs time; the roof of the oven glows.",
    "With little flour the dough sticks to the cloth.",
)


def share_of(stem: str) -> float:
    return 0.5 if stem in {"hous", "roof", "littl"} else 0.01


def test_names_are_words_that_tell_groups_apart_as_they_are_written() -> None:
    texts = [*SOLAR, *BREAD]
    first, second = name_groups(texts, np.array([0, 0, 0, 1, 1, 1]), share_of)
    assert set(first[:2]) == {"panel", "Solar"} or set(first[:2]) == {"panel", "solar"}
    assert second[0] == "dough"
    assert set(second) <= {"dough", "loaf", "flour", "cloth"}
    assert name_groups(texts, np.array([0, 0, 0, 1, 1, 1]), share_of) == [first, second]


def test_one_group_is_told_from_the_rest_of_the_index() -> None:
    (name,) = name_groups(
        BREAD, np.zeros(3, np.int64), lambda stem: 0.9 if stem == "dough" else 0.01
    )
    assert "dough" not in name
    assert {"loaf", "flour", "cloth"} >= set(name) != set()


def test_stop_words_and_rare_words_name_nothing() -> None:
    texts = ["The and of their.", "Because of their zebra."] * 3
    assert name_groups(texts[:1] * 4, np.array([0, 0, 1, 1]), share_of) == [(), ()]
    assert name_groups([], np.empty(0, np.int64), share_of) == []


def test_scripts_without_spaces_are_named_too() -> None:
    texts = ["太陽光発電の費用", "太陽光の屋根", "猫の食事", "猫が食事をする"]
    names = name_groups(texts, np.array([0, 0, 1, 1]), share_of)
    assert "太陽" in names[0]
    assert "食事" in names[1]


def test_addresses_and_numbers_name_nothing() -> None:
    texts = [
        "See https://www.lanterns.org/guide.html for the lantern, 2024.",
        "Write to keeper@lanterns.org, or lanterns.org/keeper, of lantern 2024.",
        "The http link of 2024 is a lantern's: www.lanterns.org",
        *BREAD,
    ]
    (first, _) = name_groups(texts, np.array([0, 0, 0, 1, 1, 1]), share_of)
    assert "lantern" in first
    assert not {"https", "http", "www", "org", "html", "lanterns", "2024"} & set(first)
    japanese = ["灯台の2024年 https://a.jp/x", "灯台は2024 http://b.jp", "パンの粉", "パンを焼く粉"]
    for name in name_groups(japanese, np.array([0, 0, 1, 1]), share_of):
        assert not any(character.isdigit() for word in name for character in word)
        assert not {"http", "https"} & set(name)
