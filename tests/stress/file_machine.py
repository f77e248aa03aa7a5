"""Does an index that is brought up to date after any operations equal one that is built anew?

A state machine of Hypothesis: what it finds it makes as short as it can. Scans are asked for, in
this process, so that it can take thousands of steps; `live_files` has the watcher and processes.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from sparkbert.index.verify import verify
from tests.stress.operations import OPERATIONS, Tree
from tests.stress.oracle import content
from tests.stress.report import Clock, Tally
from tests.support.engines import Bench

_T = TypeVar("_T")
_STEPS = 12


class FileMachine(RuleBasedStateMachine):
    """Works on a folder, and scans it now and then."""

    n_steps = 0

    def __init__(self) -> None:
        super().__init__()
        self._place = TemporaryDirectory(prefix="sparkbert-machine-")
        place = Path(self._place.name).resolve()
        self._tree = Tree(place / "documents", place / "elsewhere", _text)
        self._bench = Bench(place / "index")
        self._clean = place / "clean"
        self._n_clean = 0

    @initialize()
    def begin(self) -> None:
        self._bench.index(self._tree.folder)

    @rule(name=st.sampled_from(sorted(OPERATIONS)), draw=st.data())
    def work(self, name: str, draw: st.DataObject) -> None:
        FileMachine.n_steps += 1
        self._tree.do(name, _Drawn(draw))

    @rule()
    def scan(self) -> None:
        FileMachine.n_steps += 1
        self._compare()

    @invariant()
    def index_is_there(self) -> None:
        assert (self._tree.folder).is_dir()

    def teardown(self) -> None:
        try:
            if self._tree.folder.is_dir():
                self._compare()
        finally:
            self._place.cleanup()

    def _compare(self) -> None:
        self._bench.index(self._tree.folder)
        self._n_clean += 1
        clean = Bench(self._clean / str(self._n_clean))
        clean.index(self._tree.folder)
        assert verify(self._bench.directory) == []
        differences = content(self._bench.directory).differences(content(clean.directory))
        assert not differences, differences


class _Drawn:
    def __init__(self, draw: st.DataObject) -> None:
        self._draw = draw

    def choice(self, some: Any) -> Any:
        return self._draw.draw(st.sampled_from(some))


def _text(number: int) -> str:
    return f"Text {number} of a tale.\n\nIts paragraph {number % 3} stands in others too.\n"


def run(clock: Clock, seed_: int, tally: Tally) -> None:
    """Run examples until the time is over."""
    for number in clock.rounds():
        before = FileMachine.n_steps
        try:
            run_state_machine_as_test(
                seed(seed_ + number)(FileMachine), settings=machine_settings(10)
            )
        except AssertionError as error:
            tally.lose(f"state machine of seed {seed_ + number}: {error}")
            break
        finally:
            tally.operations += FileMachine.n_steps - before


def machine_settings(n_examples: int) -> settings:
    """Return how examples are made: as many as that, not the same ones each time."""
    return settings(
        max_examples=n_examples,
        stateful_step_count=_STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
