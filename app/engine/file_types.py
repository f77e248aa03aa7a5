"""Which extensions does a kind of file have, by the name that people call it?"""

from __future__ import annotations

FILE_TYPES: dict[str, tuple[str, ...]] = {
    "PDF": ("pdf",),
    "Word": ("docx",),
    "Markdown": ("md", "markdown"),
    "Text": ("txt", "text", "rst", "log", "csv"),
}


def extensions_of(name: str) -> tuple[str, ...]:
    """Return the extensions that a kind's name or an extension stands for.

    Examples
    --------
    >>> extensions_of("markdown")
    ('md', 'markdown')
    >>> extensions_of(".PDF")
    ('pdf',)
    """
    plain = name.lower().lstrip(".")
    kinds = {kind.lower(): extensions for kind, extensions in FILE_TYPES.items()}
    return kinds.get(plain, (plain,))
