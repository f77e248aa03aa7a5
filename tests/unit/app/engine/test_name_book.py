from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from app.engine.hints import MissingFolder, NameKind
from app.engine.name_book import NameBook

ROOT = PurePosixPath("/home/me/Papers")
BOOK = NameBook(
    [
        ROOT / "Taxes/2024/tax return.pdf",
        ROOT / "Taxes/2024/receipts.pdf",
        ROOT / "Taxes/2023/tax return.pdf",
        ROOT / "Old taxes/letter.txt",
        ROOT / 'odd"name\n.txt',
    ],
    [ROOT],
)


def test_folders_of_any_depth_as_people_sort_them() -> None:
    assert BOOK.find(NameKind.FOLDER, "", 9) == ("2023", "2024", "Old taxes", "Papers", "Taxes")
    assert BOOK.find(NameKind.FOLDER, "TAX", 9) == ("Taxes", "Old taxes")
    assert BOOK.find(NameKind.FOLDER, "me", 9) == ()  # what lies above says nothing


def test_files_by_any_part_of_their_names() -> None:
    assert BOOK.find(NameKind.FILE, "re", 9) == ("receipts.pdf", "tax return.pdf")
    assert BOOK.find(NameKind.FILE, "re", 1) == ("receipts.pdf",)
    assert BOOK.find(NameKind.FILE, "odd", 9) == ()  # nobody can type it


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("tax", "Taxes"),  # it is a part of that
        ("Papres", "Papers"),
        ("Old taxs", "Old taxes"),
        ("Nowhere", None),
    ],
)
def test_a_folder_that_is_missing_has_a_nearest(name: str, nearest: str | None) -> None:
    assert BOOK.missing_folders([name]) == (MissingFolder(name, nearest),)


@pytest.mark.parametrize("name", ["taxes", "TAXES/2024", "2023", "old taxes/", "home/me"])
def test_folders_that_filters_find_are_not_missing(name: str) -> None:
    assert BOOK.missing_folders([name]) == ()
