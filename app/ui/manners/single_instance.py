"""Is there a window of this home already, and how are folders handed over to it?"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.paths import Home

_WAIT_MS = 1000


class SingleInstance(QObject):
    """Listens for later starts of the same home; `started_again` brings their folders."""

    started_again = Signal(object)

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(home)
        self._sockets: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def hand_over(self, paths: list[Path]) -> bool:
        """Give folders to the window that is there already; False if there is none."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(json.dumps([os.fspath(path) for path in paths]).encode() + b"\n")
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def listen(self) -> None:
        """Be the window of this home from now on."""
        QLocalServer.removeServer(self._name)  # left by one that was killed
        self._server.listen(self._name)

    def close(self) -> None:
        """Be the window of this home no more."""
        self._server.close()
        self._sockets.clear()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        self._sockets.append(socket)
        socket.readyRead.connect(self._on_readable)
        self._on_readable()  # what came before we listened

    def _on_readable(self) -> None:
        for socket in [one for one in self._sockets if one.canReadLine()]:
            self._sockets.remove(socket)
            line = bytes(socket.readLine().data())
            socket.readyRead.disconnect(self._on_readable)
            socket.close()
            self.started_again.emit([Path(path) for path in json.loads(line)])


def _name(home: Home) -> str:
    digest = hashlib.sha256(os.fsencode(os.path.realpath(home.directory))).hexdigest()[:16]
    return f"sparkbert-window-{digest}"
