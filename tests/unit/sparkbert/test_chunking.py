from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert import chunking
from sparkbert.chunking import Chunk, Chunker
from sparkbert.encoder.tokenizer import Pieces, PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.types import HEADING_SEPARATOR, Document, Heading, Section

TOKENIZER = PieceTokenizer(find_model().tokenizer)

SUBJECTS = ("The committee", "A neighbour", "Our accountant", "The old engine", "Every archive")
VERBS = ("rejected", "repaired", "described", "found", "counted", "misplaced", "remembered")
OBJECTS = ("the second invoice", "a letter of 1973", "three broken lamps", "the quiet harbour")

prose = st.text(
    alphabet=st.sampled_from("abcé각 .,\n\t'\u2019“”()-京都。\u0301\u200b\ufffd\x07👍1"),
    max_size=300,
)
anything = st.text(max_size=80)


def document(*texts: str) -> Document:
    return Document("key", "name", "title", tuple(Section(text) for text in texts))


def sentence(rng: random.Random) -> str:
    deed = f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)}"
    return f"{deed} on day {rng.randrange(10**6)}."


def essay(rng: random.Random, n_sentences: int) -> list[str]:
    """Sentences; every fifth or so ends its paragraph."""
    return [sentence(rng) + ("\n\n" if rng.random() < 0.2 else " ") for _ in range(n_sentences)]


def assert_sound(chunks: list[Chunk], texts: list[str], max_pieces: int) -> None:
    for chunk in chunks:
        assert chunk.text == texts[chunk.section][chunk.start : chunk.end]
        assert chunk.text == chunk.text.strip()
        assert chunk.text
        assert chunk.n_pieces == TOKENIZER.count(chunk.text)
        assert 1 <= chunk.n_pieces <= max_pieces
    places = [(chunk.section, chunk.start, chunk.end) for chunk in chunks]
    for (section, _, end), (following, start, _) in pairwise(places):
        assert section < following or (section == following and end <= start)
    for number, text in enumerate(texts):
        covered = [range(start, end) for section, start, end in places if section == number]
        lost = set(range(len(text))).difference(*covered)
        assert not TOKENIZER.count(text) or all(text[at].isspace() for at in lost)


@given(st.lists(prose | anything, max_size=3), st.sampled_from([4, 5, 7, 20, 250]))
def test_chunks_cover_every_section_and_are_never_too_long(texts: list[str], n: int) -> None:
    assert_sound(Chunker(TOKENIZER, n).chunk(document(*texts)), texts, n)


@given(st.floats(0, 0.99), st.integers(4, 40), st.integers(0, 60), st.randoms())
def test_any_least_fill_is_sound(
    fill: float, max_pieces: int, n_sentences: int, rng: random.Random
) -> None:
    text = "".join(essay(rng, n_sentences))
    assert_sound(Chunker(TOKENIZER, max_pieces, fill).chunk(document(text)), [text], max_pieces)


def test_a_short_section_is_one_chunk_without_the_space_around_it() -> None:
    (chunk,) = Chunker(TOKENIZER).chunk(document("\n  One line.\n\nAnother.  "))
    assert chunk == Chunk(0, 3, 22, "One line.\n\nAnother.", None, 5)


def test_no_text_gives_no_chunk() -> None:
    assert Chunker(TOKENIZER).chunk(document("", " \n ", "\x07\ufffd")) == []
    assert Chunker(TOKENIZER).chunk(document()) == []


def test_no_chunk_spans_two_sections() -> None:
    chunks = Chunker(TOKENIZER).chunk(document("first page", "", "third page"))
    assert [(chunk.section, chunk.text) for chunk in chunks] == [
        (0, "first page"),
        (2, "third page"),
    ]


def test_cuts_fall_between_paragraphs_rather_than_sentences() -> None:
    short = "One two three. " * 3
    text = f"{short.strip()}\n\n{short.strip()}\n\n{short.strip()}"
    chunks = Chunker(TOKENIZER, 14).chunk(document(text))
    assert [chunk.text for chunk in chunks] == [short.strip()] * 3


def test_cuts_fall_between_sentences_rather_than_words() -> None:
    sentences = [f"Item {number} costs a lot of money." for number in range(12)]
    chunks = Chunker(TOKENIZER, 26).chunk(document(" ".join(sentences)))
    assert len(chunks) > 3
    assert all(chunk.text.startswith("Item") and chunk.text.endswith(".") for chunk in chunks)


def test_cuts_fall_between_lines_where_there_are_no_sentences() -> None:
    lines = [f"- entry {number} of many" for number in range(30)]
    chunks = Chunker(TOKENIZER, 30).chunk(document("\n".join(lines)))
    assert all(chunk.text.startswith("- entry") for chunk in chunks)


def test_an_unclosed_quotation_does_not_hide_sentence_ends() -> None:
    text = '"' + " ".join(f"Paragraph number {number} goes on here." for number in range(60))
    chunks = Chunker(TOKENIZER, 60).chunk(document(text))
    assert all(chunk.text.endswith(".") for chunk in chunks)


def test_a_heading_begins_a_chunk_and_stays_with_its_text() -> None:
    body = "A sentence of the body. " * 4
    text = f"{body.strip()}\n\nSecond part\n\n{body.strip()}"
    heading = Heading(text.index("Second"), 1, "Second part")
    section = Section(text, headings=(heading,))
    chunks = Chunker(TOKENIZER, 30).chunk(Document("key", "", "", (section,)))
    assert [chunk.text.split("\n")[0] for chunk in chunks] == [body.strip(), "Second part"]
    assert [chunk.heading for chunk in chunks] == [None, "Second part"]


def test_headings_name_their_parents_and_hold_on_in_later_sections() -> None:
    sections = (
        Section("Guide\nText.", headings=(Heading(0, 1, "Guide"), Heading(0, 2, "Setup"))),
        Section("More of it."),
        Section("Linux\nText.", headings=(Heading(0, 3, "Linux"),)),
        Section("Usage\nText.", headings=(Heading(0, 2, "Usage"),)),
        Section("Intro.\nAppendix", headings=(Heading(7, 1, "Appendix"),)),
        Section("End."),
    )
    chunks = Chunker(TOKENIZER).chunk(Document("key", "", "", sections))
    assert [(chunk.heading or "").split(HEADING_SEPARATOR) for chunk in chunks] == [
        ["Guide", "Setup"],
        ["Guide", "Setup"],
        ["Guide", "Setup", "Linux"],
        ["Guide", "Usage"],
        ["Guide", "Usage"],
        ["Appendix"],
    ]


def test_a_word_longer_than_a_chunk_is_cut_without_loss() -> None:
    word = "antidisestablishmentarianismus"
    chunks = Chunker(TOKENIZER, 4).chunk(document(word))
    assert len(chunks) > 1
    assert "".join(chunk.text for chunk in chunks) == word
    assert_sound(chunks, [word], 4)


def test_a_character_of_several_pieces_is_never_cut() -> None:
    text = "a각b각" * 9
    chunks = Chunker(TOKENIZER, 4, 0.9).chunk(document(text))
    assert_sound(chunks, [text], 4)


def test_encoded_data_is_cut_though_it_is_few_word_pieces() -> None:
    text = "See " + "QUJDREVG" * 4000 + " and " + "x" * 90 + " here."
    chunks = Chunker(TOKENIZER).chunk(document(text))
    assert_sound(chunks, [text], 250)
    assert max(len(chunk.text) for chunk in chunks) == 10_000
    assert len(chunks) < 10


def test_long_texts_fill_their_chunks_and_edits_change_few() -> None:
    rng = random.Random(5)
    chunker = Chunker(TOKENIZER)
    changed, fills = [], []
    for _ in range(12):
        sentences = essay(rng, 300)
        before = chunker.chunk(document("".join(sentences)))
        fills += [chunk.n_pieces / chunker.max_pieces for chunk in before]
        sentences.insert(rng.randrange(len(sentences)), sentence(rng) + " ")
        after = chunker.chunk(document("".join(sentences)))
        known = {chunk.text for chunk in before}
        changed.append(sum(chunk.text not in known for chunk in after))
    assert sum(fills) / len(fills) >= 0.7
    assert min(changed) >= 1
    assert sum(changed) / len(changed) <= 3


@pytest.mark.parametrize(("max_pieces", "min_fill"), [(3, 0.5), (10, 1.0), (10, -0.1)])
def test_impossible_sizes_are_refused(max_pieces: int, min_fill: float) -> None:
    with pytest.raises(ValueError, match="at least 4 word pieces"):
        Chunker(TOKENIZER, max_pieces, min_fill)


def test_a_long_section_is_cut_a_window_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    class _Watched(PieceTokenizer):
        def batch(self, texts: list[str]) -> list[Pieces]:
            sizes.append(sum(map(len, texts)))
            return super().batch(texts)

    monkeypatch.setattr(chunking, "_WINDOW", 2_000)
    rng = random.Random(5)
    texts = ["".join(essay(rng, 300)), "short", "".join(essay(rng, 90)), "京" * 9_000]
    watched = Chunker(_Watched(find_model().tokenizer), 60)
    assert_sound(watched.chunk(document(*texts)), texts, 60)
    assert max(sizes) <= 2_000
    assert len(sizes) > 10


def test_headings_hold_on_over_windows_and_edits_move_few_chunks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chunking, "_WINDOW", 3_000)
    rng = random.Random(6)
    text = "".join(essay(rng, 400))
    heading = text.index("\n\n", 10_000) + 2
    headings = (Heading(0, 1, "Top"), Heading(heading, 2, "Below"))
    cutter = Chunker(TOKENIZER, 60)
    chunks = cutter.chunk(Document("", "", "", (Section(text, headings=headings),)))
    for chunk in chunks:
        below = chunk.start >= heading
        assert chunk.heading == (f"Top{HEADING_SEPARATOR}Below" if below else "Top")
    edited = cutter.chunk(document("A sentence that was not there. " + text))
    before = {one.text for one in cutter.chunk(document(text))}
    assert len({one.text for one in edited} - before) < 0.15 * len(edited)
