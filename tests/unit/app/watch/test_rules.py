from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.watch.rules import Exclusions, PatternError, Selection
from app.watch.scanner import walk
from app.watch.seals import is_sealed, seal_of

_ROOT = Path("/root")
_SEGMENT = st.text(st.characters(codec="utf-8", exclude_characters="/\0\n\r"), min_size=1).filter(
    lambda text: text not in {".", ".."}
)


def _names(selection: Selection) -> set[str]:
    return {file.path.relative_to(selection.root).as_posix() for file in walk(selection)}


def _write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ((), {"a.txt", "a.log", "drafts/b.txt", "deep/drafts/c.txt", "deep/a.log", "keep.log"}),
        (("*.log",), {"a.txt", "drafts/b.txt", "deep/drafts/c.txt"}),
        (("*.log", "!keep.log"), {"a.txt", "drafts/b.txt", "deep/drafts/c.txt", "keep.log"}),
        (("drafts/",), {"a.txt", "a.log", "deep/a.log", "keep.log"}),
        (("/drafts",), {"a.txt", "a.log", "deep/drafts/c.txt", "deep/a.log", "keep.log"}),
        (("deep/**",), {"a.txt", "a.log", "drafts/b.txt", "keep.log"}),
        (("*",), set()),
    ],
)
def test_patterns_leave_out(tmp_path: Path, patterns: tuple[str, ...], left: set[str]) -> None:
    _write(tmp_path, "a.txt", "a.log", "keep.log", "drafts/b.txt", "deep/drafts/c.txt")
    _write(tmp_path, "deep/a.log")
    assert _names(Selection(tmp_path, Exclusions(patterns))) == left


def test_large_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text("12345")
    (tmp_path / "large.txt").write_text("123456")
    assert _names(Selection(tmp_path, Exclusions(max_bytes=5))) == {"small.txt"}


def test_other_sources_are_left_out(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "other/b.txt")
    assert _names(Selection(tmp_path, left_out=[tmp_path / "other"])) == {"a.txt"}


def _make_git_tree(root: Path) -> None:
    _write(root, "a.txt", "b.tmpl", "build/out.txt", "docs/build/x.txt", "docs/keep.gen.txt")
    _write(root, "docs/a.gen.txt", "docs/deep/a.gen.txt", "secret.txt", "docs/secret.txt", "# odd")
    _write(root, "docs/deep/very/only.txt", "trailing ", "docs/a b.txt", "über.txt")
    (root / ".gitignore").write_text(
        "# a comment\n/build/\n*.gen.txt\n!keep.gen.txt\nsecret.txt\n\\# odd\ntrailing\\ \nüber.*\n"
        "docs/deep/*\n!docs/deep/very/\n[\n"
    )
    (root / "docs" / ".gitignore").write_text("!secret.txt\nbuild\n/a?b.txt\n")


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_gitignore_files_mean_what_git_says(tmp_path: Path) -> None:
    _make_git_tree(tmp_path)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-standard"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
    )
    names = {name for name in listed.stdout.decode().split("\0") if name}
    ours = _names(Selection(tmp_path, Exclusions(use_gitignore=True)))
    assert ours == {one for one in names if not Path(one).name.startswith(".")}


def test_gitignore_files_around_a_root_count_within_a_work_tree(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.log\n")
    _write(tmp_path, "project/docs/a.log", "project/docs/a.txt", "project/docs/b.gen")
    (tmp_path / "project" / ".gitignore").write_text("*.gen\n")
    selection = Selection(tmp_path / "project" / "docs", Exclusions(use_gitignore=True))
    assert _names(selection) == {"a.log", "a.txt", "b.gen"}
    (tmp_path / "project" / ".git").mkdir()
    assert _names(selection.renewed()) == {"a.log", "a.txt"}


def test_a_gitignore_file_is_read_again_when_it_is_forgotten(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "b.txt")
    selection = Selection(tmp_path, Exclusions(use_gitignore=True))
    assert selection.reaches(tmp_path / "a.txt")
    (tmp_path / ".gitignore").write_text("a.txt\n")
    assert selection.decides_by(tmp_path / ".gitignore")
    selection.forget(tmp_path)
    assert not selection.reaches(tmp_path / "a.txt")
    assert not Selection(tmp_path).decides_by(tmp_path / ".gitignore")


def test_a_gitignore_file_that_is_none_says_nothing(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / ".gitignore")
    assert _names(Selection(tmp_path, Exclusions(use_gitignore=True))) == {"a.txt"}


def test_what_is_reached() -> None:
    selection = Selection(_ROOT, Exclusions(("drafts/",)))
    assert selection.reaches(_ROOT)
    assert selection.reaches(_ROOT / "b" / "c.txt")
    assert not selection.reaches(Path("/b"))
    assert not selection.reaches(_ROOT / ".b" / "c.txt")
    assert not selection.reaches(_ROOT / "drafts" / "c.txt")
    assert selection.reaches(_ROOT / "drafts")
    assert not selection.reaches(_ROOT / "drafts", is_folder=True)
    assert selection.may_reach(_ROOT / "drafts")
    assert not selection.reaches(_ROOT / "node_modules" / "c.txt")


@pytest.mark.parametrize("pattern", ["", " ", "# comment", "a\nb", "[", "/"])
def test_what_names_nothing_is_no_pattern(pattern: str) -> None:
    with pytest.raises(PatternError, match="gitignore"):
        Exclusions((pattern,)).check()


def test_joining_adds_and_keeps() -> None:
    one = Exclusions(("a", "b"), use_gitignore=True, max_bytes=5)
    assert one.joined(Exclusions(("b", "c"))) == Exclusions(("a", "b", "c"), True, 5)
    assert one.joined(Exclusions(max_bytes=9)).max_bytes == 9
    assert one.joined(Exclusions()) == one


@given(st.lists(st.text()), st.booleans(), st.none() | st.integers(1))
def test_the_catalogs_text_comes_back(
    patterns: list[str], use_gitignore: bool, max_bytes: int | None
) -> None:
    one = Exclusions(tuple(patterns), use_gitignore, max_bytes)
    assert Exclusions.from_text(one.as_text()) == one


@given(st.lists(_SEGMENT, min_size=1, max_size=3), st.booleans())
def test_a_seal_names_one_path_alone_and_does_not_tell_it(
    parts: list[str], is_folder: bool
) -> None:
    seal = seal_of("/".join(parts))
    exclusions = Exclusions(removed=(seal,))
    assert exclusions
    assert set(seal) <= set("0123456789abcdef:")
    assert not any(len(part) > 7 and part in seal for part in parts)  # no accident of its digits
    assert Exclusions.from_text(exclusions.as_text()) == exclusions
    selection = Selection(_ROOT, exclusions)
    path = os.path.join(_ROOT, *parts)
    beside = os.path.join(_ROOT, "beside", *parts)
    takes = selection.takes_folder if is_folder else selection.takes_file
    assert not takes(path)
    anyway = Selection(_ROOT)
    assert takes(beside) == (anyway.takes_folder if is_folder else anyway.takes_file)(beside)


def test_what_is_no_seal_is_of_nothing() -> None:
    assert not is_sealed("a", ["", "a", "zz:aa", ":"])
    assert is_sealed("a", ["", seal_of("a")])
    assert seal_of("a") != seal_of("a")
