"""Which pictures of a document can be shown: those that are local, ordinary and small enough?"""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import unquote

from app.extract.layout import Picture

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
_MAX_FILE_BYTES = 20_000_000
_MAX_PIXELS = 40_000_000  # of the file
_SIDE = 720  # of what is shown
_MAX_BYTES = 24_000_000  # of all that is shown
_MAX_TRIED = 100


class PictureShelf:
    """Decodes pictures as long as there is room, so that nobody else ever parses their files."""

    def __init__(self) -> None:
        self.pictures: dict[str, Picture] = {}
        self._room = _MAX_BYTES
        self._tries = _MAX_TRIED

    def add_file(self, address: str, folder: Path) -> None:
        """Add the picture that an address names, if it is one in a folder or below it.

        Anything on the web, and anything elsewhere on the disk, is left alone.
        """
        if ":" in address or address.startswith(("/", "\\")):
            return
        try:
            path = (folder / unquote(address.partition("#")[0].partition("?")[0])).resolve()
            inside = path.is_relative_to(folder.resolve()) and path.is_file()
            if not inside or path.stat().st_size > _MAX_FILE_BYTES:
                return
            self.add(address, path.read_bytes())
        except (OSError, ValueError):
            return

    def add(self, key: str, data: bytes) -> None:
        """Add a picture, unless it is none that can be shown."""
        if self._room <= 0 or self._tries <= 0 or len(data) > _MAX_FILE_BYTES:
            return
        self._tries -= 1
        picture = _decoded(data)
        if picture is not None and len(picture.pixels) <= self._room:
            self._room -= len(picture.pixels)
            self.pictures[key] = picture


def _decoded(data: bytes) -> Picture | None:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _MAX_PIXELS:
                return None
            image.draft("RGB", (_SIDE, _SIDE))
            image.thumbnail((_SIDE, _SIDE))
            shown = image.convert("RGBA")
            return Picture(shown.width, shown.height, shown.tobytes())
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow's plugins raise whatever they please
        return None
