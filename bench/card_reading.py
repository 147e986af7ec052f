"""How long a whole card reading takes: through the real PC/SC stack, and in the contactless model.

Prints, for each block size, commands, wall time (median, p95) and the reader's own processor time a
read; then, by the model of a contactless chip (6 ms a command, 40 kB/s, PACE 0.55 s, CA 0.25 s,
AA 0.20 s), the time until name and number are known and until the end.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from demo.card import deck
from demo.card.reader import Reader, ReaderServiceError
from demo.card.timing import TimedCard, TimingModel
from desk.capture import portrait
from desk.card import certificates, transport
from desk.card.files import BlockSize
from desk.card.qr import parse_qr
from desk.card.reading import Reading
from desk.card.service import request_for
from desk.card.session import Exchange, Link
from desk.card.trust import TrustStore
from desk.clock import VIETNAM
from desk.threads import start_thread
from models.card_reading import CardReading

READS = 30
SIZES = (223, 1024, 4096)
AN = deck.person("an")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
TRUST = TrustStore([certificates.load(deck.csca_of(AN))])


class Quiet:
    """Hears a reading and notes the moment the person is known."""

    def __init__(self, clock: Any = time.perf_counter) -> None:
        self.clock = clock
        self.named = 0.0

    def checkpoint(self) -> None:
        """Nothing ends a measurement."""

    def progress(self, step: str, done: int, total: int) -> None:
        """Not measured."""

    def person_known(self, _reading: CardReading) -> None:
        """Name and number would be on the screen now."""
        self.named = self.clock()

    def exchanged(self, exchange: Exchange) -> None:
        """Not measured."""


class InProcess:
    """A timed card without a reader; only the model's time counts."""

    def __init__(self, card: TimedCard) -> None:
        self.card = card

    @contextmanager
    def connect(self) -> Iterator[Link]:
        self.card.reset()
        yield self

    def transmit(self, apdu: bytes) -> bytes:
        return self.card.process(apdu)


def read(connect: Any, size: int, hearing: Quiet) -> CardReading:
    asked = request_for(AN.number, parse_qr(AN.qr_text))
    return Reading(
        connect, asked, TRUST, lambda: NOW, BlockSize(size, size), hearing, portrait.decode
    ).run()


def through_the_stack(name: str) -> None:
    for size in SIZES:
        wall, host, commands = [], [], 0
        for _ in range(READS):
            started, cpu = time.perf_counter(), time.thread_time()
            commands = read(lambda: transport.PcscLink(name), size, Quiet()).apdus
            wall.append(1000 * (time.perf_counter() - started))
            host.append(1000 * (time.thread_time() - cpu))
        print(
            f"PC/SC, Le {size}: {commands} commands, "
            f"median {statistics.median(wall):.0f} ms, "
            f"p95 {statistics.quantiles(wall, n=20)[-1]:.0f} ms, "
            f"host CPU {statistics.median(host):.0f} ms a read"
        )


def in_the_model(title: str, model: TimingModel) -> None:
    for size in SIZES:
        card = TimedCard(deck.card("an"), model, sleep=lambda _: None)
        hearing = Quiet(lambda card=card: card.seconds)
        read(InProcess(card).connect, size, hearing)
        share = hearing.named / card.seconds
        print(
            f"{title}, Le {size}: name after {hearing.named:.2f} s ({share:.0%}), "
            f"whole {card.seconds:.2f} s"
        )


def main() -> None:
    in_the_model("contactless model", TimingModel())
    in_the_model("37 ms per 256 octets", TimingModel(command=0.0, bytes_a_second=256 / 0.037))
    try:
        with Reader(start_thread) as reader, reader.plugged(deck.card("an")):
            time.sleep(1)
            through_the_stack(transport.list_readers()[0])
    except ReaderServiceError as error:
        print(f"no PC/SC measurement here: {error}")


if __name__ == "__main__":
    main()
