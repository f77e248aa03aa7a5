"""Who reads and writes the user's settings for clients, and says what the engine works with?"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.engine.interrupts import block_interrupts
from app.engine.making import UseMaking
from app.engine.own_vocabularies import own_vocabularies
from app.engine.remaking import RemakeMark
from app.engine.settings_messages import (
    ChangeSettings,
    EngineFacts,
    GetFacts,
    GetSettings,
    StoredSettings,
)
from app.extract.ocr import find_ocr, installed_languages
from app.paths import Home
from app.settings import SchedulingSettings, Settings, load_settings
from app.settings_file import change_settings
from sparkbert.defaults import default_vocabulary
from sparkbert.encoder.weights import MODEL_NAME, SHA256, WEIGHTS_FILE, find_model
from sparkbert.errors import ModelError, SparkBertError, VocabularyError
from sparkbert.index.catalog import catalog_path
from sparkbert.index.copying import bytes_to_copy
from sparkbert.index.mend import size_set_aside
from sparkbert.vocabulary.vocabulary import Vocabulary


class SettingsDesk:
    """Answers one request at a time, in a thread of its own; there before all else is.

    Parameters
    ----------
    home
        Whose settings.
    follow
        Is called with what can be brought into force while the engine runs; tells whether it was.
    """

    def __init__(self, home: Home, follow: Callable[[SchedulingSettings], bool]) -> None:
        self._home = home
        self._follow = follow
        self._in_force: Settings | None = None
        self._is_known = threading.Event()  # what is in force
        self._pool = ThreadPoolExecutor(
            1, thread_name_prefix="settings", initializer=block_interrupts
        )

    def work_by(self, settings: Settings | None) -> None:
        """Note what the engine has begun to work by; None if it can't be read."""
        self._in_force = settings
        self._is_known.set()

    def answer(self, request: GetSettings | ChangeSettings | GetFacts | UseMaking) -> Future[Any]:
        """Answer a request; the future raises SettingsError, ModelError or VocabularyError."""
        match request:
            case GetSettings():
                return self._pool.submit(self._stored)
            case ChangeSettings(before, after):
                return self._pool.submit(self._change, before, after)
            case GetFacts():
                return self._pool.submit(self._facts)
            case UseMaking():
                return self._pool.submit(self._use, request)

    def close(self) -> None:
        """End; what waits is cancelled."""
        self._is_known.set()
        self._pool.shutdown(cancel_futures=True)

    def _stored(self) -> StoredSettings:
        settings = load_settings(self._home.settings_file)
        self._is_known.wait()
        return StoredSettings(settings, settings == self._in_force)

    def _change(self, before: Settings, after: Settings) -> StoredSettings:
        self._home.create()
        self._is_known.wait()
        now = change_settings(self._home.settings_file, before, after)
        if self._in_force is not None and now.scheduling != self._in_force.scheduling:
            # The encoder has its threads for life; all else about making way is followed at once.
            threads = self._in_force.scheduling.encoder_threads
            scheduling = replace(now.scheduling, encoder_threads=threads)
            if self._follow(scheduling):
                self._in_force = replace(self._in_force, scheduling=scheduling)
        return StoredSettings(now, now == self._in_force)

    def _use(self, request: UseMaking) -> StoredSettings:
        before = load_settings(self._home.settings_file)
        file = request.vocabulary or default_vocabulary()
        card = Vocabulary.load(file).card
        if card.encoder_sha256 != SHA256[WEIGHTS_FILE]:
            raise VocabularyError(
                f"The vocabulary {file} was made with another model ({card.encoder}). Choose one "
                f"that was made with {MODEL_NAME}."
            )
        RemakeMark(self._home).set()
        return self._change(before, replace(before, vocabulary=file, index_size=request.index_size))

    def _facts(self) -> EngineFacts:
        home = self._home
        settings = load_settings(home.settings_file)
        ocr = settings.ocr
        model = _model_directory(settings)
        return EngineFacts(
            home=home.directory,
            index=home.index,
            logs=home.logs,
            settings_file=home.settings_file,
            index_bytes=_index_bytes(home.index),
            set_aside_bytes=size_set_aside(home.index),
            model=MODEL_NAME,
            model_sha256=SHA256[WEIGHTS_FILE],
            model_directory=model,
            model_bytes=sum(_size(model / name) for name in SHA256),
            vocabulary=settings.vocabulary,
            vocabulary_sha256=_sha256(settings.vocabulary),
            vocabulary_bytes=_size(settings.vocabulary),
            ocr=find_ocr(enabled=ocr.enabled, languages=ocr.languages, seconds=ocr.seconds).state,
            ocr_languages=installed_languages(),
            n_cores=os.cpu_count() or 1,
            own_vocabularies=own_vocabularies(home),
            is_index_moved=home.index != home.own_index,
        )


def _model_directory(settings: Settings) -> Path:
    try:
        return find_model(settings.model_directory).directory
    except ModelError:
        return settings.model_directory or Path()


def _sha256(file: Path) -> str:
    """Return a file's checksum, nothing if it can't be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _index_bytes(directory: Path) -> int:
    """Return how much room an index takes, also where it is moved to; not for what is transient.

    The catalog's log is as long as what was written at once, and is gone with the engine.
    """
    if catalog_path(directory).exists():
        with suppress(OSError, SparkBertError):
            return bytes_to_copy(directory)
    return _size(directory)


def _size(path: Path) -> int:
    """Return how many bytes a file or a folder takes; what can't be looked at counts nothing."""
    n_bytes = 0
    for one in [path, *path.rglob("*")]:
        with suppress(OSError):
            n_bytes += one.stat().st_size if one.is_file() else 0
    return n_bytes
