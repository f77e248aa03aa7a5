from __future__ import annotations

from pathlib import PurePosixPath

from app.engine.hints import NameKind
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


def test_folders_of_any_depth_the_fullest_first() -> None:
    assert BOOK.find(NameKind.FOLDER, "", 9) == ("Papers", "Taxes", "2024", "2023", "Old taxes")
    assert BOOK.find(NameKind.FOLDER, "TAX", 9) == ("Taxes", "Old taxes")
    assert BOOK.find(NameKind.FOLDER, "me", 9) == ()  # what lies above says nothing


def test_files_by_any_part_of_their_names() -> None:
    assert BOOK.find(NameKind.FILE, "re", 9) == ("receipts.pdf", "tax return.pdf")
    assert BOOK.find(NameKind.FILE, "re", 1) == ("receipts.pdf",)
    assert BOOK.find(NameKind.FILE, "odd", 9) == ()  # nobody can type it
