"""How is a path left out whose name is not to be kept?

A folder that the user has removed from search stays left out of the one around it, and its name is
to be nowhere. So a seal of it is kept: a salted digest, which tells whether a path is the one, and
nothing else.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable

_SALT_BYTES = 16
_DIGEST_BYTES = 16


def seal_of(path: str) -> str:
    """Return a seal of a path below a folder.

    Examples
    --------
    >>> is_sealed("a/b", [seal_of("a/b")]), is_sealed("a", [seal_of("a/b")])
    (True, False)
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"{salt.hex()}:{_digest(path, salt)}"


def is_sealed(path: str, seals: Iterable[str]) -> bool:
    """Whether one of the seals is of a path; what is no seal is of none."""
    return any(_is_of(path, seal) for seal in seals)


def _is_of(path: str, seal: str) -> bool:
    salt, _, digest = seal.partition(":")
    try:
        return _digest(path, bytes.fromhex(salt)) == digest
    except ValueError:
        return False


def _digest(path: str, salt: bytes) -> str:
    data = os.fsencode(path)
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES, salt=salt).hexdigest()
