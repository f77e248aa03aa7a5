"""Which disks are connected, where, and of what kind are they?

The table of mounts is asked, never the disks themselves: a server that is gone
would keep us waiting.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psutil

_NETWORK_TYPES = frozenset(
    {
        "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "ftp",
        "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4", "ocfs2", "orangefs",
        "prl_fs", "smb", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav",
    }
)  # fmt: skip
_LOCAL_FUSE = frozenset(
    {
        "fuse.bindfs", "fuse.cryfs", "fuse.encfs", "fuse.exfat", "fuse.gocryptfs", "fuse.lxcfs",
        "fuse.mergerfs", "fuse.ntfs-3g", "fuse.ntfs", "fuse.securefs", "fuse.veracrypt",
    }
)  # fmt: skip
_REMOVABLE_PLACES = ("/media/", "/run/media/", "/Volumes/")


class DiskKind(StrEnum):
    """What may happen to a disk: others write to one of the NETWORK, a REMOVABLE one is pulled."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Mount:
    """A disk that is connected at a path."""

    path: Path
    kind: DiskKind


def connected() -> tuple[Mount, ...]:
    """Return what is mounted now; nothing where the system doesn't tell."""
    try:
        partitions = psutil.disk_partitions(all=True)
    except (OSError, RuntimeError):
        return ()
    found = {one.mountpoint: one for one in partitions}  # of several at a path the last is seen
    return tuple(
        Mount(Path(path), _kind(one.device, path, one.fstype, one.opts))
        for path, one in found.items()
    )


def holder(path: Path, mounts: Iterable[Mount]) -> Mount | None:
    """Return the mount that a path lies on.

    Examples
    --------
    >>> mounts = [Mount(Path(path), DiskKind.FIXED) for path in ("/", "/home", "/home/me/share")]
    >>> [holder(Path(path), mounts).path.as_posix() for path in ("/home/me", "/home/me/share/a")]
    ['/home', '/home/me/share']
    """
    around = [one for one in mounts if path.is_relative_to(one.path)]
    return max(around, key=lambda one: len(one.path.parts), default=None)


def kind_of(path: Path, mounts: Iterable[Mount]) -> DiskKind:
    """Return the kind of the disk that a path lies on."""
    if path.drive.startswith("\\\\"):
        return DiskKind.NETWORK  # as Windows writes shares that have no letter
    mount = holder(path, mounts)
    return mount.kind if mount is not None else DiskKind.FIXED


def mounts_of(root: Path, mounts: Iterable[Mount]) -> frozenset[Path]:
    """Return the mount points that may vanish with a part of a root or all of it.

    The file system's own root can't.
    """
    mounts = list(mounts)
    inside = {one.path for one in mounts if one.path.is_relative_to(root)}
    around = holder(root, mounts)
    if around is not None:
        inside.add(around.path)
    return frozenset(path for path in inside if path != path.parent or sys.platform == "win32")


def _kind(device: str, path: str, system: str, options: str) -> DiskKind:
    system = system.lower()
    if system in _NETWORK_TYPES or _is_network_fuse(system):
        return DiskKind.NETWORK
    if sys.platform == "win32":
        flags = options.split(",")
        if "remote" in flags:
            return DiskKind.NETWORK
        return DiskKind.REMOVABLE if "removable" in flags else DiskKind.FIXED
    if path.startswith(_REMOVABLE_PLACES) or _is_removable(device):
        return DiskKind.REMOVABLE
    return DiskKind.FIXED


def _is_network_fuse(system: str) -> bool:
    """Whether it is a program's file system that others may write to, such as sshfs or rclone."""
    return system.startswith(("fuse.", "macfuse", "osxfuse")) and system not in _LOCAL_FUSE


def _is_removable(device: str) -> bool:
    """Whether Linux says that a disk, or the one that a partition is on, can be taken out."""
    if sys.platform != "linux" or not device.startswith("/dev/"):
        return False
    about = os.path.realpath(f"/sys/class/block/{os.path.basename(os.path.realpath(device))}")
    for folder in (about, os.path.dirname(about)):
        try:
            with open(os.path.join(folder, "removable"), encoding="ascii") as stream:
                return stream.read().strip() == "1"
        except OSError:
            continue
    return False
