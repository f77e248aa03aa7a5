"""Draw what a preview shows of each kind of file, and what can be done there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from app.ui.main_window import MainWindow

_GUIDE = """# Keeping bees on the roof

A hive weighs **sixty kilograms** in August, so ask about the *static load* before the first
swarm arrives. The [association](https://example.org/bees) lends scales.

1. Lift the lid slowly, with the sun behind you.
2. Smoke, wait, and only then take the frames out.
   - the outer frames first
   - the queen's frame last

| Month | Visits | What for |
|-------|-------:|----------|
| May | 4 | swarms |
| August | 1 | honey |

> The bees do not read the calendar.

```
def frames(hive):
    return [one for one in hive if one.is_capped]
```
"""


class Studio(Protocol):
    """Takes pictures; `screenshots.py` has one."""

    def search(self, text: str, name: str) -> None:
        """Type something and take what is shown at last."""
        ...

    def take(self, name: str) -> None:
        """Write the window as it is, by day and by night."""
        ...


def write_papers(folder: Path) -> None:
    """Write files that show what a preview can do."""
    (folder / "Bees.md").write_text(_GUIDE)


def draw_previews(
    studio: Studio,
    window: MainWindow,
    wait: Callable[[Callable[[], bool]], None],
    papers: Path,
) -> None:
    """Draw what is seen of each kind of file; `papers` holds what `write_papers` wrote."""
    preview = window.preview

    def search(text: str) -> None:
        studio.search(text, "")
        wait(lambda: preview.passage is not None and not preview.message)

    window.filter_bar.set_folder(papers)
    search("how heavy is a bee hive in summer")
    studio.take("40 preview, Markdown")
    preview.header.plain_button.click()
    studio.take("41 preview, as plain text")
    preview.header.plain_button.click()
    window.filter_bar.clear()
    search("how long is the probation period type:word")
    studio.take("42 preview, Word")
    search("can I get a puppy in my apartment type:pdf")
    preview.toggle_thumbnails()
    preview.begin_find()
    preview.find_bar.line.setText("the")
    wait(lambda: preview.thumbnails.n_painted > 1 and preview.find_bar.count_text[:1].isdigit())
    studio.take("43 preview, pages and find")
    preview.find_bar.leave()
    preview.toggle_thumbnails()
