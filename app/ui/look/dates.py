"""How are days, weeks, months and years written for people?"""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import QDate, QLocale

from app.ui.look.format import date_text
from app.ui.seeing.timeline_bins import Unit
from app.ui.translation import tr

_DAY_OF_WEEK = re.compile(r"[\s,،]*dddd?[\s,،]*")
_YEAR = re.compile(r"(?:\s*'de')?[\s,،/.]*y+(?:[年년]|\s*'г')?[.,،]*\s*")  # noqa: RUF001
_DAY = re.compile(r"(?<!d)d{1,2}(?!d)[日일]?[.,،]*(?:\s*'de')?\s*")


def day_text(day: datetime) -> str:
    """Return a day without its year: "12 Mar"."""
    return _written(day, _YEAR)


def month_text(day: datetime) -> str:
    """Return a month with its year: "Mar 2024"."""
    return _written(day, _DAY)


def year_text(day: datetime) -> str:
    """Return a year: "2024"."""
    return QLocale().toString(_date(day), "yyyy")


def bin_text(unit: Unit, start: datetime) -> str:
    """Return a stretch of time: "12 Mar 2024", "week of 11 Mar 2024", "Mar 2024", "2024"."""
    match unit:
        case Unit.DAY:
            return date_text(_ns(start))
        case Unit.WEEK:
            return tr("week of {day}").format(day=date_text(_ns(start)))
        case Unit.MONTH:
            return month_text(start)
        case Unit.YEAR:
            return year_text(start)


def span_text(from_ns: int | None, until_ns: int | None) -> str | None:
    """Return a span of days: "3 Mar 2024 – 12 Mar 2024"; None if it has neither end."""  # noqa: RUF002
    last_ns = None if until_ns is None else until_ns - 1
    if from_ns is not None and last_ns is not None:
        first, last = date_text(from_ns), date_text(last_ns)
        if first == last:
            return first
        return tr("{first} – {last}", "of days").format(first=first, last=last)  # noqa: RUF001
    if from_ns is not None:
        return tr("since {day}").format(day=date_text(from_ns))
    if last_ns is not None:
        return tr("until {day}").format(day=date_text(last_ns))
    return None


def _ns(moment: datetime) -> int:
    return int(moment.timestamp()) * 10**9


def _written(day: datetime, without: re.Pattern[str]) -> str:
    form = _DAY_OF_WEEK.sub("", QLocale().dateFormat(QLocale.FormatType.LongFormat))
    form = without.sub("", form, count=1).replace(", y", " y").strip(" ,،")
    return QLocale().toString(_date(day), form.replace("MMMM", "MMM"))


def _date(day: datetime) -> QDate:
    return QDate(day.year, day.month, day.day)
