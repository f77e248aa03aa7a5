"""What may be told of a home in a report of a bug: how much, of which kind, never what?

Nothing here names a file, a folder, a user or a computer, and nothing quotes a text or a query.
The log holds no texts by design, but its errors name paths: a line is kept as far as it is ours.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

from app.engine.files import reading
from app.engine.wire import published
from app.errors import AppError
from app.extract.ocr import find_ocr
from app.logs import log_file
from app.paths import Home
from app.settings import Settings, load_settings
from sparkbert.errors import SparkBertError
from sparkbert.index.mend import size_set_aside

_PACKAGES = (
    "sparkbert-desktop", "torch", "transformers", "tokenizers", "numpy", "faiss-cpu", "PySide6",
    "pypdfium2", "pypdf", "python-docx", "watchdog", "tesserocr",
)  # fmt: skip
_N_LINES = 60
_TAIL_BYTES = 200_000
_LINE = re.compile(r"(\d{4}-\d\d-\d\d [\d:,]+ \d+ [A-Z]+ [\w.]+): (.*)")
_FRAME = re.compile(r'\s+File "(.*?)", line (\d+), in (\S+)')
_ERROR = re.compile(r"([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit|Warning))(?::.*)?")
_TOLD = re.compile(r"[/\\\"'`<>{\[(\u2018-\u201f\u00ab\u00bb]|\S+\.[A-Za-z0-9]{1,5}\b|\S+@\S+")
"""Where something may begin that is not ours: a path, a quotation, a name of a file."""
_OURS = re.compile(r"(?:.*[/\\])?((?:app|sparkbert)[/\\].+\.py)$")


def diagnostics_text(home: Home) -> str:
    """Return all of it, a heading to each part; a part that can't be got says so."""
    parts = (
        ("Versions", _versions),
        ("Computer", _computer),
        ("Settings", _settings),
        ("Index", _index),
        ("Log", _log),
    )
    lines: list[str] = []
    for title, part in parts:
        lines.append(title)
        try:
            lines += [f"  {line}" for line in part(home)]
        except (AppError, SparkBertError, OSError, sqlite3.Error) as error:
            lines.append(f"  not known: {type(error).__name__}")
        lines.append("")
    return scrubbed("\n".join(lines))


def scrubbed(text: str) -> str:
    """Return a text without the names of the user and the computer."""
    names = {Path.home().name, platform.node(), platform.node().split(".")[0]}
    with suppress(OSError, KeyError):
        names.add(getpass.getuser())
    for name in sorted(names - {""}, key=len, reverse=True):
        text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", "…", text)
    return text


def scrubbed_log(lines: list[str]) -> Iterator[str]:
    """Yield of each line of a log what is ours; what follows in it may name somebody's file."""
    for line in lines:
        if match := _LINE.fullmatch(line):
            yield f"{match[1]}: {_own_words(match[2])}"
        elif match := _FRAME.match(line):
            ours = _OURS.fullmatch(match[1])
            where = ours[1].replace("\\", "/") if ours else "elsewhere"
            yield f"    {where}:{match[2]} {match[3]}"
        elif match := _ERROR.fullmatch(line):
            yield f"    {match[1]}"


def _own_words(message: str) -> str:
    found = _TOLD.search(message)
    return message if found is None else f"{message[: found.start()]}…"


def _versions(home: Home) -> Iterator[str]:
    del home
    yield f"Python {platform.python_version()}, {platform.python_implementation()}"
    yield f"SQLite {sqlite3.sqlite_version}"
    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} -"


def _computer(home: Home) -> Iterator[str]:
    yield f"{platform.system()} {platform.release()}, {platform.machine()}"
    memory = psutil.virtual_memory()
    yield f"{os.cpu_count()} cores, {_size(memory.total)} of memory, {_size(memory.available)} free"
    disk = psutil.disk_usage(str(next(one for one in _upwards(home.directory) if one.exists())))
    yield f"disk of the home: {_size(disk.free)} free of {_size(disk.total)}"
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    yield "no battery" if battery is None else f"on battery: {not battery.power_plugged}"


def _settings(home: Home) -> Iterator[str]:
    settings = load_settings(home.settings_file)
    usual = Settings()
    for one in fields(Settings):
        value = getattr(settings, one.name)
        if not is_dataclass(value):
            yield f"{one.name} = {_plain(value, getattr(usual, one.name))}"
            continue
        for inner in fields(value):
            plain = _plain(getattr(value, inner.name), None)
            yield f"{one.name}.{inner.name} = {plain}"
    ocr = settings.ocr
    found = find_ocr(enabled=ocr.enabled, languages=ocr.languages, seconds=ocr.seconds)
    yield f"text recognition: {found.state.value}"


def _plain(value: Any, usual: Any) -> str:
    """Return a setting's value; of a path, whether it is the usual one."""
    if isinstance(value, Path) or isinstance(usual, Path):
        return "as usual" if value == usual else "…"
    return json.dumps(value, default=str)


def _index(home: Home) -> Iterator[str]:
    yield f"engine: {'runs' if published(home) else 'does not run'}"
    with reading(home.index) as files:
        counts = files.counts()
        yield "files: " + ", ".join(f"{n} {state.value}" for state, n in sorted(counts.items()))
        yield f"paused: {files.is_paused}"
        sources = files.sources()
        n_online = sum(one.is_online for one in sources)
        n_left_out = sum(bool(one.exclusions) for one in sources)
        yield (
            f"folders: {len(sources)}, {n_online} connected, {n_left_out} with exclusions, "
            f"{len(files.stopped())} stopped, {len(files.away())} parts away"
        )
        failures = Counter((one.kind.value, one.path.suffix.lower()) for one in files.failures())
        for (kind, suffix), n in failures.most_common():
            yield f"not indexed: {n} {kind} …/{_known_suffix(suffix)}"
        flaws = Counter(one.warning.kind.value for one in files.flaws())
        for flaw, n in flaws.most_common():
            yield f"not all of it: {n} {flaw}"
    for name, n_bytes in _sizes(home.index):
        yield f"{name}: {_size(n_bytes)}"
    yield f"set aside: {_size(size_set_aside(home.index))}"


def _known_suffix(suffix: str) -> str:
    """Return the end of a file's name if it says no more than a type."""
    return suffix[1:] if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else "other"


def _sizes(index: Path) -> Iterator[tuple[str, int]]:
    sizes: Counter[str] = Counter()
    for one in index.rglob("*"):
        with suppress(OSError):
            if one.is_file():
                kind = "segments" if one.parent.name == "segments" else "catalog"
                sizes[kind] += one.stat().st_size
    yield from sorted(sizes.items())


def _log(home: Home) -> Iterator[str]:
    try:
        with log_file(home).open("rb") as stream:
            stream.seek(0, os.SEEK_END)
            stream.seek(max(stream.tell() - _TAIL_BYTES, 0))
            lines = stream.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        yield "none"
        return
    kept = list(scrubbed_log(lines))
    yield from kept[-_N_LINES:]


def _upwards(path: Path) -> Iterator[Path]:
    yield path
    yield from path.parents


def _size(n_bytes: float) -> str:
    return f"{n_bytes / 1_000_000:,.1f} MB"
