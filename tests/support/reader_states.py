"""What the system's reader service says of a reader, and waiting until it says so."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from smartcard import scard as smartcard

PATIENCE_S = 60.0


def context() -> int:
    """A handle to the reader service."""
    result, handle = smartcard.SCardEstablishContext(smartcard.SCARD_SCOPE_USER)
    assert result == 0
    return int(handle)


def wait_for(handle: int, name: str, *, present: bool) -> None:
    """Until a card lies on the reader, or none."""
    wanted = smartcard.SCARD_STATE_PRESENT if present else smartcard.SCARD_STATE_EMPTY
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        result, states = smartcard.SCardGetStatusChange(
            handle, 0, [(name, smartcard.SCARD_STATE_UNAWARE)]
        )
        if result == 0 and states[0][1] & wanted:
            return
        time.sleep(0.05)
    pytest.fail(f"never {'present' if present else 'empty'}")


def wait_until_empty(names: Sequence[str]) -> None:
    """A card swapped before the driver looked, every 0.4 s, would not be seen as another one."""
    handle = context()
    try:
        for name in names:
            wait_for(handle, name, present=False)
    finally:
        smartcard.SCardReleaseContext(handle)
