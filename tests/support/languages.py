"""What do tests read in other languages?"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fixtures" / "languages"
FOREIGN = sorted(path.stem for path in FOLDER.glob("*.txt") if not path.stem.startswith("English"))
ENGLISH = ("English", "English about Japan")


def passage(language: str) -> str:
    """Return the passage of a language (or another that is there)."""
    return (FOLDER / f"{language}.txt").read_text(encoding="utf-8").strip()
