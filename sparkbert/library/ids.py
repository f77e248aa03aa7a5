"""How does a caller's id, a number or a text, become a key of the index and come back as it was?"""

from __future__ import annotations

from sparkbert.errors import DocumentError

DocumentId = int | str
"""What a caller may call a document; `1` and `"1"` are two."""

_NUMBER = "n"
_TEXT = "t"


def key_of(id_: DocumentId) -> str:
    """Return the key of a document.

    Raises
    ------
    DocumentError
        The id is neither a whole number nor a text, or holds half of a surrogate pair.

    Examples
    --------
    >>> key_of(1), key_of("1")
    ('n1', 't1')
    """
    if isinstance(id_, str):
        if not id_.isascii() and id_ != id_.encode(errors="replace").decode():
            raise DocumentError(f"The id {id_!r} is no valid text: half of a surrogate pair.")
        return _TEXT + id_
    if isinstance(id_, int) and not isinstance(id_, bool):
        return f"{_NUMBER}{int(id_)}"
    raise DocumentError(f"An id is a whole number or a text, not {type(id_).__name__}.")


def id_of(key: str) -> DocumentId:
    """Return the id that a key was made of.

    Examples
    --------
    >>> id_of("n1"), id_of("t1")
    (1, '1')
    """
    return key[1:] if key[0] == _TEXT else int(key[1:])
