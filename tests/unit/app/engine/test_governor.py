from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app.engine.governor import Governor
from app.engine.pace import Pace
from app.engine.sensors import MachineSensors
from app.settings import OnBattery, SchedulingSettings


@dataclass
class FakeComputer:
    """What a governor sees, and its clock."""

    is_on_battery: bool = False
    others: float = 0.0
    now: float = 100.0
    looks: list[str] = field(default_factory=list)

    def on_battery(self) -> bool:
        self.looks.append("battery")
        return self.is_on_battery

    def others_share(self) -> float:
        self.looks.append("load")
        return self.others

    def clock(self) -> float:
        return self.now

    def governor(self, settings: SchedulingSettings | None = None) -> Governor:
        return Governor(settings or SchedulingSettings(), self, self.clock)

    def paces(self, governor: Governor, n_looks: int, every_s: float = 2.0) -> list[Pace]:
        found = []
        for _ in range(n_looks):
            found.append(governor.look())
            self.now += every_s
        return found


@pytest.mark.parametrize(
    ("on_battery", "pace"),
    [(OnBattery.PAUSE, Pace.HELD), (OnBattery.WORDS, Pace.WORDS), (OnBattery.RUN, Pace.FULL)],
)
def test_the_battery_does_what_the_setting_says(on_battery: OnBattery, pace: Pace) -> None:
    computer = FakeComputer(is_on_battery=True)
    governor = computer.governor(SchedulingSettings(on_battery=on_battery))
    assert governor.look() is pace
    computer.is_on_battery = False
    assert computer.paces(governor, 5)[-1] is Pace.FULL


def test_who_insists_is_asked_anew_the_next_time() -> None:
    computer = FakeComputer(is_on_battery=True)
    governor = computer.governor()
    assert governor.look() is Pace.WORDS
    governor.insist()
    assert set(computer.paces(governor, 20)) == {Pace.FULL}
    computer.is_on_battery = False
    computer.paces(governor, 5)
    computer.is_on_battery = True
    assert computer.paces(governor, 5)[-1] is Pace.WORDS


def test_to_insist_on_mains_says_nothing_about_the_battery() -> None:
    computer = FakeComputer()
    governor = computer.governor()
    governor.look()
    governor.insist()
    computer.is_on_battery = True
    assert computer.paces(governor, 5)[-1] is Pace.WORDS


def test_a_busy_computer_slows_the_work_down_and_a_calm_one_ends_that() -> None:
    computer = FakeComputer()
    governor = computer.governor()
    assert set(computer.paces(governor, 5)) == {Pace.FULL}
    computer.others = 0.9
    assert computer.paces(governor, 3) == [Pace.FULL, Pace.SLOW, Pace.SLOW]
    computer.others = 0.4  # neither: it stays as it is
    assert set(computer.paces(governor, 5)) == {Pace.SLOW}
    computer.others = 0.1
    assert computer.paces(governor, 3) == [Pace.SLOW, Pace.FULL, Pace.FULL]


def test_a_moment_of_load_changes_nothing() -> None:
    computer = FakeComputer()
    governor = computer.governor()
    for _ in range(5):
        computer.others = 0.9
        assert computer.paces(governor, 1) == [Pace.FULL]
        computer.others = 0.1
        assert computer.paces(governor, 1) == [Pace.FULL]


def test_the_load_of_an_idle_hour_is_not_counted() -> None:
    computer = FakeComputer(others=0.9)
    governor = computer.governor()
    assert computer.paces(governor, 3)[-1] is Pace.SLOW
    computer.now += 3600
    assert governor.look() is Pace.FULL


def test_who_does_not_want_it_is_not_slowed_down() -> None:
    computer = FakeComputer(others=1.0)
    governor = computer.governor(SchedulingSettings(yield_when_busy=False))
    assert set(computer.paces(governor, 5)) == {Pace.FULL}
    assert "load" not in computer.looks


def test_to_ask_often_is_not_to_look_often() -> None:
    computer = FakeComputer()
    computer.paces(computer.governor(), 100, every_s=0.1)
    assert computer.looks.count("load") <= 6
    assert computer.looks.count("battery") <= 3


def test_the_real_sensors_give_a_share_and_do_not_count_ourselves() -> None:
    sensors = MachineSensors()
    assert sensors.on_battery() in (False, True)
    sensors.others_share()
    total = sum(number * number for number in range(300_000))
    assert total > 0
    assert 0.0 <= sensors.others_share() <= 1.0


def test_a_setting_that_changes_is_followed_at_the_next_look() -> None:
    computer = FakeComputer(is_on_battery=True, others=0.9)
    governor = computer.governor()
    assert computer.paces(governor, 6)[-1] is Pace.WORDS
    governor.follow(SchedulingSettings(on_battery=OnBattery.RUN))
    assert governor.look() is Pace.SLOW
    governor.follow(SchedulingSettings(on_battery=OnBattery.RUN, yield_when_busy=False))
    assert computer.paces(governor, 6) == [Pace.FULL] * 6
