"""How much memory do an engine and its children take, at most?"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

_EVERY_S = 0.2


@dataclass
class MemoryWatch:
    """Looks at a process and its children, again and again, while it is open; Linux alone.

    `own` is the most that the process has held, `children` what each of its children has, by id,
    in bytes of resident memory.
    """

    pid: int
    own: int = 0
    children: dict[int, int] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def __enter__(self) -> MemoryWatch:
        self._thread = threading.Thread(target=self._watch, name="memory watch")
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(_EVERY_S):
            for status in Path("/proc").glob("[0-9]*/status"):
                self._look(status)

    def _look(self, status: Path) -> None:
        try:
            lines = status.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:  # it has ended
            return
        values = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        number, peak = int(status.parent.name), _bytes(values.get("VmHWM", "0 kB"))
        if number == self.pid:
            self.own = max(self.own, peak)
        elif int(values["PPid"]) == self.pid:
            self.children[number] = max(self.children.get(number, 0), peak)


def _bytes(text: str) -> int:
    return int(text.split()[0]) * 1024
