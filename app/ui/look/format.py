"""How are numbers, sizes, times and places written for people?"""

from __future__ import annotations

import html
import re
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale

from app.engine.search_messages import Place
from app.printable import printable
from app.ui.translation import tr

_MINUTE_S, _HOUR_S = 60, 3600
_DAY_OF_WEEK = re.compile(r"[\s,،]*dddd?[\s,،]*")


def number_text(n: int) -> str:
    """Return a number with the locale's separators."""
    return QLocale().toString(n)


def percent_text(percent: int) -> str:
    """Return a share as the language writes it: "34 %"."""
    return tr("{number} %").format(number=number_text(percent))


def files_text(n: int) -> str:
    """Return a number of files: "1 file", "2,170 files"."""
    return tr("%Ln file(s)", "", n)


def passages_text(n: int) -> str:
    """Return a number of passages: "1 passage", "2,170 passages"."""
    return tr("%Ln passage(s)", "", n)


def size_text(n_bytes: int) -> str:
    """Return a size as the locale writes it."""
    return QLocale().formattedDataSize(n_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def date_text(time_ns: int) -> str:
    """Return a day as the locale writes it, with the month's short name: "12 Mar 2019"."""
    moment = QDateTime.fromMSecsSinceEpoch(time_ns // 1_000_000)
    written_out = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    form = _DAY_OF_WEEK.sub("", written_out).replace("MMMM", "MMM")
    return QLocale().toString(moment.date(), form)


def duration_text(seconds: float) -> str:
    """Return a rough duration: "less than a minute", "3 min", "2 h"."""
    if seconds < _MINUTE_S:
        return tr("less than a minute")
    if seconds < 2 * _HOUR_S:
        return tr("%Ln min", "", round(seconds / _MINUTE_S))
    return tr("%Ln h", "", round(seconds / _HOUR_S))


def folder_text(path: Path) -> str:
    """Return the folder of a file, the home folder as "~"."""
    folder = path.parent
    home = Path.home()
    if folder.is_relative_to(home):
        folder = Path("~") / folder.relative_to(home)
    return printable(folder)


def tip_text(*lines: object) -> str:
    """Return the text of a tool tip, in which a file's name is no HTML whatever is in it."""
    text = "<br>".join(html.escape(printable(line)) for line in lines)
    return f'<p style="white-space: pre-wrap">{text}</p>'


def place_text(place: Place) -> str:
    """Return where in its file a passage stands: "p. 7", "§ Leaving early", or nothing."""
    heading = f"§ {place.heading}" if place.heading else ""
    return " · ".join(part for part in (page_text(place), heading) if part)


def page_text(place: Place) -> str:
    """Return "p. 7", or nothing."""
    return "" if place.page is None else tr("p. %Ln", "", place.page)
