"""How does what the engine says stand in the language of the window?

The engine speaks English, and says which kind of thing it means. In English its own sentence is
shown, which has the details; in other languages the sentence that the kind stands for, and the
engine's where there is none.
"""

from __future__ import annotations

from app.engine.events import Notice, NoticeKind
from app.engine.messages import NotIndexed
from app.engine.refusals import Refusal, RefusalKind
from app.engine.standing import SourceOverview, SourceState
from app.engine.trouble import TroubleKind, trouble_of
from app.errors import (
    AwayError,
    EngineBugError,
    EngineLostError,
    GoneError,
    LockedError,
    MoveError,
    MoveStoppedError,
    NothingPassesError,
    PlaceLockedError,
    PlaceOnNetworkError,
    PlaceTakenError,
    UnreadableError,
    VanishedError,
)
from app.extract.base import FailureKind
from app.printable import printable
from app.ui.translation import SOURCE_LANGUAGE, spoken, tr
from app.watch.rules import PatternError
from sparkbert.errors import QueryError

_TROUBLE = (NoticeKind.TROUBLE, NoticeKind.ENCODER_FAILED)


def failure_text(failure: NotIndexed) -> str:
    """Return why a file is not indexed, and what can be done."""
    return _said(_failures().get(failure.kind), failure.message)


def notice_text(notice: Notice) -> str:
    """Return what the user should know."""
    if notice.kind in _TROUBLE:
        return trouble_text(notice.trouble, notice.message)
    return _said(_notices().get(notice.kind), notice.message)


def error_text(error: Exception) -> str:
    """Return what is wrong with what was asked for."""
    return _said(_error_text(error), str(error))


def _error_text(error: Exception) -> str | None:
    """Return what can be said without details."""
    match error:
        case GoneError():
            return tr("This is no longer in the index. Search again.")
        case QueryError():
            return tr("There is no text here to find similar passages for.")
        case NothingPassesError():
            return tr("The filters exclude everything that is indexed.")
        case AwayError():
            return tr("The disk of this file is not connected, so it can't be shown.")
        case VanishedError():
            return tr("This file is no longer there.")
        case LockedError():
            return tr("This file is now protected by a password. Open it in its own app.")
        case UnreadableError():
            return tr("This file can't be read now.")
        case PatternError():
            return tr(
                "“{pattern}” names nothing. Write it as a line of a .gitignore file, such as "
                "*.log or drafts/."
            ).format(pattern=error.pattern)
        case MoveError():
            return _move_text(error)
        case EngineLostError():
            return tr("The search engine has stopped. Your index is intact; try again.")
        case EngineBugError():
            return tr(
                "Something went wrong in SparkBERT itself. The log in the home folder has "
                "the details."
            )
    return _troubles().get(trouble_of(error).kind)


def _move_text(error: MoveError) -> str:
    """Return why the index was not moved."""
    match error:
        case MoveStoppedError():
            return tr("The index stays where it was.")
        case PlaceTakenError():
            return tr("That folder is in use. Choose another one.")
        case PlaceLockedError():
            return tr("That folder can't be written to. Choose another one.")
        case PlaceOnNetworkError():
            return tr(
                "That folder is on a network drive, where an index can be damaged. Choose one on a "
                "disk of this computer."
            )
        case _:
            return tr("That disk has too little room. Make room, or choose another folder.")


def trouble_text(kind: TroubleKind | None, message: str) -> str:
    """Return what keeps work from going on, and what can be done."""
    return _said(_troubles().get(kind), message)


def refusal_text(refusal: Refusal) -> str:
    """Return why a folder or file is not searched, and what can be done."""
    text = _refusals().get(refusal.kind)
    return _said(text and text.format(path=printable(refusal.path)), refusal.reason)


def source_text(source: SourceOverview) -> str:
    """Return what is to be said of a folder, if anything."""
    if source.message is None:
        return ""
    return _said(_states().get(source.state), source.message)


def reason_texts() -> dict[FailureKind, str]:
    """Return the headings of what is not indexed."""
    return {
        FailureKind.UNSUPPORTED_FORMAT: tr("Unsupported format"),
        FailureKind.ENCRYPTED: tr("Protected by a password"),
        FailureKind.NO_TEXT: tr("No text, such as scans"),
        FailureKind.EXTRACTION_FAILED: tr("Damaged or unreadable"),
        FailureKind.TIMED_OUT: tr("Took too long"),
        FailureKind.TOO_LARGE: tr("Too large"),
        FailureKind.VANISHED: tr("Gone while being read"),
        FailureKind.PERMISSION_DENIED: tr("No permission to read"),
        FailureKind.NOT_DOWNLOADED: tr("In the cloud only"),
    }


def _said(text: str | None, engine: str) -> str:
    return engine if text is None or spoken() == SOURCE_LANGUAGE else text


def _failures() -> dict[FailureKind, str]:
    return {
        FailureKind.UNSUPPORTED_FORMAT: tr(
            "Files of this kind can't be indexed. Save it as PDF, Word (.docx) or plain text."
        ),
        FailureKind.ENCRYPTED: tr(
            "This file is protected by a password. Save a copy without the password, and the copy "
            "will be indexed."
        ),
        FailureKind.NO_TEXT: tr(
            "This file has no text. If its pages are pictures, turn on text recognition in "
            "the settings."
        ),
        FailureKind.EXTRACTION_FAILED: tr(
            "This file is damaged or can't be read. Open it in the app that made it and save "
            "it again, or download it again."
        ),
        FailureKind.TIMED_OUT: tr(
            "Reading this file took too long and was stopped. Save it again, or split it into "
            "smaller files."
        ),
        FailureKind.TOO_LARGE: tr("This file is too large. Split it into smaller files."),
        FailureKind.VANISHED: tr("This file is no longer there. It was moved or deleted."),
        FailureKind.PERMISSION_DENIED: tr(
            "You have no permission to read this file. Change its permissions to index it."
        ),
        FailureKind.NOT_DOWNLOADED: tr(
            "This file is in the cloud only. Open it once, or keep it on this computer, and "
            "it will be indexed."
        ),
    }


def _notices() -> dict[NoticeKind, str]:
    """Return what can be said without details; of trouble only some can."""
    return {
        NoticeKind.ENCODER_RESTARTED: tr(
            "The part that finds meaning stopped unexpectedly and was restarted. Nothing is lost."
        ),
        NoticeKind.MENDED: tr("The index was repaired, or is being rebuilt."),
        NoticeKind.NOT_WATCHED: tr(
            "The system can't watch any more folders. They are checked regularly instead."
        ),
    }


def _troubles() -> dict[TroubleKind | None, str]:
    """Return what there is to be said of all trouble of a kind."""
    return {
        TroubleKind.DISK_FULL: tr(
            "The disk that holds the index is full. Free up space and indexing continues by "
            "itself. Your index is intact."
        ),
        TroubleKind.DISK: tr(
            "The disk that holds the index has a problem. Check the disk and its "
            "permissions. Your index is intact."
        ),
        TroubleKind.MODEL: tr(
            "The model's files are missing or damaged. Reinstall SparkBERT. Until then, "
            "search uses words only."
        ),
        TroubleKind.ENCODER: tr(
            "The part that finds meaning stopped several times. If memory is low, close "
            "other apps and try again. Until then, search uses words only."
        ),
    }


def _refusals() -> dict[RefusalKind, str]:
    return {
        RefusalKind.MISSING: tr("“{path}” is not there. Connect its disk, or choose another one."),
        RefusalKind.OWN: tr("“{path}” belongs to SparkBERT itself and is not searched."),
    }


def _states() -> dict[SourceState, str]:
    part = tr("A part of it is not connected. What was indexed of it can still be searched.")
    return {
        SourceState.LIVE: part,
        SourceState.WORKING: part,
        SourceState.OFFLINE: tr("Not connected. What was indexed of it can still be searched."),
        SourceState.STOPPED: tr(
            "Stopped. What was read can be searched; changes are not followed."
        ),
        SourceState.POLLED: tr("Checked regularly, because it can't be watched."),
        SourceState.TROUBLE: tr("Not watched. It is checked regularly instead."),
    }
