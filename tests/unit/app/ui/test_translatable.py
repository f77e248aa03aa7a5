"""Is every text of the window marked for translation, in the way that Qt finds it?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "app" / "ui"
MODULES = sorted(FOLDER.rglob("*.py"))

SHOWN = frozenset(
    {
        "setText", "setToolTip", "setWindowTitle", "setAccessibleName", "setAccessibleDescription",
        "setPlaceholderText", "setInformativeText", "setStatusTip", "setWhatsThis", "setSuffix",
        "setPrefix", "setSpecialValueText", "setTitle", "setLabelText", "setPlainText",
        "addAction", "addMenu", "addItem", "addButton", "addSection", "setHeaderLabels",
        "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QToolButton", "QGroupBox",
        "QAction", "QMenu", "QTreeWidgetItem", "QListWidgetItem", "set_title", "set_hint",
        "set_summary", "add_sentence", "add_heading", "add_check", "add_control", "set_fact",
        "show_message", "getExistingDirectory", "getSaveFileName", "getOpenFileName",
    }
)  # fmt: skip
"""Calls whose texts people read."""

ALLOWED = frozenset(
    {
        "SparkBERT",  # a name
        "SHA-256 …",  # a checksum
        "English",  # what a language calls itself
        "*.log\ndrafts/\n/old",  # patterns
        "sparkbert-diagnostics.txt",  # a file's name
    }
)


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def is_words(text: str) -> bool:
    """Whether people read this as words of a language, rather than as a sign or a number."""
    return sum(letter.isalpha() for letter in text) > 1 and text.strip() not in ALLOWED


def literals(node: ast.expr) -> Iterator[str]:
    """Yield the texts of an argument that are not handed to `tr`."""
    match node:
        case ast.Call() if name_of(node) == "tr":
            return
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            yield from literals(inner)
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(one.value) for one in values if isinstance(one, ast.Constant))
        case ast.BinOp(left=left, right=right):
            yield from literals(left)
            yield from literals(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from literals(body)
            yield from literals(orelse)
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            for one in elements:
                yield from literals(one)


def untranslated(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in SHOWN:
            for argument in node.args:
                for text in literals(argument):
                    if is_words(text) and not text.startswith(("<", "color:", "#")):
                        yield f"{node.lineno}: {text!r}"


def misplaced(tree: ast.Module, derived_from: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield calls of `tr` that `lupdate` would find under another name than Qt looks for.

    Parameters
    ----------
    tree
        A module.
    derived_from
        Names of classes that have others under them: `self.tr` goes by the name of these.
    """

    def walk(node: ast.AST, owner: str | None) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call) and name_of(child) == "tr":
                yield from wrong(child, owner)
            yield from walk(child, child.name if isinstance(child, ast.ClassDef) else owner)

    def wrong(call: ast.Call, owner: str | None) -> Iterator[str]:
        called = ast.unparse(call.func)
        if called != "tr" and (called != "self.tr" or owner is None or owner in derived_from):
            yield f"{call.lineno}: {called}"
        first = call.args[0]
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            yield f"{call.lineno}: no plain text"

    yield from walk(tree, None)


@cache
def bases() -> frozenset[str]:
    """Return the names of all classes of the window that have others under them."""
    trees = (ast.parse(module.read_text(encoding="utf-8")) for module in MODULES)
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return frozenset(ast.unparse(base) for one in classes for base in one.bases)


@pytest.mark.parametrize("module", MODULES, ids=[str(one.relative_to(FOLDER)) for one in MODULES])
def test_every_text_can_be_translated(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert list(misplaced(tree, bases())) == []
    assert list(untranslated(tree)) == []


@pytest.mark.parametrize(
    ("code", "n_untranslated", "n_misplaced"),
    [
        ('QLabel("Some text")', 1, 0),
        ('QLabel(tr("Some text"))', 0, 0),
        ('QLabel(f"{n} texts")', 1, 0),
        ('box.addButton("Go on" if here else tr("Stop"), role)', 1, 0),
        ('QLabel("·")', 0, 0),
        ('class A:\n    def f(self):\n        tr("x")', 0, 0),
        ('class A:\n    def f(self, other):\n        other.tr("x")', 0, 1),
        ('class Base:\n    def f(self):\n        self.tr("x")', 0, 1),
        ('class A:\n    def f(self):\n        self.tr("x")', 0, 0),
        ('self.tr("x")', 0, 1),
        ('tr(f"{n} texts")', 0, 1),
        ("tr(TEXT)", 0, 1),
        ('QLabel("Some {n} texts".format(n=1))', 1, 0),
    ],
)
def test_what_can_not_be_translated_is_found(
    code: str, n_untranslated: int, n_misplaced: int
) -> None:
    tree = ast.parse(code)
    assert len(list(untranslated(tree))) == n_untranslated
    assert len(list(misplaced(tree, frozenset({"Base"})))) == n_misplaced
