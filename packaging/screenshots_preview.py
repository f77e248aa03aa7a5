"""Draw what a preview shows of each kind of file, and what can be done there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from app.errors import LockedError, TooLargeError, UnfinishedError, VanishedError
from app.ui.main_window import MainWindow

_GUIDE = """---
title: Keeping bees on the roof
author: Ada Hill
keywords: hives, brood, smoke, wax moths
---

A hive weighs **sixty kilograms** in August, so ask about the *static load* before the first
swarm arrives. The [association](https://example.org/bees) lends scales.

1. Lift the lid slowly, with the sun behind you.
2. Smoke, wait, and only then take the frames out.
   - the outer frames first
   - the queen's frame last

| Month | Visits | What for |
|-------|-------:|:--------:|
| May | 4 | swarms |
| August | 1 | honey |

| Hive | Queen's name | Kilograms in spring | Kilograms in autumn | Treatments | Remarks |
|------|--------------|--------------------:|--------------------:|------------|---------|
| North-eastern | Wilhelmina | 20 | 42 | oxalic acid, thymol | gentle; swarmed in May |
| South | Anna | 18 | 39 | thymol | stings in the evening |

> The bees do not read the calendar.

```
def frames(hive):
    return [one for one in hive if one.is_capped]
```
"""


_HARVEST = """# مواعيد الحصاد

يبدأ حصاد الزيتون في أوائل الخريف، وتنقل السلال إلى المعصرة قبل غروب الشمس.

- الزيتون في أكتوبر
- العنب في سبتمبر

> مواعيد الحصاد تعلق على باب المخزن.
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
    (folder / "قطف الزيتون.md").write_text(_HARVEST)


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
    preview.pages.turn_to(2)
    bar = preview.pages.verticalScrollBar()
    bar.setValue(bar.value() - preview.pages.viewport().height() // 2)
    studio.take("44 preview, from page to page")
    window.filter_bar.set_folder(papers)
    search("العنب في سبتمبر")
    studio.take("45 preview, right to left")
    _draw_troubles(studio, window)


def _draw_troubles(studio: Studio, window: MainWindow) -> None:
    """Draw what is said of a file that can't be shown."""
    passage = window.preview.passage
    if passage is None:
        raise LookupError("nothing is shown")
    path = passage.place.path
    for name, error in (
        ("46 preview, file vanished", VanishedError("")),
        ("46 preview, file locked", LockedError("")),
        ("46 preview, file too large", TooLargeError("")),
        ("46 preview, file being saved", UnfinishedError("")),
    ):
        window.preview.set_text_failed(path, error)
        studio.take(name)
    window.filter_bar.clear()
