"""Which Markdown files cost their reader more than their size?"""

from __future__ import annotations

from app.extract.base import FailureKind
from tests.support.hostile.folder import HostileFolder

_LIMITS = (FailureKind.TOO_LARGE, FailureKind.TIMED_OUT, FailureKind.EXTRACTION_FAILED)


def write_markdown(folder: HostileFolder) -> None:
    """Write Markdown that nests, repeats what must be looked back for, or has bad front matter."""
    n = folder.share(100_000)
    patterns = {
        "quotes": (">" * n, "quotes in quotes"),
        "lists": ("- " * (n // 10), "lists in lists"),
        "ladder": ("".join(" " * i + "- a\n" for i in range(n // 100)), "a ladder of lists"),
        "brackets": ("[" * n, "brackets"),
        "links": ("[a](" * n, "links that never close"),
        "images": ("![" * n + "]()" * n, "pictures in pictures"),
        "stars": ("*a **a " * (n // 4), "emphasis that never closes"),
        "ticks": ("".join("`" * (i % 997) + " a " for i in range(n // 40)), "ticks"),
        "angles": ("<" * n, "angles"),
        "comments": ("<!--" * n, "comments that never close"),
        "entities": ("&#x41;" * n, "entities"),
        "references": ("[a]: b\n" * (n // 4) + "[a]" * (n // 4), "references"),
        "table": ("|a" * (n // 10) + "\n" + "|-" * (n // 10) + "\n" + "|b" * (n // 10), "a table"),
        "underscores": ("_a__b" * n, "underscores"),
        "backslashes": ("\\" * n, "backslashes"),
        "fence": ("```\n" + "code\n" * n, "a fence that never closes"),
    }
    for name, (pattern, what) in patterns.items():
        folder.either(
            f"{name}.md",
            lambda word, pattern=pattern: f"# About {word}\n\n{pattern}\n".encode(),  # type: ignore[misc]
            what,
            *_LIMITS,
        )
    for name, front in _front_matters().items():
        folder.either(
            f"{name}.md",
            lambda word, front=front: f"---\n{front}\n---\n# About {word}\n\ntext\n".encode(),  # type: ignore[misc]
            f"front matter: {name}",
            *_LIMITS,
        )


def _front_matters() -> dict[str, str]:
    laughs = "a0: &a0 [lol, lol]\n" + "\n".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)
    )
    return {
        "YAML laughs": laughs,
        "YAML brackets": "a: " + "[" * 40_000,
        "YAML itself": "a: &a [*a]\ntitle: *a",
        "YAML merge": "a: &a {b: c}\nd:\n  <<: [*a, *a]\n  title: 5",
        "YAML object": "title: !!python/object/apply:os.system ['true']",
        "YAML number": "title: 0x" + "f" * 90_000,
        "YAML time": "a: 2024-02-31",
        "YAML NUL": 'title: "a\\0b\\ud800"',
    }
