"""A disk in memory behind FUSE that writes down, in order, everything that is done to it.

    python recorder.py MOUNTPOINT BASE JOURNAL

``BASE`` is a folder whose files are on the disk, safe, before recording begins.  When the disk is
unmounted the journal (`Journal`, pickled) is written to ``JOURNAL``.  A program marks what it has
promised by setting the attribute ``user.mark`` on the mount point.
"""

from __future__ import annotations

import errno
import logging
import pickle
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import mfusepy

Step = tuple[Any, ...]
"""("write", inode, offset, data) · ("truncate", inode, size) · ("fsync", inode) ·
("create", path, inode) · ("mkdir", path) · ("link", old, new) · ("rename", old, new) ·
("unlink", path) · ("rmdir", path) · ("fsyncdir", path) · ("mark", text)"""


@dataclass
class Journal:
    """What was on the disk at first, and every change since."""

    folders: list[str] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


def refuse(code: int) -> mfusepy.FuseOSError:
    return mfusepy.FuseOSError(code)


class Recorder(mfusepy.Operations):  # type: ignore[misc]
    """The disk. One thread serves it, so the journal's order is the order of the calls."""

    use_ns = True

    def __init__(self, base: Path) -> None:
        self.journal = Journal()
        self.folders = {"/"}
        self.files: dict[str, int] = {}
        self.contents: dict[int, bytearray] = {}
        self.modes: dict[object, int] = {}
        for path in sorted(base.rglob("*")):
            name = "/" + path.relative_to(base).as_posix()
            if path.is_dir():
                self.folders.add(name)
            else:
                self._new(name, bytearray(path.read_bytes()))
            self.modes[name if path.is_dir() else self.files[name]] = path.stat().st_mode & 0o777
        self.journal.folders = sorted(self.folders)
        self.journal.files = dict(self.files)
        self.journal.contents = {inode: bytes(data) for inode, data in self.contents.items()}

    def _new(self, path: str, data: bytearray) -> int:
        inode = len(self.contents) + 1
        self.files[path] = inode
        self.contents[inode] = data
        return inode

    def _log(self, *step: Any) -> None:
        self.journal.steps.append(step)

    def _inode(self, path: str | None, fh: int | None) -> int:
        if fh:
            return fh
        if path not in self.files:
            raise refuse(errno.ENOENT)
        return self.files[path]

    def _within(self, folder: str) -> list[str]:
        everything = (*self.files, *(self.folders - {"/"}))
        return [PurePosixPath(p).name for p in everything if str(PurePosixPath(p).parent) == folder]

    # --- looking ---

    def getattr(self, path: str | None, fh: int | None = None) -> dict[str, Any]:
        if path in self.folders:
            mode = self.modes.get(path, 0o700)
            return {"st_mode": stat.S_IFDIR | mode, "st_nlink": 2, "st_mtime": 0}
        inode = self._inode(path, fh)
        names = sum(1 for one in self.files.values() if one == inode)
        size = len(self.contents[inode])
        return {
            "st_mode": stat.S_IFREG | self.modes.get(inode, 0o600),
            "st_nlink": names,
            "st_size": size,
            "st_ino": inode,
            "st_blocks": -(-size // 512),
            "st_mtime": 0,
        }

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *self._within(path)]

    def read(self, path: str | None, size: int, offset: int, fh: int) -> bytes:
        return bytes(self.contents[self._inode(path, fh)][offset : offset + size])

    def statfs(self, path: str) -> dict[str, int]:
        return {"f_bsize": 4096, "f_frsize": 4096, "f_blocks": 1 << 22, "f_bavail": 1 << 22,
                "f_bfree": 1 << 22, "f_namemax": 255}  # fmt: skip

    # --- bytes ---

    def create(self, path: str, mode: int, _fi: object = None) -> int:
        inode = self._new(path, bytearray())
        self.modes[inode] = mode & 0o777
        self._log("create", path, inode)
        return inode

    def open(self, path: str, flags: int) -> int:
        return self._inode(path, None)

    def write(self, path: str | None, data: bytes, offset: int, fh: int) -> int:
        inode = self._inode(path, fh)
        content = self.contents[inode]
        if offset > len(content):
            content.extend(bytes(offset - len(content)))
        content[offset : offset + len(data)] = data
        self._log("write", inode, offset, bytes(data))
        return len(data)

    def truncate(self, path: str | None, length: int, fh: int | None = None) -> None:
        inode = self._inode(path, fh)
        content = self.contents[inode]
        del content[length:]
        content.extend(bytes(length - len(content)))
        self._log("truncate", inode, length)

    def fallocate(self, path: str | None, mode: int, offset: int, size: int, fh: int) -> None:
        inode = self._inode(path, fh)
        if mode or offset + size <= len(self.contents[inode]):
            raise refuse(errno.EOPNOTSUPP)
        self.truncate(path, offset + size, fh)

    def fsync(self, path: str | None, _datasync: int, fh: int) -> None:
        self._log("fsync", self._inode(path, fh))

    # --- names ---

    def mkdir(self, path: str, mode: int) -> None:
        self.folders.add(path)
        self.modes[path] = mode & 0o777
        self._log("mkdir", path)

    def link(self, target: str, source: str) -> None:
        self.files[target] = self.files[source]
        self._log("link", source, target)

    def rename(self, old: str, new: str) -> None:
        if old in self.folders:
            raise refuse(errno.EOPNOTSUPP)  # the product renames no folders; add it when it does
        self.files[new] = self.files.pop(old)
        self._log("rename", old, new)

    def unlink(self, path: str) -> None:
        del self.files[path]
        self._log("unlink", path)

    def rmdir(self, path: str) -> None:
        if self._within(path):
            raise refuse(errno.ENOTEMPTY)
        self.folders.discard(path)
        self._log("rmdir", path)

    def fsyncdir(self, path: str, _datasync: int, fh: int) -> None:
        self._log("fsyncdir", path)

    def chmod(self, path: str, mode: int) -> None:
        key: object = path if path in self.folders else self.files[path]
        self.modes[key] = mode & 0o777

    def setxattr(self, path: str, name: str, value: bytes, options: int, position: int = 0) -> None:
        self._log("mark", value.decode())

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> None:
        """Times are not part of what is proved."""


CALLED_BY_FUSE = (
    Recorder.use_ns, Recorder.readdir, Recorder.statfs, Recorder.fallocate, Recorder.rename,
    Recorder.fsyncdir, Recorder.utimens, Recorder.getattr, Recorder.create, Recorder.setxattr,
)  # fmt: skip
"""By their names, from a table of functions."""


def main() -> None:
    logging.basicConfig(level=logging.ERROR)
    mountpoint, base, journal = sys.argv[1:]
    disk = Recorder(Path(base))
    mfusepy.FUSE(disk, mountpoint, foreground=True, nothreads=True, hard_remove=True)
    Path(journal).write_bytes(pickle.dumps(disk.journal))


if __name__ == "__main__":
    main()
