"""Why can a file that was indexed not be read now, whatever language it is told in?"""

from __future__ import annotations

from app.errors import SourceError
from app.extract.base import FailureKind


class UnreadableError(SourceError):
    """An indexed file can't be read now.

    Parameters
    ----------
    message
        Why, fit to be shown.
    kind
        Of which kind that is; None if its disk is away.
    """

    def __init__(self, message: str, kind: FailureKind | None) -> None:
        super().__init__(message, kind)  # both, for that is what crosses the line to a client
        self.kind = kind

    def __str__(self) -> str:
        """Return why."""
        return str(self.args[0])
