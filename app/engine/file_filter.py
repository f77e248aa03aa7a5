"""Is a file's path one of those that filters ask for?"""

from __future__ import annotations

from pathlib import PurePath

from app.engine.search_messages import Filters


def passes(path: PurePath, filters: Filters) -> bool:
    """Tell whether a file has the type, the name and the folders that filters ask for.

    Examples
    --------
    >>> passes(PurePath("/home/me/Taxes/2024/Report final.PDF"), Filters(folder_names=("taxes",)))
    True
    >>> passes(PurePath("/home/me/Taxes/2024/Report final.PDF"), Filters(names=("draft",)))
    False
    """
    types = {f".{one.lower().lstrip('.')}" for one in filters.types}
    if types and path.suffix.lower() not in types:
        return False
    name = path.name.casefold()
    if not all(one.casefold() in name for one in filters.names):
        return False
    return not filters.folder_names or any(is_in(path, one) for one in filters.folder_names)


def is_in(path: PurePath, folder: str) -> bool:
    """Tell whether a file is in a folder of a name, or at the end of a path, at any depth.

    Examples
    --------
    >>> [is_in(PurePath("/me/Taxes/2024/a.pdf"), one) for one in ("TAXES", "taxes/2024", "tax")]
    [True, True, False]
    """
    wanted = folder.replace("\\", "/").casefold().strip("/")
    return f"/{wanted}/" in f"/{path.parent.as_posix().casefold().strip('/')}/"
