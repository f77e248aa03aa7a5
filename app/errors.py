"""Which errors of the app can a user do something about?

None of these is a bug: their texts name what is wrong and the remedy, and are shown as they are, or
in the window's language by their class. Each is made of its text alone, for that is how it crosses
the line from the engine to its clients.
What is wrong with one file is `app.extract.base.ExtractionError`; what is wrong with the index or
the model is `sparkbert.errors.SparkBertError`.
"""

from __future__ import annotations


class AppError(Exception):
    """Base of every error the app raises on purpose; its text is fit to show to a user."""


class SettingsError(AppError):
    """The settings file can't be read, or a key of it is unknown or of the wrong type."""


class HomeError(AppError):
    """The home folder can't be made or used, or holds no index yet."""


class MoveError(AppError):
    """The index can't be moved to where it is wanted; it is where it was."""


class MoveStoppedError(MoveError):
    """The user wants it to stay there."""


class PlaceTakenError(MoveError):
    """Something else is where it would be, or it is there already."""


class PlaceLockedError(MoveError):
    """The folder can't be written to, or is not there."""


class PlaceOnNetworkError(MoveError):
    """The folder is on a network drive."""


class PlaceTooSmallError(MoveError):
    """The folder's disk has too little room."""


class SourceError(AppError):
    """A folder or file that should be indexed or forgotten isn't there, or can't be read."""


class MissingSourceError(SourceError):
    """It isn't there, or its disk is away."""


class OwnFolderError(SourceError):
    """It belongs to the app itself."""


class UnreadableError(SourceError):
    """A file that is indexed can't be read now."""


class AwayError(UnreadableError):
    """Its disk is not connected."""


class VanishedError(UnreadableError):
    """It is no longer there."""


class LockedError(UnreadableError):
    """It is protected by a password now."""


class TooLargeError(UnreadableError):
    """It is larger now than what is read."""


class UnfinishedError(UnreadableError):
    """It makes no sense, and was written to a moment ago."""


class NothingPassesError(SourceError):
    """No file that is indexed passes the filters of a search."""


class GoneError(AppError):
    """What was found a moment ago is not in the index any more."""


class EncoderError(AppError):
    """The encoder process failed at a request; others may succeed."""


class EncoderDiedError(EncoderError):
    """The encoder process ended while it was needed."""


class EngineError(AppError):
    """The engine can't be started or reached."""


class EngineLostError(EngineError):
    """The engine ended before it had answered."""


class EngineBugError(EngineError):
    """The engine met a bug at a request; its trace is in the log, which the text names."""


class ServeError(AppError):
    """The server can't start, or not as it was asked to."""
