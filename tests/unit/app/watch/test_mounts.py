from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from app.watch.mounts import DiskKind, Mount, connected, kind_of, mounts_of

_FIXED = Mount(Path("/"), DiskKind.FIXED)
_SHARE = Mount(Path("/home/me/share"), DiskKind.NETWORK)


def _partition(device: str, path: str, system: str, options: str = "rw") -> SimpleNamespace:
    return SimpleNamespace(device=device, mountpoint=path, fstype=system, opts=options)


@pytest.mark.skipif(sys.platform == "win32", reason="paths of other systems")
@pytest.mark.parametrize(
    ("device", "path", "system", "kind"),
    [
        ("/dev/nvme0n1p2", "/home", "ext4", DiskKind.FIXED),
        ("server:/export", "/mnt/a", "nfs4", DiskKind.NETWORK),
        ("//server/share", "/mnt/b", "cifs", DiskKind.NETWORK),
        ("me@server:", "/mnt/c", "fuse.sshfs", DiskKind.NETWORK),
        ("remote:", "/mnt/d", "fuse.rclone", DiskKind.NETWORK),
        ("/home/me/.crypt", "/home/me/plain", "fuse.gocryptfs", DiskKind.FIXED),
        ("/dev/sdx1", "/run/media/me/USB", "vfat", DiskKind.REMOVABLE),
        ("/dev/sdx1", "/media/me/USB", "fuseblk", DiskKind.REMOVABLE),
        ("/dev/disk4s1", "/Volumes/USB", "msdos", DiskKind.REMOVABLE),
        ("//me@server/share", "/Volumes/share", "smbfs", DiskKind.NETWORK),
    ],
)
def test_the_kind_of_a_disk(
    monkeypatch: pytest.MonkeyPatch, device: str, path: str, system: str, kind: DiskKind
) -> None:
    monkeypatch.setattr(
        psutil,
        "disk_partitions",
        lambda all: [_partition(device, path, system)],  # noqa: A006
    )
    assert connected() == (Mount(Path(path), kind),)


def test_of_several_disks_at_a_path_the_last_one_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [_partition("/dev/a", "/mnt/a", "ext4"), _partition("server:/", "/mnt/a", "nfs")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: both)  # noqa: A006
    assert [one.kind for one in connected()] == [DiskKind.NETWORK]


def test_a_system_that_tells_nothing_has_no_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(all: bool) -> None:  # noqa: A002
        raise PermissionError("/proc is closed")

    monkeypatch.setattr(psutil, "disk_partitions", fail)
    assert connected() == ()
    assert kind_of(Path("/home"), ()) is DiskKind.FIXED


def test_a_root_depends_on_disks_around_and_within() -> None:
    mounts = [_FIXED, _SHARE, Mount(Path("/home"), DiskKind.FIXED)]
    assert mounts_of(Path("/home/me"), mounts) == {Path("/home"), _SHARE.path}
    assert mounts_of(Path("/home/me/share/deep"), mounts) == {_SHARE.path}
    assert mounts_of(Path("/etc"), mounts) == frozenset()
    assert kind_of(Path("/home/me/share/deep"), mounts) is DiskKind.NETWORK


def test_this_system_is_read() -> None:
    mounts = connected()
    assert kind_of(Path("/proc/self"), mounts) is DiskKind.FIXED
