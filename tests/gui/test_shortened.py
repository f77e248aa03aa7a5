from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.ui.search.shortened import shortened

WORDS = st.lists(st.sampled_from(["a", "soup", "of", "tomatoes", "x1"]), min_size=1, max_size=9)


@given(WORDS, st.data(), st.integers(0, 40))
def test_marked_words_are_always_there(words: list[str], data: st.DataObject, room: int) -> None:
    query = " ".join(words)
    chosen = sorted(data.draw(st.sets(st.integers(0, len(words) - 1))))
    starts = [len(" ".join(words[:at])) + (at > 0) for at in chosen]
    marked = [(at, at + len(words[n])) for at, n in zip(starts, chosen, strict=True)]
    text, spans = shortened(query, marked, lambda one, _: len(one) <= room)
    assert [text[a:b] for a, b in spans] == [query[a:b] for a, b in marked]
    assert (text == query) == (len(query) <= room or "…" not in text)
    rest = iter(words)
    assert all(one in rest for one in text.split() if one != "…")


def test_neighbours_are_shown_as_there_is_room() -> None:
    query, marked = "the old soup of red tomatoes and basil", [(8, 12), (20, 28)]

    def in_room(n: int) -> str:
        return shortened(query, marked, lambda one, _: len(one) <= n)[0]

    assert [in_room(n) for n in (5, 30, 60)] == [
        "… soup … tomatoes …",
        "the old soup of red tomatoes …",
        query,
    ]
