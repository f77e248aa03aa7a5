from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, QLocale

from app.engine.search_messages import Place
from app.ui.look.format import (
    date_text,
    duration_text,
    files_text,
    folder_text,
    number_text,
    passages_text,
    place_text,
    size_text,
)


def test_numbers_have_separators_and_nouns() -> None:
    assert number_text(2170) == "2,170"
    assert passages_text(1) == "1 passage"
    assert passages_text(2170) == "2,170 passages"
    assert files_text(0) == "0 files"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_US", "Mar 12, 2019"),
        ("en_GB", "12 Mar 2019"),
        ("de_DE", "12. März 2019"),
        ("ja_JP", "2019年3月12日"),
    ],
)
def test_days_are_written_as_the_locale_does(locale: str, text: str) -> None:
    QLocale.setDefault(QLocale(locale))
    noon = QDateTime.fromString("2019-03-12T12:00:00", "yyyy-MM-ddTHH:mm:ss")
    assert date_text(noon.toMSecsSinceEpoch() * 1_000_000) == text


def test_durations_are_rough() -> None:
    assert duration_text(20) == "less than a minute"
    assert duration_text(190) == "3 min"
    assert duration_text(3 * 3600) == "3 h"


def test_sizes_and_places() -> None:
    assert size_text(36_500) == "36.5 kB"
    assert folder_text(Path.home() / "Papers" / "a.txt") == str(Path("~/Papers"))
    assert folder_text(Path("/media/disk/a.txt")) == "/media/disk"
    assert place_text(Place(Path("a"), 7, "Leaving", 0, 0, 1)) == "p. 7 · § Leaving"
    assert place_text(Place(Path("a"), None, None, 0, 0, 1)) == ""
