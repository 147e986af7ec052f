"""How long to wait after wrong passwords: not at first, then doubling up to 15 minutes."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta

from desk.security.keyring import Entry
from models.problems import Problem

FREE_TRIES = 3
_FIRST_WAIT_S = 2
_LONGEST_WAIT_S = 15 * 60


def wait_after(failures: int) -> timedelta:
    """The wait after this many wrong passwords in a row."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 20)
    return timedelta(seconds=min(_FIRST_WAIT_S * 2**doublings, _LONGEST_WAIT_S))


def one_more(entry: Entry, now: datetime) -> Entry:
    """The entry with one more wrong password."""
    failures = entry.failures + 1
    return replace(entry, failures=failures, next_try=now + wait_after(failures))


def seconds_left(entry: Entry, now: datetime) -> int:
    """Whole seconds until the next try; never more than the wait itself, whatever the clock did."""
    if entry.next_try is None:
        return 0
    left = min(entry.next_try - now, wait_after(entry.failures))
    return max(0, math.ceil(left.total_seconds()))


def refuse_early(entry: Entry, now: datetime) -> None:
    """Raise Problem ``security.wait`` while the wait is not over."""
    left = seconds_left(entry, now)
    if left:
        raise Problem("security.wait", seconds=left)
