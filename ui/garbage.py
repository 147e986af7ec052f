"""Garbage is collected on the UI thread only.

Python may collect on any thread that allocates.  When the thread is a worker and the garbage holds
widgets, Qt's objects die on a thread that does not own them and the program ends with them.  So the
automatic collection is put off, and a timer of the UI thread does it at the same thresholds.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

EVERY_MS = 1_000


@contextmanager
def collected_on_this_thread() -> Iterator[None]:
    """While a window lives only the calling thread collects; afterwards Python may again."""
    gc.disable()
    timer = QTimer()
    timer.setInterval(EVERY_MS)
    timer.timeout.connect(collect_what_is_due)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.collect()
        gc.enable()


def collect_what_is_due() -> None:
    """The oldest generation whose threshold is passed, as Python itself would."""
    due = [
        generation
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > most
    ]
    if due:
        gc.collect(due[-1])
