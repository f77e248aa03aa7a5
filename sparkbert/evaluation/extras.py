"""Which packages does only the evaluation need, and what if one is not installed?"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sparkbert.errors import CollectionError


def extra(name: str) -> Any:
    """Import a package of the extra `evaluation`; raises CollectionError if it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise CollectionError(
            f"The evaluation needs {name.partition('.')[0]}, which is not installed. "
            "Install it with: pip install 'sparkbert-desktop[evaluation]'"
        ) from error
