"""Kill a program at its n-th system call that changes a file, with strace as the executioner."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

CHANGES = (
    "write,pwrite64,writev,pwritev,ftruncate,fallocate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat"
)
_CALL = re.compile(rf"^(\d+) +(?:{CHANGES.replace(',', '|')})\(", re.MULTILINE)


def changes_of(command: Sequence[str], environment: Mapping[str, str], trace: Path) -> int:
    """How many such calls the busiest thread makes; the program must end well.

    strace counts each thread by itself when it injects, so this is the last number that kills.
    """
    subprocess.run(
        [_strace(), "-f", "-o", str(trace), "-e", f"trace={CHANGES}", *command],
        env=dict(environment),
        check=True,
        capture_output=True,
        timeout=60,
    )
    return max(Counter(_CALL.findall(trace.read_text(errors="replace"))).values())


def killed_at(
    call: int, command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """Run the program and kill it as it enters the n-th such call."""
    return subprocess.run(
        [
            _strace(), "-f", "-qq", "-o", "/dev/null", "-e", f"trace={CHANGES}",
            "-e", f"inject={CHANGES}:signal=SIGKILL:when={call}", *command,
        ],
        env=dict(environment),
        check=False,
        capture_output=True,
        timeout=60,
    )  # fmt: skip


def _strace() -> str:
    found = shutil.which("strace")
    assert found, "strace is missing: run ./dev test, which installs it"
    return found
