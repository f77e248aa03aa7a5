from __future__ import annotations

import pytest

from app.engine.remaining import WorkLeft
from app.engine.tally import Waiting

SUPPORTED = frozenset({".txt", ".pdf"})


def _left() -> WorkLeft:
    """Twenty chunks a second are read, of which all are new, and ten encoded."""
    left = WorkLeft(SUPPORTED)
    for second in range(5):
        left.note_file(".txt", 200_000, 200)
        left.note_commit(n_chunks=200, n_pieces_new=40_000)
        left.note_reading(10.0 * second, n_files=1, n_chunks=200)
        left.note_encoding(10.0 * second, n_chunks=100, n_pieces=20_000)
    return left


def test_nothing_is_said_before_something_is_known() -> None:
    assert WorkLeft(SUPPORTED).seconds_left(0.0, {}, 20_000) is None
    assert WorkLeft(SUPPORTED).seconds_left(0.0, {".txt": Waiting(1, 10**6)}, 0) is None


def test_what_waits_takes_as_long_as_it_took_of_late() -> None:
    assert _left().seconds_left(40.0, {}, 120_000) == pytest.approx(60.0)


def test_files_are_expected_to_be_like_those_read() -> None:
    seconds = _left().seconds_left(40.0, {".txt": Waiting(1, 1_000_000)}, 0)
    assert seconds == pytest.approx(100.0, rel=0.05)


def test_what_cannot_be_read_brings_nothing() -> None:
    left = _left()
    films = {".mkv": Waiting(3, 3 * 10**9)}
    assert left.expected(films) == 0
    assert left.seconds_left(40.0, films, 120_000) == pytest.approx(60.0)


def test_a_format_not_met_yet_is_not_taken_for_another() -> None:
    left = _left()
    scanned = {".pdf": Waiting(1, 12_000_000)}
    assert left.expected(scanned) == pytest.approx(200_000, rel=0.01)
    left.note_file(".pdf", 10**9, 10)
    assert left.expected(scanned) < 20_000


def test_texts_that_are_known_cost_no_model() -> None:
    left = WorkLeft(SUPPORTED)
    left.note_file(".txt", 10**6, 1_000)
    left.note_commit(n_chunks=1_000, n_pieces_new=0)
    assert left.expected({".txt": Waiting(1, 10**6)}) < 1_000


def test_reading_alone_has_a_time_too() -> None:
    left = WorkLeft(SUPPORTED)
    for second in range(5):
        left.note_file(".txt", 200_000, 200)
        left.note_commit(n_chunks=200, n_pieces_new=0)  # in a language that the model does not read
        left.note_reading(10.0 * second, n_files=1, n_chunks=200)
    seconds = left.seconds_left(40.0, {".txt": Waiting(5, 200_000)}, 0)
    assert seconds == pytest.approx(10.0, rel=0.2)


def test_time_goes_by_between_two_answers_though_not_for_ever() -> None:
    left = _left()
    assert left.seconds_left(44.0, {}, 120_000) == pytest.approx(56.0)
    assert left.seconds_left(400.0, {}, 120_000) == pytest.approx(50.0)  # something is amiss


def test_an_encoder_that_waits_for_files_is_not_taken_for_a_slow_one() -> None:
    left, now = WorkLeft(SUPPORTED), 0.0
    for _ in range(5):  # ten chunks a second, and after each answer nothing to do for a minute
        left.note_encoder(now, busy=True)
        now += 10.0
        left.note_encoding(now, n_chunks=100, n_pieces=20_000)
        left.note_encoder(now, busy=False)
        now += 60.0
    assert left.chunks_per_s == pytest.approx(10.0)
    assert left.seconds_left(now, {}, 120_000) == pytest.approx(60.0)
