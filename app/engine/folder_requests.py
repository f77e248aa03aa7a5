"""How is answered what users ask of their folders, while the work goes on?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from app.engine.commands import CommandQueue
from app.engine.exclusions import ExclusionsSet, SetExclusions
from app.engine.folder_work import FolderWork
from app.engine.messages import AddSources, Done, RemoveSource, SourceRemoved, SourcesAdded
from app.engine.stopping import ResumeSource, StopSource
from app.engine.telling import Telling


class FolderRequests:
    """Has the writing thread change the sources between two steps; may be called from any thread.

    Parameters
    ----------
    commands
        Of the writing thread.
    folders
        Changes the sources.
    telling
        Tells clients how everything stands then.
    let_go
        Lets go of what is in flight, since it may be of a folder that was stopped.
    """

    def __init__(
        self,
        commands: CommandQueue,
        folders: FolderWork,
        telling: Telling,
        let_go: Callable[[], None],
    ) -> None:
        self._commands = commands
        self._folders = folders
        self._telling = telling
        self._let_go = let_go

    def add(self, request: AddSources) -> Future[SourcesAdded]:
        """Make folders and files sources; they are scanned soon after."""
        return self._commands.submit(partial(self._add, request))

    def exclude(self, request: SetExclusions) -> Future[ExclusionsSet]:
        """Say what is left out of a source."""
        return self._commands.submit(partial(self._exclude, request))

    def remove(self, request: RemoveSource) -> Future[SourceRemoved]:
        """Take a source out and wipe its traces."""
        return self._commands.submit(partial(self._remove, request.path))

    def stop(self, request: StopSource) -> Future[Done]:
        """Call the indexing of a source off, and keep what was read."""
        return self._commands.submit(partial(self._stop, request.path))

    def resume(self, request: ResumeSource) -> Future[Done]:
        """Go on with a source that was stopped."""
        return self._commands.submit(partial(self._resume, request.path))

    # In the writing thread

    def _add(self, request: AddSources) -> SourcesAdded:
        added = self._folders.add(request.paths, request.exclusions)
        self._telling.tell_overview()
        return added

    def _exclude(self, request: SetExclusions) -> ExclusionsSet:
        n_files = self._folders.exclude(request.path, request.exclusions)
        self._telling.tell_overview()
        return ExclusionsSet(n_files)

    def _remove(self, path: Path) -> SourceRemoved:
        n_files = self._folders.remove(path)
        self._telling.tell_overview()
        return SourceRemoved(n_files)

    def _stop(self, path: Path) -> Done:
        self._folders.stop(path)
        self._let_go()
        self._telling.tell_overview()
        return Done()

    def _resume(self, path: Path) -> Done:
        self._folders.resume(path)
        self._telling.tell_overview()
        return Done()
