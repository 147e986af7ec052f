"""What a power cut may leave of a recorded disk.

Bytes of a file are volatile until that file is flushed: each later write survives, vanishes or is
torn at 512 bytes.  Names are an ordered journal: what was done up to the last change in a folder
that was flushed is there, and of what came after an arbitrary first part.  Flushing a file does not
make its name durable (stricter than ext4).  Not modelled: changes of names out of order, a disk
that lies about flushing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.power_cut.recorder import Journal, Step

SECTOR = 512
_NAMES = {"create", "mkdir", "link", "rename", "unlink", "rmdir"}
_PLACES = {"link", "rename"}
_SOON = 6
"""Steps: what must follow a change of places is done within about so many."""


@dataclass
class Image:
    """A disk as the next start finds it, and what had been promised by then."""

    at: int
    files: dict[str, bytes]
    folders: set[str]
    promised: list[str]

    def lay_down(self, folder: Path) -> None:
        for name in sorted(self.folders):
            (folder / name.lstrip("/")).mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in self.files.items():
            path = folder / name.lstrip("/")
            path.touch(0o600)
            path.write_bytes(content)


@dataclass
class _Disk:
    """Everything known after a number of steps."""

    journal: Journal
    synced: dict[int, bytes]
    unsynced: dict[int, list[Step]] = field(default_factory=dict)
    names: list[Step] = field(default_factory=list)
    safe_names: int = 0
    promised: list[str] = field(default_factory=list)

    def take(self, step: Step) -> None:
        kind = step[0]
        if kind in {"write", "truncate"}:
            self.unsynced.setdefault(step[1], []).append(step)
        elif kind == "fsync":
            content = bytearray(self.synced.get(step[1], b""))
            for one in self.unsynced.pop(step[1], []):
                _apply(content, one)
            self.synced[step[1]] = bytes(content)
        elif kind == "fsyncdir":
            self._names_are_safe(step[1])
        elif kind == "mark":
            self.promised.append(step[1])
        elif kind in _NAMES:
            self.names.append(step)

    def _names_are_safe(self, folder: str) -> None:
        for place in range(len(self.names), self.safe_names, -1):
            paths = [one for one in self.names[place - 1][1:] if isinstance(one, str)]
            if any(str(PurePosixPath(path).parent) == folder for path in paths):
                self.safe_names = place
                return

    def cut(self, at: int, chance: random.Random) -> Image:
        luck = chance.choice((0.0, 0.5, 0.5, 1.0))
        kept = chance.choice((self.safe_names, len(self.names), None))
        if kept is None:
            kept = chance.randint(self.safe_names, len(self.names))
        files, folders = self._tree(kept)
        contents = {path: self._content(inode, luck, chance) for path, inode in files.items()}
        return Image(at, contents, folders, list(self.promised))

    def _tree(self, kept: int) -> tuple[dict[str, int], set[str]]:
        files, folders = dict(self.journal.files), set(self.journal.folders)
        for kind, path, *more in self.names[:kept]:
            if kind == "create":
                files[path] = more[0]
            elif kind == "mkdir":
                folders.add(path)
            elif kind == "link":
                files[more[0]] = files[path]
            elif kind == "rename":
                files[more[0]] = files.pop(path)
            elif kind == "unlink":
                del files[path]
            elif kind == "rmdir":
                folders.discard(path)
        return files, folders

    def _content(self, inode: int, luck: float, chance: random.Random) -> bytes:
        content = bytearray(self.synced.get(inode, b""))
        for step in self.unsynced.get(inode, ()):
            if chance.random() >= luck:
                continue
            torn = step[0] == "write" and 0 < luck < 1 and chance.random() < 0.3
            _apply(content, _torn(step, chance) if torn else step)
        return bytes(content)


def _torn(step: Step, chance: random.Random) -> Step:
    _, inode, offset, data = step
    sectors = len(data) // SECTOR
    return ("write", inode, offset, data[: SECTOR * chance.randint(0, sectors)])


def _apply(content: bytearray, step: Step) -> None:
    if step[0] == "truncate":
        size = step[2]
        del content[size:]
        content.extend(bytes(size - len(content)))
        return
    _, _, offset, data = step
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


def images(journal: Journal, count: int, seed: int, since: str = "") -> Iterator[Image]:
    """Images at ``count`` moments of the recording, the end among them.

    A third of the moments are anywhere; a third are beside a flush, a name or a promise, where the
    order of things matters and long runs of writes would seldom let a cut fall; a third are soon
    after a file took another's place, which is seldom and matters most, however long the rest of
    the recording grows.  ``since`` is a promise before which nothing is cut.
    """
    chance = random.Random(seed)
    last = len(journal.steps)
    first = journal.steps.index(("mark", since)) if since else 0
    beside = [p for p in range(first, last) if journal.steps[p][0] != "write"] or [last]
    places = [p for p in beside if p < last and journal.steps[p][0] in _PLACES] or beside
    moments = [last]
    while len(moments) < count:
        moments.append(chance.randint(first, last))
        moments.append(min(last, chance.choice(beside) + chance.randint(0, 1)))
        moments.append(min(last, chance.choice(places) + chance.randint(1, _SOON)))
    disk = _Disk(journal, dict(journal.contents))
    done = 0
    for moment in sorted(moments[:count]):
        for step in journal.steps[done:moment]:
            disk.take(step)
        done = moment
        yield disk.cut(moment, chance)
