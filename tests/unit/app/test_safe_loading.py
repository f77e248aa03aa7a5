"""Does any of our code run what lies on the disk?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[3]
_SOURCES = sorted(path for part in ("app", "sparkbert") for path in (_ROOT / part).rglob("*.py"))
_PIPE = _ROOT / "app" / "extract" / "pdf_pipe.py"
"""Reads what another process sends, never a file, and makes nothing but messages of it."""
_FORBIDDEN = frozenset({"pickle", "cPickle", "_pickle", "dill", "joblib", "marshal", "shelve"})
_UNSAFE_YAML = frozenset({"load", "load_all", "full_load", "unsafe_load"})


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {one.name.partition(".")[0] for one in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]}
    return set()


def _unsafe_calls(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        keywords = {one.arg: ast.unparse(one.value) for one in node.keywords}
        if name in ("np.load", "numpy.load") and keywords.get("allow_pickle") != "False":
            found.append(name)
        if name == "torch.load" and keywords.get("weights_only") != "True":
            found.append(name)
        if name in ("eval", "exec") or name in {f"yaml.{one}" for one in _UNSAFE_YAML}:
            found.append(name)
    return found


@pytest.mark.parametrize("path", _SOURCES, ids=lambda path: str(path.relative_to(_ROOT)))
def test_nothing_is_run_that_lies_on_the_disk(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {name for node in ast.walk(tree) for name in _imported(node)}
    if path != _PIPE:
        assert not imported & _FORBIDDEN
    assert _unsafe_calls(tree) == []


def test_what_is_unsafe_is_noticed() -> None:
    assert _unsafe_calls(ast.parse("np.load(f)\nnp.load(f, allow_pickle=False)\neval('1')")) == [
        "np.load",
        "eval",
    ]
