from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.refusals import Refusal, RefusalKind, refusal_of
from app.engine.trouble import Trouble, TroubleKind, trouble_of
from app.errors import EncoderDiedError, MissingSourceError, OwnFolderError, SourceError
from sparkbert.errors import DiskError, DiskFullError, IndexLockedError, ModelError


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DiskFullError("full"), TroubleKind.DISK_FULL),
        (DiskError("broken"), TroubleKind.DISK),
        (ModelError("gone"), TroubleKind.MODEL),
        (EncoderDiedError("died"), TroubleKind.ENCODER),
        (IndexLockedError("locked"), TroubleKind.OTHER),
    ],
)
def test_trouble_is_told_by_kind_and_in_full(error: Exception, kind: TroubleKind) -> None:
    assert trouble_of(error) == Trouble(kind, str(error))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (MissingSourceError("not there"), RefusalKind.MISSING),
        (OwnFolderError("ours"), RefusalKind.OWN),
        (SourceError("a pattern means nothing"), RefusalKind.OTHER),
    ],
)
def test_refusals_are_told_by_kind_and_in_full(error: SourceError, kind: RefusalKind) -> None:
    path = Path("/home/me/Papers")
    assert refusal_of(path, error) == Refusal(path, str(error), kind)
