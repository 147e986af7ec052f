"""Documents to the hub: small ones first, each resumed where it stopped, checked at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from desk.clock import Clock
from desk.sync.backoff import LONGEST_S, Patience
from desk.sync.line import Line
from desk.sync.push import Tally
from desk.sync.trouble import LineProblem, Nature
from models.problems import Problem
from models.store import outbox
from models.store.blobs import Blobs
from models.store.engine import Store
from models.store.outbox import FileDue

_AT_ONCE = 500
_ONE_PIECE = 256 << 10
"""Up to this size asking where to go on costs more than starting over (storage §6.2)."""
_STANDSTILLS = 4
"""Pieces in a row after which the hub was no further."""
_FAILURES_IN_A_ROW = 3
_STARTS_OVER = frozenset({"hub.wrong_hash", "hub.offset"})


@dataclass(slots=True)
class FilePush:
    """Sends the documents the outbox names."""

    store: Store
    blobs: Blobs
    line: Line
    clock: Clock
    patience: Patience
    breathe: Callable[[], None]
    """Called between two pieces: lets newer events overtake, and a leaving person stop the pass."""
    changed: Callable[[], None]
    chunk_bytes: int = 1 << 20
    _failures: int = 0

    def push(self, tally: Tally) -> None:
        """Send until nothing is due. A document that fails is put off, the others go on.

        Raises:
            LineProblem: when the line is gone or the hub does not let this desk in.
        """
        with self.store.reading() as tx:
            due = outbox.files_due(tx, self.clock(), _AT_ONCE)
        for file in sorted(due, key=lambda one: one.size):
            self.breathe()
            self._try(file, tally)
            self.changed()

    def _try(self, file: FileDue, tally: Tally) -> None:
        try:
            self._send(file)
        except LineProblem as problem:
            if problem.nature is Nature.AUTH:
                raise
            self._put_off(file, problem)
            tally.note(problem)
            self._failures += 1
            if problem.status is None or self._failures >= _FAILURES_IN_A_ROW:
                self._failures = 0
                raise
        except Problem as problem:
            with self.store.reading() as tx:
                if not outbox.file_waits(tx, file.sha256):
                    return  # a newer version took its place while it was on its way
            # The scan itself cannot be read here; somebody must look, and the rest must go on.
            self._put_off(file, problem)
            tally.note(problem)
        else:
            self._failures = 0
            self.patience.succeeded(file.sha256)
            tally.files_sent += 1
            with self.store.writing() as tx:
                outbox.file_sent(tx, file.sha256, self.clock(), withdrawn=file)

    def _send(self, file: FileDue) -> None:
        offset = 0 if file.size <= _ONE_PIECE else self.line.blob_offset(file.sha256)
        if offset is None:
            return
        with self.store.reading() as tx:
            content = self.blobs.get(tx, file.sha256)
        self._pour(file.sha256, content, offset)
        try:
            self.line.complete(file.sha256, len(content))
        except LineProblem as problem:
            if problem.hub_code not in _STARTS_OVER:
                raise
            again = self.line.blob_offset(file.sha256)
            if again is not None:
                self._pour(file.sha256, content, again)
                self.line.complete(file.sha256, len(content))

    def _pour(self, sha256: str, content: bytes, offset: int) -> None:
        standstills = 0
        # More than the whole can only be rubbish: start over; the hub cuts at the offset we name.
        offset = 0 if offset > len(content) else offset
        while offset < len(content):
            piece = content[offset : offset + self.chunk_bytes]
            reached = self.line.send_chunk(sha256, offset, len(content), piece)
            standstills = standstills + 1 if reached <= offset else 0
            if standstills >= _STANDSTILLS or reached > len(content):
                raise LineProblem("sync.no_progress", Nature.RETRYABLE, status=0)
            offset = reached
            self.breathe()

    def _put_off(self, file: FileDue, problem: Problem) -> None:
        wait = LONGEST_S
        if isinstance(problem, LineProblem) and problem.nature is Nature.RETRYABLE:
            wait = self.patience.failed(file.sha256, problem.retry_after)
        until = self.clock() + timedelta(seconds=wait)
        with self.store.writing() as tx:
            outbox.file_postponed(tx, file.sha256, until, problem.code)
