from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from app.engine.file_filter import passes
from app.engine.search_messages import Filters

PATH = PurePosixPath("/home/me/Tax papers/2024/June/Final Report.PDF")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), True),
        (Filters(types=("pdf",)), True),
        (Filters(types=(".PDF", "md")), True),
        (Filters(types=("md",)), False),
        (Filters(names=("report", "FINAL")), True),
        (Filters(names=("report", "draft")), False),
        (Filters(names=("June",)), False),
        (Filters(folder_names=("june",)), True),
        (Filters(folder_names=("tax papers",)), True),
        (Filters(folder_names=("2024/june",)), True),
        (Filters(folder_names=(r"2024\june",)), True),
        (Filters(folder_names=("tax",)), False),
        (Filters(folder_names=("tax", "home")), True),
        (Filters(folder_names=("Final Report.PDF",)), False),
        (Filters(types=("pdf",), names=("x",)), False),
    ],
)
def test_types_names_and_folders_count(filters: Filters, expected: bool) -> None:
    assert passes(PATH, filters) is expected


def test_windows_paths_have_folders_too() -> None:
    path = PureWindowsPath(r"C:\Users\me\Taxes\a.pdf")
    assert passes(path, Filters(folder_names=("me/taxes",)))
