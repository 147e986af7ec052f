"""What each card reader can carry, remembered between starts: octets by the reader's name."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path


class ReaderMemory(MutableMapping[str, int]):
    """Block sizes in a small file; a file that is missing or damaged only costs a new discovery."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sizes = _read(path)

    def __getitem__(self, reader: str) -> int:
        return self._sizes[reader]

    def __setitem__(self, reader: str, size: int) -> None:
        self._sizes[reader] = size
        self._write()

    def __delitem__(self, reader: str) -> None:
        del self._sizes[reader]
        self._write()

    def __iter__(self) -> Iterator[str]:
        return iter(self._sizes)

    def __len__(self) -> int:
        return len(self._sizes)

    def _write(self) -> None:
        if self._path.parent.is_dir():
            draft = self._path.with_suffix(".tmp")
            draft.write_text(json.dumps(self._sizes), encoding="utf-8")
            draft.replace(self._path)


def _read(path: Path) -> dict[str, int]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {str(name): size for name, size in told.items() if isinstance(size, int)}
