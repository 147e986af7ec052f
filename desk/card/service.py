"""The card service of a desk: readers watched, keys matched with cards, readings told as events."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, MutableMapping
from contextlib import AbstractContextManager

from desk.card import access, transport
from desk.card.access import AccessKey
from desk.card.complaints import problem_of
from desk.card.faults import CardFault, LinkLost
from desk.card.files import SHORT_BLOCK, BlockSize
from desk.card.job import HANGING_AFTER_S, Job
from desk.card.monitor import Monitor
from desk.card.profile import CardProfile, profile
from desk.card.qr import QrCard
from desk.card.reading import DecodePortrait, Reading, Request
from desk.card.serial_scanner import SerialScanner
from desk.card.session import Link
from desk.card.transport import PcscLink
from desk.card.trust import TrustStore
from desk.clock import Clock
from desk.events import CardFailed, CardPlaced, CardRemoved, Events, ReaderState
from desk.threads import StartThread
from models.card_reading import CardReading
from models.problems import Kind, Problem

log = logging.getLogger(__name__)

WAIT_FOR_CARD_S = 20.0
"""How long a scanned key waits for its card."""

ConnectTo = Callable[[str], AbstractContextManager[Link]]


class CardService:
    """Watches readers on one thread, reads on another, and is used from any."""

    def __init__(
        self,
        events: Events,
        start_thread: StartThread,
        trust: TrustStore,
        clock: Clock,
        decode_portrait: DecodePortrait,
        *,
        block_sizes: MutableMapping[str, int] | None = None,
        connect: ConnectTo = PcscLink,
        scanner_port: str | None = None,
    ) -> None:
        """`block_sizes` remembers what each reader carries, in octets by reader name.

        `decode_portrait` draws a face in a process that may die; `scanner_port` is where a QR
        scanner sits that is no keyboard.
        """
        self._events = events
        self._start_thread = start_thread
        self.trust = trust
        self._clock = clock
        self._decode_portrait = decode_portrait
        self._block_sizes = {} if block_sizes is None else block_sizes
        self._connect = connect
        self._scanner_port = scanner_port
        self._lock = threading.RLock()
        self._stop = threading.Event()
        self._placed: list[str] = []
        self._trouble: Problem | None = None
        self._waiting: tuple[Request, float] | None = None
        self._job: Job | None = None

    # -- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to watch; ReaderState, CardPlaced, CardRemoved and QrScanned follow."""
        monitor, stop = Monitor(self), threading.Event()
        with self._lock:
            self._stop.set()
            self._stop, self._placed = stop, []
        self._start_thread("card-monitor", lambda: monitor.run(stop))
        if self._scanner_port:
            scanner = SerialScanner(self._scanner_port, self._events.publish)
            self._start_thread("qr-scanner", lambda: scanner.run(stop))

    def stop(self) -> None:
        """Stop watching and cancel a reading; returns at once."""
        self._stop.set()
        self.cancel()

    def readers(self) -> tuple[str, ...]:
        """Readers present now.  Problem card.service_down or card.no_access."""
        try:
            return transport.list_readers()
        except LinkLost as fault:
            raise problem_of(fault) from fault

    # -- reading --------------------------------------------------------------------------------

    def use_key(self, number: str, qr: QrCard | None = None) -> None:
        """Read the card lying there, or the next one within 20 s, with the number's key.

        Publishes CardProgress, CardRead twice, or CardFailed.  Problem card.number_invalid.
        """
        request = request_for(number, qr)
        self.cancel()
        with self._lock:
            trouble = self._trouble
            if trouble is None:
                self._waiting = (request, time.monotonic() + WAIT_FOR_CARD_S)
        if trouble is not None:
            self._events.publish(CardFailed("", trouble))
            return
        self._begin_if_ready()

    def cancel(self) -> None:
        """Forget a waiting key and end a running reading before its next command."""
        with self._lock:
            self._waiting = None
            job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def read_now(
        self,
        reader: str | None,
        key: AccessKey | Request,
        *,
        timeout_s: float = 30,
        max_le: int | None = None,
    ) -> CardReading:
        """Read the card on a reader (the first with a card when None), and wait for the result.

        A Request carries several keys and what to compare with; `max_le` sets the block size
        instead of discovering it.  Problem card.*; card.hangs when the chip does not answer.
        """
        request = key if isinstance(key, Request) else Request((key,))
        chosen = reader or self._reader_with_card()
        job = Job(chosen, lambda _event: None, timeout_s)
        blocks = self._blocks_for(chosen) if max_le is None else BlockSize(max_le, max_le)
        done = threading.Event()

        def body() -> None:
            try:
                job.run(self._reading(job, request, blocks))
            finally:
                done.set()

        self._start_thread("card-reading", body)
        finished = done.wait(timeout_s + HANGING_AFTER_S)
        if not finished:
            job.cancel()
            raise Problem("card.hangs", Kind.DEVICE_OR_LINE)
        if max_le is None:
            self._remember(chosen, blocks)
        return job.outcome()

    def profile_now(self, reader: str | None, key: AccessKey) -> CardProfile:
        """The chip's profile without personal data.  Problem card.*; blocks as long as the chip."""
        chosen = reader or self._reader_with_card()
        try:
            with self._connect(chosen) as link:
                return profile(link, key, self._blocks_for(chosen))
        except CardFault as fault:
            raise problem_of(fault) from fault

    def _reading(self, job: Job, request: Request, blocks: BlockSize) -> Reading:
        return Reading(
            lambda: self._connect(job.reader),
            request,
            self.trust,
            self._clock,
            blocks,
            job,
            self._decode_portrait,
        )

    def _reader_with_card(self) -> str:
        """The first reader whose card answers.  Problem card.no_reader or card.no_card."""
        readers = self.readers()
        if not readers:
            raise Problem("card.no_reader", Kind.DEVICE_OR_LINE)
        for reader in readers:
            try:
                with self._connect(reader):
                    return reader
            except LinkLost as fault:
                log.info("%s", fault)
        raise Problem("card.no_card", Kind.DEVICE_OR_LINE)

    def _blocks_for(self, reader: str) -> BlockSize:
        """A negative size marks a reader on which a longer block once cost the connection."""
        known = self._block_sizes.get(reader)
        if known is None:
            return BlockSize()
        return BlockSize(abs(known), abs(known)) if known < 0 else BlockSize(known)

    def _remember(self, reader: str, blocks: BlockSize) -> None:
        """Keep what is true of the reader; a chip's own limit is no news about its reader.

        A reader that once carried long answers does so still: there, a card was merely lifted.
        """
        known = self._block_sizes.get(reader, 0)
        if blocks.limited_by_link and known <= SHORT_BLOCK:
            self._block_sizes[reader] = -blocks.proven
        elif blocks.proven > known >= 0:
            self._block_sizes[reader] = blocks.proven

    def _begin_if_ready(self) -> None:
        with self._lock:
            if self._waiting is None or self._job is not None or not self._placed:
                return
            (request, until), self._waiting = self._waiting, None
            job = self._job = Job(self._placed[-1], self._events.publish)
        self._start_thread("card-reading", lambda: self._run(job, request, until))

    def _run(self, job: Job, request: Request, until: float) -> None:
        blocks = self._blocks_for(job.reader)
        try:
            job.run(self._reading(job, request, blocks))
            self._remember(job.reader, blocks)
        finally:
            if not self._waits_again(job, request, until):
                job.tell()

    def _waits_again(self, job: Job, request: Request, until: float) -> bool:
        """A card just lifted may still be listed as lying there; its key waits for the next one."""
        with self._lock:
            if self._job is not job:
                return False
            self._job = None
            if job.found_card:
                return False
            self._placed = [each for each in self._placed if each != job.reader]
            self._waiting = (request, until)
            return True

    # -- what the monitor tells -----------------------------------------------------------------

    def readers_changed(self, readers: tuple[str, ...]) -> None:
        """Publish the readers; none at all is a problem worth showing."""
        problem = None if readers else Problem("card.no_reader", Kind.DEVICE_OR_LINE)
        with self._lock:
            self._trouble = problem
        self._events.publish(ReaderState(readers, problem))

    def service_lost(self, loss: LinkLost) -> None:
        """Publish that the reader service is down, once."""
        problem = problem_of(loss)
        with self._lock:
            known = self._trouble is not None and self._trouble.code == problem.code
            self._trouble = problem
        if not known:
            self._events.publish(ReaderState((), problem))

    def card_placed(self, reader: str) -> None:
        """Publish it, and read when a key waits."""
        with self._lock:
            self._placed.append(reader)
        self._events.publish(CardPlaced(reader))
        self._begin_if_ready()

    def card_removed(self, reader: str) -> None:
        """Publish it; a running reading notices by itself."""
        with self._lock:
            self._placed = [each for each in self._placed if each != reader]
        self._events.publish(CardRemoved(reader))

    def tick(self) -> None:
        """Give up a key whose card never came, and a reading whose chip hangs."""
        now = time.monotonic()
        with self._lock:
            expired = self._waiting is not None and now > self._waiting[1]
            if expired:
                self._waiting = None
            hanging = self._job if self._job is not None and self._job.hangs(now) else None
            if hanging is not None:
                self._job = None
        if expired:
            self._events.publish(CardFailed("", Problem("card.no_card", Kind.DEVICE_OR_LINE)))
        if hanging is not None:
            hanging.cancel()
            problem = Problem("card.hangs", Kind.DEVICE_OR_LINE)
            self._events.publish(CardFailed(hanging.reader, problem))


def request_for(number: str, qr: QrCard | None = None) -> Request:
    """The keys a number allows, then those its QR text allows.  Problem card.number_invalid."""
    keys: tuple[AccessKey, ...] = (access.from_number(number),)
    if qr is not None and qr.number == number:
        keys += access.mrz_candidates(qr)
    return Request(keys, number, qr)
