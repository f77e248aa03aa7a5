from __future__ import annotations

import io

import pytest

from app.extract import nuls
from app.extract.registry import Format, detect_format
from app.extract.text import decode

_TEXT = "The gardener spoke to everybody who came to the fair. " * 9


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (_TEXT.encode("utf-16-le"), "utf-16-le"),
        (_TEXT.encode("utf-16-be"), "utf-16-be"),
        (_TEXT.encode(), None),
        (_TEXT.encode().replace(b"fair", b"f\0ir"), None),
        (bytes(range(256)) * 4, None),
        (b"", None),
    ],
)
def test_utf_16_is_told_by_its_zeros(data: bytes, expected: str | None) -> None:
    assert nuls.utf_16(data) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("n_zeros", [0, 1, 5, 4096])
def test_zeros_at_the_end_change_no_letter(encoding: str, n_zeros: int) -> None:
    data = _TEXT.strip().encode(encoding) + bytes(n_zeros)
    assert decode(data).text.rstrip("\0\ufffd") == _TEXT.strip()
    assert detect_format(".txt", io.BytesIO(data)) is Format.TEXT


def test_a_stray_zero_is_no_other_encoding() -> None:
    data = _TEXT.encode().replace(b"fair", b"fa\0ir", 1)
    assert decode(data).text == _TEXT.replace("fair", "fa\0ir", 1)
    assert detect_format(".txt", io.BytesIO(data)) is Format.TEXT
