"""What do NUL bytes in a file mean: UTF-16, a damaged text, or no text at all?"""

from __future__ import annotations

_FEW = 0.005
_PADDING = 4  # so many NULs at the end are no letter's half


def utf_16(data: bytes) -> str | None:
    """Return the UTF-16 that bytes are in, if they are: every other byte of Latin text is zero."""
    if b"\x00" not in data:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) > 0.2 * len(data) and min(even, odd) <= 0.02 * len(data):
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def without_padding(data: bytes) -> bytes:
    """Return data without the NULs at its end, which a crash or a copied hole leaves in files."""
    end = len(data.rstrip(b"\x00"))
    if len(data) - end < _PADDING:
        return data
    return data[: end + -end % _PADDING]  # the last letter may have some too


def are_few(data: bytes) -> bool:
    """Whether a text with so few NULs, but for those at its end, may still be a text."""
    return data.rstrip(b"\x00").count(0) <= max(_FEW * len(data), 1)
