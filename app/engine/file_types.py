"""Which extensions does a kind of file have, by the name that people call it?"""

from __future__ import annotations

FILE_TYPES: dict[str, tuple[str, ...]] = {
    "PDF": ("pdf",),
    "Word": ("docx", "docm", "dotx", "dotm"),
    "Markdown": ("md", "markdown", "mdown", "mkd"),
    "Text": ("txt", "text", "rst", "log", "adoc", "asciidoc", "org", "textile", "csv"),
}
"""What is read in folders (`extract/registry.py`), and what is often handed over by itself."""


def extensions_of(name: str) -> tuple[str, ...]:
    """Return the extensions that a kind's name or an extension stands for.

    Examples
    --------
    >>> extensions_of("markdown")
    ('md', 'markdown', 'mdown', 'mkd')
    >>> extensions_of(".PDF")
    ('pdf',)
    """
    plain = name.lower().lstrip(".")
    kinds = {kind.lower(): extensions for kind, extensions in FILE_TYPES.items()}
    return kinds.get(plain, (plain,))


def is_file_type(name: str) -> bool:
    """Tell whether a name is a kind of files that are read, or an extension of one.

    Examples
    --------
    >>> [is_file_type(one) for one in ("word", ".md", "xls")]
    [True, True, False]
    """
    known = {one for extensions in FILE_TYPES.values() for one in extensions}
    return any(one in known for one in extensions_of(name))
