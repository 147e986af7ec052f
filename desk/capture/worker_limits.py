"""What holds a worker process in bounds: memory, CPU, silence, and its place behind the clerk."""

from __future__ import annotations

import os
import signal
import sys

SILENCE_LIMIT_S = 180
"""The kernel ends a worker hung this long in a driver, in case the desk is no longer there."""

_NICE = 10
_BELOW_NORMAL = 0x4000


def end_after(seconds: int) -> None:
    """Let the kernel end this process after a silence; 0 takes that back.

    The alarm's default action needs no Python, so that it also ends a driver stuck in C.
    """
    if sys.platform != "win32":
        signal.alarm(seconds)


def limit_resources(memory: int, cpu_s: int) -> None:
    """Bound memory and CPU for foreign files; no core files with personal data either."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _Limits.cpu_s = cpu_s


def step_aside() -> None:
    """Let the window, the scanner and everything a clerk waits for go first."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_NICE)


class _Limits:
    cpu_s = 0
    """Of one piece of work; 0 where no limit applies."""


def renew_cpu_limit() -> None:
    """Grant the next piece of work its CPU seconds, where limits apply."""
    if sys.platform == "win32" or not _Limits.cpu_s:
        return
    import resource  # noqa: PLC0415 - not on Windows

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + _Limits.cpu_s
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
