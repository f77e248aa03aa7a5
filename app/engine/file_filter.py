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
    folder = f"/{path.parent.as_posix().casefold().strip('/')}/"
    wanted = [one.replace("\\", "/").casefold().strip("/") for one in filters.folder_names]
    return not wanted or any(f"/{one}/" in folder for one in wanted)
