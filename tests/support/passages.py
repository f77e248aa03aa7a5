"""Which passages of real documents do people recall, and in which words?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_QUERIES = ROOT / "tests" / "quality" / "queries.toml"


@dataclass(frozen=True)
class Passage:
    """A passage, as someone recalls it (`query`) and as it stands there (`phrase`)."""

    query: str
    phrase: str
    file: str
    page: int | None = None

    @property
    def path(self) -> Path:
        return ROOT / self.file

    def is_in(self, text: str) -> bool:
        return " ".join(self.phrase.split()) in " ".join(text.split())


def present_passages() -> list[Passage]:
    """Return the passages whose documents are here; those outside the repository may not be."""
    content = tomllib.loads(_QUERIES.read_text(encoding="utf-8"))
    passages = [Passage(**one) for one in content["passage"]]
    return [one for one in passages if one.path.exists() or not one.file.startswith("..")]
