"""A desk without PC/SC for tests: the project's virtual card joined to the reader in process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from demo.card import deck
from demo.card.faults import CardPulledError
from desk.capture import portrait
from desk.card import access, certificates
from desk.card.faults import LinkLoss, LinkLost, Stopped
from desk.card.files import BlockSize
from desk.card.qr import parse_qr
from desk.card.reading import Reading, Request
from desk.card.session import Exchange, Link
from desk.card.trust import TrustStore
from desk.clock import VIETNAM
from models.card_reading import CardReading

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)


class Follower:
    """Keeps what a reading tells; `cancel_at` ends it before that command."""

    def __init__(self, cancel_at: int | None = None) -> None:
        self.steps: list[tuple[str, int, int]] = []
        self.early: list[CardReading] = []
        self.exchanges: list[Exchange] = []
        self.cancel_at = cancel_at

    def checkpoint(self) -> None:
        if self.cancel_at is not None and len(self.exchanges) + 1 >= self.cancel_at:
            raise Stopped("cancelled")

    def progress(self, step: str, done: int, total: int) -> None:
        self.steps.append((step, done, total))

    def person_known(self, reading: CardReading) -> None:
        self.early.append(reading)

    def exchanged(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)


class Slot:
    """A reader with a card on it; a pulled card stays away until `put_back`."""

    def __init__(self, card: Any, *, reader_limit: int | None = None) -> None:
        self.card = card
        self.gone = False
        self.reader_limit = reader_limit
        self.connections = 0

    @contextmanager
    def connect(self) -> Iterator[Link]:
        if self.gone:
            raise LinkLost(LinkLoss.NO_CARD)
        self.connections += 1
        self.card.reset()
        yield self

    def transmit(self, apdu: bytes) -> bytes:
        if self.gone:
            raise LinkLost(LinkLoss.REMOVED)
        try:
            answer = self.card.process(apdu)
        except CardPulledError as error:
            self.gone = True
            raise LinkLost(LinkLoss.REMOVED) from error
        if self.reader_limit is not None and len(answer) > self.reader_limit:
            raise LinkLost(LinkLoss.REMOVED, 0x80100016)
        if len(answer) < 2:
            raise LinkLost(LinkLoss.REMOVED)
        return bytes(answer)


def request(someone: Any) -> Request:
    """What a clerk has after scanning this person's QR."""
    qr = parse_qr(someone.qr_text)
    keys = (access.from_number(qr.number), *access.mrz_candidates(qr))
    return Request(keys, someone.number, qr)


def trust_of(someone: Any) -> TrustStore:
    return TrustStore([certificates.load(deck.csca_of(someone))])


def read(
    someone: Any,
    card: Any = None,
    *,
    trust: TrustStore | None = None,
    blocks: BlockSize | None = None,
    follower: Follower | None = None,
    slot: Slot | None = None,
    asked: Request | None = None,
    now: Callable[[], datetime] = lambda: NOW,
    decode_portrait: Callable[[bytes], bytes] = portrait.decode,
) -> CardReading:
    used = slot or Slot(card or deck.card(someone.key))
    return Reading(
        used.connect,
        asked or request(someone),
        trust or trust_of(someone),
        now,
        blocks or BlockSize(),
        follower or Follower(),
        decode_portrait,
    ).run()
