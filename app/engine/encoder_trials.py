"""When is an encoder tried again that has failed?

By itself after half a minute, then ever more seldom: what ended it, such as too little memory, may
have passed, and nobody should have to notice and ask.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Protocol

from app.engine.telling import WorkState
from app.engine.trouble import Trouble, trouble_of

_DELAYS_S = (30.0, 120.0, 600.0, 3600.0)


class Forgiving(Protocol):
    """`app.engine.encoder_process.EncoderProcess` does it."""

    def forgive(self) -> None:
        """Let the next request start another child."""
        ...


class EncoderTrials:
    """Keeps `encoder_trouble` of a state; of the writing thread.

    Parameters
    ----------
    encoder
        What is tried.
    state
        Of the work.
    tell
        Is called with what is wrong at the first failure, not at those of the trials that follow.
    clock
        Returns seconds.
    """

    def __init__(
        self,
        encoder: Forgiving,
        state: WorkState,
        tell: Callable[[Trouble], None],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._encoder = encoder
        self._state = state
        self._tell = tell
        self._clock = clock
        self._n_failures = 0
        self._due_s = 0.0

    @property
    def wait_s(self) -> float | None:
        """In how many seconds the encoder is tried again, None if it has not failed."""
        if self._state.encoder_trouble is None:
            return None
        return max(0.0, self._due_s - self._clock())

    def note_failure(self, error: Exception) -> None:
        """Let the encoder alone for a while."""
        delay = _DELAYS_S[min(self._n_failures, len(_DELAYS_S) - 1)]
        self._due_s = self._clock() + delay
        self._state.encoder_trouble = trouble_of(error)
        if not self._n_failures:
            self._tell(self._state.encoder_trouble)
        self._n_failures += 1

    def note_success(self) -> None:
        """Forget what was."""
        self._state.encoder_trouble = None
        self._n_failures = 0

    def forgive(self) -> None:
        """Try again at once, for somebody wants it."""
        self.note_success()
        self._encoder.forgive()

    def try_if_due(self) -> None:
        """Try again if it is time."""
        if self.wait_s == 0:
            self._state.encoder_trouble = None
            self._encoder.forgive()
