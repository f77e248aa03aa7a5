"""How is an engine put together, and who in it answers which request?"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.engine.documents import DocumentDesk
from app.engine.encoder_process import EncoderProcess
from app.engine.events import Event, Notice, NoticeKind
from app.engine.governor import Governor
from app.engine.hint_desk import HintDesk
from app.engine.hints import CheckFolders, FindNames, FindSpelling
from app.engine.index_place import delete_left
from app.engine.likeness import SearchLike
from app.engine.loop import EngineLoop
from app.engine.loop_requests import answer_in_loop
from app.engine.making import UseMaking
from app.engine.mending import DamageMark, open_mended_index
from app.engine.messages import (
    Done,
    GetFailures,
    GetOverview,
    ReadDocument,
    Request,
    WarmUp,
)
from app.engine.move_messages import MoveIndex, StopMoving
from app.engine.moving import Mover
from app.engine.news import News
from app.engine.remaking import RemakeMark
from app.engine.search_messages import Search, SearchStage
from app.engine.search_worker import Asker, SearchWorker, worker_of
from app.engine.second_try import then, try_again_mended
from app.engine.seeing import DrawMap, GetStatistics
from app.engine.seeing_desk import SeeingDesk
from app.engine.sensors import MachineSensors, Sensors
from app.engine.server import Server
from app.engine.settings_desk import SettingsDesk
from app.engine.settings_messages import ChangeSettings, GetFacts, GetSettings, RestartEngine
from app.engine.type_switch import skip_types
from app.engine.verify_messages import VerifyIndex
from app.engine.verifying import Verifier
from app.engine.wire import new_address, publish, withdraw
from app.engine.workplace import (
    Tools,
    ToolsLoader,
    identity_of,
    load_early_tools,
    load_tools,
)
from app.errors import AppError, SettingsError
from app.logs import log_file
from app.paths import Home
from app.settings import SchedulingSettings, Settings, load_settings
from app.watch.changes import Patience
from app.watch.watcher import Watcher
from sparkbert.errors import CatalogCorruptError, IndexCorruptError, SparkBertError
from sparkbert.index.catalog import user_errors

_log = logging.getLogger(__name__)

_FIRST_REQUEST_S = 2.0
"""So long the loop waits to be told what is wanted first, before it looks for work of its own."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What there is once model, vocabulary and index are open."""

    loop: EngineLoop
    encoder: EncoderProcess
    searches: SearchWorker
    documents: DocumentDesk
    hints: HintDesk
    verifier: Verifier
    seeing: SeeingDesk
    mover: Mover


class Engine:
    """The engine of one home.

    Parameters
    ----------
    home
        Whose engine; the caller sees to it that there is one.
    tools_loader
        Loads model and vocabulary.
    linger_s
        How long to wait for another client when the last has left.
    patience
        How long changes of files are gathered.
    sensors
        Tell how the computer stands; the computer's own if not given.
    """

    def __init__(
        self,
        home: Home,
        tools_loader: ToolsLoader | None = None,
        *,
        linger_s: float = 1.0,
        patience: Patience | None = None,
        sensors: Sensors | None = None,
    ) -> None:
        self._home = home
        self._tools_loader = tools_loader or load_tools
        self._early_loader = load_early_tools if tools_loader is None else None
        self._linger_s = linger_s
        self._patience = patience
        self._sensors = sensors or MachineSensors()
        # In the order in which they are there.
        self._encoder: Future[EncoderProcess] = Future()
        self._words: Future[SearchWorker] = Future()
        self._parts: Future[_Parts] = Future()
        self._asked = threading.Event()
        self._stopping = threading.Event()
        self._server: Server | None = None
        self._news = News(self._tell)
        self._settings = SettingsDesk(home, self._follow)

    def stop(self) -> None:
        """Let `run` return soon; from any thread, or a signal's handler."""
        self._stopping.set()
        self._asked.set()
        if (parts := self._ready) is not None:
            parts.mover.stop()
            parts.loop.stop()

    def run(self, on_listening: Callable[[], None]) -> None:
        """Listen, and work in this thread until the last client has left or `stop`.

        Parameters
        ----------
        on_listening
            Is called when clients may connect; what they ask is answered when all is loaded.
        """
        address = new_address(self._home)
        server = self._server = Server(
            address, self.stop, _bug_text(self._home), linger_s=self._linger_s
        )
        try:
            server.start(self)
            publish(self._home, address)
            on_listening()
            self._work()
        finally:
            withdraw(self._home, address)
            for part in (self._encoder, self._words, self._parts):
                part.cancel()
            server.close()
            self._settings.close()

    def _work(self) -> None:
        with ExitStack() as stack:
            try:
                with user_errors(self._home.index):
                    parts, watcher = self._open(stack)
            except Exception as error:  # noqa: BLE001 - whoever asks is told
                for part in (self._encoder, self._words, self._parts):
                    if not part.done():
                        part.set_exception(error)
                if isinstance(error, CatalogCorruptError):
                    DamageMark(self._home).note_damage()  # another engine has to begin with that
                else:
                    self._stopping.wait()
                return
            self._parts.set_result(parts)
            self._asked.wait(_FIRST_REQUEST_S)
            if self._stopping.is_set():
                parts.loop.stop()
            try:
                with user_errors(self._home.index):
                    parts.loop.run(watcher)
            except CatalogCorruptError as error:
                _log.warning("the engine ends, so that another makes a new catalog: %s", error)
                DamageMark(self._home).note_damage()

    def _open(self, stack: ExitStack) -> tuple[_Parts, Watcher]:
        """Open everything; the stack closes it again."""
        home = self._home
        try:
            settings = load_settings(home.settings_file)
        except SettingsError:
            self._settings.work_by(None)
            raise
        self._settings.work_by(settings)
        encoder = self._open_early(stack, settings)
        tools = self._tools_loader(settings)
        opened = stack.enter_context(open_mended_index(home, tools.identity, self._tell_mended))
        skip_types(opened, settings.files.skipped_types)
        if encoder is None:
            encoder = self._open_words(stack, tools, settings)
        full = worker_of(home.index, tools, encoder, SearchStage.FULL)
        stack.callback(full.close)
        words = self._words.result()
        documents = DocumentDesk(home.index, tools.make_reader)
        stack.callback(documents.close)
        hints = HintDesk(home.index)
        stack.callback(hints.close)
        verifier = Verifier(home.index)
        stack.callback(verifier.close)
        seeing = SeeingDesk(home.index, tools.identity)
        stack.callback(seeing.close)

        @contextmanager
        def readers_held() -> Iterator[None]:
            with words.held(), full.held(), hints.held(), seeing.held():
                yield

        governor = Governor(settings.scheduling, self._sensors)
        loop = EngineLoop(opened, tools, encoder, self._tell, readers_held, governor, home)
        mover = Mover(home, loop.park)
        stack.callback(mover.close)
        delete_left(home)  # the index is open where it is now
        watcher = Watcher(
            loop.look_at, loop.report_fault, loop.report_watched, patience=self._patience
        )
        stack.callback(watcher.close)
        return _Parts(loop, encoder, full, documents, hints, verifier, seeing, mover), watcher

    def _open_early(self, stack: ExitStack, settings: Settings) -> EncoderProcess | None:
        """Open what searches words, if there is an index, while the rest is not loaded yet."""
        if self._early_loader is None:
            return None
        if RemakeMark(self._home).is_set:
            return None  # what the index was made with is about to change
        try:
            identity = identity_of(self._home)
        except (AppError, SparkBertError):
            return None  # a writer makes it, brings it up to date, or says what is wrong
        return self._open_words(stack, self._early_loader(settings, identity), settings)

    def _open_words(self, stack: ExitStack, tools: Tools, settings: Settings) -> EncoderProcess:
        encoder = stack.enter_context(
            EncoderProcess(
                tools.encoder,
                self._encoder_restarted,
                self._encoder_changed,
                sleep_after_s=settings.scheduling.encoder_sleep_seconds,
            )
        )
        self._encoder.set_result(encoder)
        words = worker_of(self._home.index, tools, encoder, SearchStage.WORDS)
        stack.callback(words.close)
        self._words.set_result(words)
        return encoder

    def _encoder_changed(self) -> None:
        if (parts := self._ready) is not None:
            parts.loop.refresh()

    def _follow(self, scheduling: SchedulingSettings) -> bool:
        if (parts := self._ready) is not None:
            parts.loop.follow(scheduling)
        return parts is not None

    @property
    def _ready(self) -> _Parts | None:
        """All parts, if they are there."""
        done = self._parts.done() and not self._parts.cancelled() and not self._parts.exception()
        return self._parts.result() if done else None

    def _tell(self, event: Event, client: int | None = None) -> None:
        assert self._server is not None
        self._server.tell(event, client)

    def _tell_mended(self, text: str) -> None:
        self._news.tell(Notice(NoticeKind.MENDED, text))

    def _mend(self, error: IndexCorruptError) -> Future[Done]:
        return then(self._parts, lambda parts: parts.loop.mend(error))

    def _encoder_restarted(self, reason: str) -> None:
        _log.warning("the encoder ended (%s) and is started again", reason)
        self._tell(
            Notice(
                NoticeKind.ENCODER_RESTARTED,
                "The part that finds meaning stopped unexpectedly and was restarted. "
                "Nothing is lost.",
            )
        )

    # As a `Service`

    def handle(self, client: int, request: Request) -> Future[Any]:
        """Answer a client's request, now or when everything is loaded."""
        self._news.asked(client)
        answered = self._answer_early(client, request)
        if answered is None:
            answered = then(self._parts, lambda parts: self._answer(parts, client, request))
        self._asked.set()
        return answered

    def left(self, client: int) -> None:
        """Note that a client is gone: what it waited for is stopped, unless others wait too."""

    def _answer_early(self, client: int, request: Request) -> Future[Any] | None:
        """Answer what needs no vocabulary."""
        match request:
            case (
                Search(stage=SearchStage.WORDS as stage)
                | SearchLike(stage=SearchStage.WORDS as stage)
            ):
                asker = Asker(client, stage)
                return try_again_mended(
                    lambda: then(self._words, lambda words: words.submit(asker, request)),
                    self._mend,
                )
            case GetSettings() | ChangeSettings() | GetFacts() | UseMaking():
                return self._settings.answer(request)
            case RestartEngine(rebuild=rebuild):
                if rebuild:
                    DamageMark(self._home).note_unwanted()
                self.stop()
                return _done(Done())
            case Search() | SearchLike() | WarmUp():
                self._encoder.add_done_callback(_start)
                return None
            case _:
                return None

    def _answer(self, parts: _Parts, client: int, request: Request) -> Future[Any]:
        match request:
            case Search(stage=stage) | SearchLike(stage=stage):
                asker = Asker(client, stage)
                return try_again_mended(lambda: parts.searches.submit(asker, request), self._mend)
            case GetFailures():
                return parts.documents.failures()
            case ReadDocument():
                return parts.documents.read(request)
            case FindSpelling() | FindNames() | CheckFolders():
                return parts.hints.answer(request)
            case VerifyIndex():
                return parts.verifier.verify(partial(self._tell, client=client))
            case DrawMap():
                return try_again_mended(lambda: parts.seeing.draw_map(client, request), self._mend)
            case GetStatistics():
                return try_again_mended(parts.seeing.statistics, self._mend)
            case GetOverview():
                return _done(parts.loop.overview)
            case MoveIndex() | StopMoving():
                return parts.mover.answer(request, partial(self._tell, client=client))
            case (
                WarmUp()
                | GetSettings()
                | ChangeSettings()
                | GetFacts()
                | UseMaking()
                | RestartEngine()
            ):
                return _done(Done())  # what there is to be said was said early
            case _:
                tell = partial(self._tell, client=client)
                return answer_in_loop(parts.loop, self._home, tell, request)


def _start(encoder: Future[EncoderProcess]) -> None:
    if not encoder.cancelled() and encoder.exception() is None:
        encoder.result().start()


def _done(reply: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(reply)
    return future


def _bug_text(home: Home) -> str:
    return (
        "this is a bug. The index is as it was committed last; the details are in "
        f"{log_file(home)}."
    )
