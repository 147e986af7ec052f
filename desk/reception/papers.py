"""Papers owed and printed: a receipt is owed from the moment of acceptance until it came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.clock import Clock
from desk.events import Events, Printed, PrintFailed
from models.problems import Problem
from models.receipt import Receipt
from models.role import Act, User, needs
from models.store import audit, dossiers, prints
from models.store.engine import Store

Render = Callable[[Receipt], bytes]
Send = Callable[[bytes, str], str]
"""(PDF, title) → where it went; raises Problem when it did not come out."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Prints what was promised; a dead printer never touches the dossier."""

    store: Store
    render: Render
    send: Send
    events: Events
    clock: Clock

    @needs(Act.REPRINT)
    def receipt_pdf(self, user: User, dossier_id: str) -> bytes:
        """Mẫu 01 as an A5 PDF.

        Raises:
            Problem: ``lookup.unknown_dossier``.
        """
        with self.store.reading() as tx:
            receipt = dossiers.receipt(tx, dossier_id)
        if receipt is None:
            raise Problem("lookup.unknown_dossier")
        return self.render(receipt)

    @needs(Act.REPRINT)
    def print_receipt(self, user: User, dossier_id: str) -> str:
        """Send the receipt to the printer or the folder and settle what was owed.

        Raises:
            Problem: the printer's; `PrintFailed` is published too and the debt stays.
        """
        pdf = self.receipt_pdf(user, dossier_id)
        try:
            destination = self.send(pdf, "giay-tiep-nhan")
        except Problem as problem:
            self.events.publish(PrintFailed(dossier_id, problem))
            raise
        with self.store.writing() as tx:
            prints.settle(tx, dossier_id)
            audit.append(tx, "receipt.printed", user.login, self.clock(), dossier_id)
        self.events.publish(Printed(dossier_id, destination))
        return destination

    @needs(Act.REPRINT)
    def owed(self, user: User) -> tuple[str, ...]:
        """Dossiers whose receipt never came out – after a crash or with a dead printer."""
        with self.store.reading() as tx:
            return prints.owed(tx)
