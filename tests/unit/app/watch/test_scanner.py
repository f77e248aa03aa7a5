from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.watch.rules import Selection
from app.watch.scanner import (
    Changes,
    FoundFile,
    KnownFile,
    RootOfflineError,
    compare,
    digest_of,
    walk,
)

_SECOND = 1_000_000_000
_OLD, _LOOKED = 1_000 * _SECOND, 2_000 * _SECOND

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")


def _found(name: str, size: int = 10, mtime_ns: int = _OLD) -> FoundFile:
    return FoundFile(Path("/root") / name, size, mtime_ns)


def _known(number: int, digest: bytes | None = b"A", mtime_ns: int = _OLD) -> KnownFile:
    return KnownFile(number, 10, mtime_ns, _LOOKED, digest)


def _compare(
    found: list[FoundFile], known: dict[str, KnownFile], contents: Mapping[str, bytes]
) -> tuple[Changes, list[str]]:
    """Return the changes and the names of the files that were read."""
    read: list[str] = []

    def digest(path: Path) -> bytes | None:
        read.append(path.name)
        return contents.get(path.name)

    known_by_path = {Path("/root") / name: file for name, file in known.items()}
    return compare(found, known_by_path, digest), read


def test_a_file_of_the_same_fingerprint_is_not_read() -> None:
    changes, read = _compare([_found("a")], {"a": _known(1)}, {})
    assert changes == Changes(n_unchanged=1)
    assert read == []


def test_an_added_file_is_not_read_while_nothing_is_gone() -> None:
    changes, read = _compare([_found("a")], {}, {"a": b"A"})
    assert changes == Changes(added=(_found("a"),))
    assert read == []


@pytest.mark.parametrize("mtime_ns", [_OLD + 1, _OLD - 1])
def test_another_time_in_either_direction_lets_the_content_decide(mtime_ns: int) -> None:
    file = _found("a", mtime_ns=mtime_ns)
    changes, _ = _compare([file], {"a": _known(1)}, {"a": b"A"})
    assert changes == Changes(touched=((1, file),))
    changes, _ = _compare([file], {"a": _known(1)}, {"a": b"B"})
    assert changes == Changes(modified=((1, file),))


def test_another_size_alone_lets_the_content_decide() -> None:
    file = _found("a", size=11)
    changes, _ = _compare([file], {"a": _known(1)}, {"a": b"B"})
    assert changes == Changes(modified=((1, file),))


@pytest.mark.parametrize("age_ns", [0, _SECOND, -_SECOND])
def test_a_time_no_older_than_the_last_look_proves_nothing(age_ns: int) -> None:
    racy = _LOOKED - age_ns
    changes, read = _compare(
        [_found("a", mtime_ns=racy)], {"a": _known(1, mtime_ns=racy)}, {"a": b"B"}
    )
    assert [number for number, _ in changes.modified] == [1]
    assert read == ["a"]


def test_a_file_that_was_never_read_is_compared_by_fingerprint() -> None:
    known = {"a": _known(1, digest=None), "b": _known(2, digest=None, mtime_ns=_LOOKED)}
    changes, read = _compare([_found("a"), _found("b", mtime_ns=_OLD)], known, {})
    assert changes == Changes(modified=((2, _found("b")),), n_unchanged=1)
    assert read == []


def test_a_file_that_is_gone_is_removed() -> None:
    changes, _ = _compare([], {"a": _known(1)}, {})
    assert changes == Changes(removed=(1,))


def test_a_move_is_known_by_its_content() -> None:
    changes, read = _compare(
        [_found("b"), _found("c", size=99)], {"a": _known(1)}, {"b": b"A", "c": b"A"}
    )
    assert changes == Changes(added=(_found("c", size=99),), moved=((1, _found("b")),))
    assert read == ["b"]


def test_a_copy_is_no_move() -> None:
    changes, _ = _compare([_found("a"), _found("b")], {"a": _known(1)}, {"b": b"A"})
    assert changes == Changes(added=(_found("b"),), n_unchanged=1)


def test_of_several_copies_the_one_of_the_same_name_moves() -> None:
    known = {"one": _known(1), "folder/two": _known(2)}
    changes, _ = _compare([_found("two"), _found("three")], known, {"two": b"A", "three": b"A"})
    assert set(changes.moved) == {(2, _found("two")), (1, _found("three"))}


def test_a_file_that_can_not_be_read_has_not_moved() -> None:
    changes, _ = _compare([_found("b")], {"a": _known(1), "c": _known(2, digest=None)}, {})
    assert changes == Changes(added=(_found("b"),), removed=(1, 2))


def test_a_folder_that_can_not_be_opened_keeps_its_files() -> None:
    closed = FoundFile(Path("/root/folder"), 0, 0, unreadable=True)
    changes, _ = _compare([closed], {"folder/a": _known(1), "folder2/b": _known(2)}, {})
    assert changes == Changes(added=(closed,), removed=(2,))


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 2)),
    st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 2), st.booleans())),
)
def test_applying_the_changes_leads_from_the_catalog_to_the_disk(
    before: dict[str, int], after: dict[str, tuple[int, bool]]
) -> None:
    known = {
        name: _known(number, digest=bytes([content]))
        for number, (name, content) in enumerate(before.items())
    }
    # A file is newer, or else it has kept its content.
    contents = {
        name: before[name] if not newer and name in before else content
        for name, (content, newer) in after.items()
    }
    found = [
        _found(name, mtime_ns=_OLD + int(newer or name not in before))
        for name, (_, newer) in after.items()
    ]
    changes, _ = _compare(found, known, {name: bytes([one]) for name, one in contents.items()})

    names = {known[name].number: name for name in known}
    catalog = {names[one.number]: one.digest for one in known.values()}
    for number in changes.removed:
        del catalog[names[number]]
    for number, _ in changes.moved:
        del catalog[names[number]]
    for number, file in changes.moved:
        digest = known[names[number]].digest
        assert digest == bytes([contents[file.path.name]])
        catalog[file.path.name] = digest
    for file in [*changes.added, *(file for _, file in changes.modified)]:
        catalog[file.path.name] = bytes([contents[file.path.name]])
    assert catalog == {name: bytes([one]) for name, one in contents.items()}


def _names(root: Path) -> set[str]:
    return {file.path.relative_to(root).as_posix() for file in walk(Selection(root))}


def test_the_walk_leaves_out_what_no_one_searches(tmp_path: Path) -> None:
    for name in (
        "a.txt", "deep/er/b.pdf", ".hidden.txt", ".git/c.txt", "node_modules/d.md",
        "~$e.docx", "f.pdf.part", "deep/Thumbs.db", "no extension",
    ):  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text")
    assert _names(tmp_path) == {"a.txt", "deep/er/b.pdf", "no extension"}


def test_a_hidden_root_is_walked(tmp_path: Path) -> None:
    (tmp_path / ".notes").mkdir()
    (tmp_path / ".notes" / "a.txt").write_text("text")
    assert _names(tmp_path / ".notes") == {"a.txt"}


def test_a_file_can_be_a_root(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("text")
    assert [(one.path, one.size) for one in walk(Selection(file))] == [(file, 4)]


def test_excluded_folders_are_left_out(tmp_path: Path) -> None:
    for name in ("a.txt", "home/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    assert [one.path.name for one in walk(Selection(tmp_path, left_out=[tmp_path / "home"]))] == [
        "a.txt"
    ]


def test_a_missing_root_is_offline(tmp_path: Path) -> None:
    with pytest.raises(RootOfflineError):
        list(walk(Selection(tmp_path / "usb stick")))


@posix_only
def test_links_are_not_followed_and_special_files_are_met(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("text")
    (tmp_path / "folder" / "loop").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "folder" / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert _names(tmp_path) == {"folder/a.txt", "pipe.txt"}  # whose reading tells what it is


@posix_only
def test_names_that_are_not_utf8_are_found(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    os.close(os.open(path, os.O_CREAT))
    assert [os.fsencode(one.path) for one in walk(Selection(tmp_path))] == [path]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert [(one.path.name, one.unreadable) for one in walk(Selection(tmp_path))] == [
        ("closed", True)
    ]


def test_the_digest_is_of_the_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("same")
    (tmp_path / "b").write_text("same")
    assert digest_of(tmp_path / "a") == digest_of(tmp_path / "b") != None  # noqa: E711
    assert digest_of(tmp_path / "c") is None
