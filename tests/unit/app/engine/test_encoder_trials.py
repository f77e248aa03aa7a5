from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app.engine.encoder_trials import EncoderTrials
from app.engine.telling import WorkState
from app.engine.trouble import Trouble
from app.errors import EncoderDiedError


@dataclass
class Encoder:
    n_forgiven: int = 0

    def forgive(self) -> None:
        self.n_forgiven += 1


@dataclass
class Desk:
    """An engine's loop as far as trials see it."""

    now: float = 100.0
    state: WorkState = field(default_factory=lambda: WorkState(is_paused=False))
    encoder: Encoder = field(default_factory=Encoder)
    told: list[Trouble] = field(default_factory=list)
    trials: EncoderTrials = field(init=False)

    def __post_init__(self) -> None:
        self.trials = EncoderTrials(self.encoder, self.state, self.told.append, lambda: self.now)

    def fail(self) -> None:
        self.trials.note_failure(EncoderDiedError("It ended."))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_encoder_that_works_is_not_waited_for(desk: Desk) -> None:
    assert desk.trials.wait_s is None
    desk.trials.try_if_due()
    assert desk.encoder.n_forgiven == 0


def test_one_that_failed_is_tried_again_when_it_is_time(desk: Desk) -> None:
    desk.fail()
    wait_s = desk.trials.wait_s
    assert wait_s is not None
    desk.now += wait_s - 1
    desk.trials.try_if_due()
    assert desk.state.encoder_trouble == desk.told[0]
    assert desk.encoder.n_forgiven == 0
    desk.now += 1
    desk.trials.try_if_due()
    assert desk.encoder.n_forgiven == 1
    assert desk.trials.wait_s is None


def test_trials_become_rarer_and_only_the_first_failure_is_told(desk: Desk) -> None:
    waits = []
    for _ in range(6):
        desk.fail()
        assert desk.trials.wait_s is not None
        waits.append(desk.trials.wait_s)
        desk.now += desk.trials.wait_s
        desk.trials.try_if_due()
    assert waits == sorted(waits)
    assert waits[0] < waits[-1] == waits[-2]
    assert desk.encoder.n_forgiven == 6
    assert [one.message for one in desk.told] == ["It ended."]


def test_success_starts_the_count_anew(desk: Desk) -> None:
    desk.fail()
    first = desk.trials.wait_s
    desk.fail()
    desk.trials.note_success()
    desk.fail()
    assert desk.trials.wait_s == first
    assert len(desk.told) == 2


def test_who_wants_it_tried_at_once_has_it_so(desk: Desk) -> None:
    desk.fail()
    desk.trials.forgive()
    assert desk.trials.wait_s is None
    assert desk.encoder.n_forgiven == 1
