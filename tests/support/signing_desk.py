"""A desk with digitised documents that wait for a signature; also as a process to be killed.

``python -m tests.support.signing_desk FOLDER ROOTS SERIAL FINGERPRINT WHERE`` signs all that waits
and ends itself by SIGKILL: after the second document (``between``), or with the second signed but
not yet written down (``before_row``).
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent))

from desk_kit import DeskKit

from desk.capture.renewing import Renewals
from desk.capture.signing import Hands, Signing
from desk.capture.signing_bridge import SigningBridge
from desk.capture.signing_trust import installed
from desk.capture.verifier import Verifier
from desk.threads import start_process
from models.role import Role, User
from models.signing import SignatureKind, SigningSettings, Token, WaitingLine
from models.store import documents
from tests.support.soft_token import SOFTHSM, pin, plain_pdf

AGENCY = SignatureKind.AGENCY_COPY
CLERK = User("vanthu", "Lê Thị Văn", Role.CLERK)


def new_id() -> str:
    return str(uuid4())


@dataclass
class SigningDesk:
    """The service on a real store. ``bridge`` None: without a token."""

    kit: DeskKit
    settings: SigningSettings
    bridge: SigningBridge
    verifier: Verifier

    def __post_init__(self) -> None:
        renewals = Renewals(
            self.kit.store, self.kit.events, self.kit.clock, new_id, self.kit.device
        )
        hands = Hands(self.bridge, self.verifier)
        self.signing = Signing(renewals, self.kit.blobs, self.settings, hands, new_id)

    def digitise(self, count: int, outcome: str = "text") -> str:
        """A dossier with so many digitised documents; its id."""
        contents = [plain_pdf(1, f"document {number}") for number in range(count)]
        dossier = self.kit.receive(*contents)
        now = self.kit.clock()
        with self.kit.store.writing() as tx:
            documents.came_from(tx, dossier.id, f"draft of {dossier.id}", dossier.documents, now)
            for source in documents.sources(tx, dossier.id).values():
                if outcome:
                    documents.finish(tx, source, outcome, now)
        return dossier.id

    def waiting(self) -> tuple[WaitingLine, ...]:
        return self.signing.waiting(CLERK, AGENCY)

    def ids(self) -> list[str]:
        return [line.waiting.id for line in self.waiting()]

    def contents(self, dossier_id: str) -> list[bytes]:
        """The present versions of a dossier's documents."""
        with self.kit.store.reading() as tx:
            present = documents.present(tx, dossier_id)
            return [self.kit.blobs.get(tx, one.sha256) for one in present.values()]


def opened(folder: Path, roots: Path, settings: SigningSettings | None = None) -> SigningDesk:
    """The desk of a folder, with workers of its own on the token the environment names."""
    kit = DeskKit(folder)
    bridge = SigningBridge(start_process, kit.clock, lambda: installed(roots))
    verifier = Verifier(start_process, kit.clock, lambda: installed(roots))
    return SigningDesk(kit, settings or SigningSettings(module=str(SOFTHSM)), bridge, verifier)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, roots: str, serial: str, fingerprint: str, where: str) -> None:
    desk = opened(Path(folder), Path(roots))
    if where == "before_row":
        put = desk.kit.blobs.put

        def put_and_die(data: bytes) -> object:
            blob = put(data)
            if len(signed) == 1:
                die()
            return blob

        desk.kit.blobs.put = put_and_die  # type: ignore[method-assign,assignment]
    signed: list[int] = []

    def progress(done: int, _all: int) -> None:
        signed.append(done)
        if where == "between" and done == 2:
            die()

    token = Token(str(SOFTHSM), "", serial, "", desk.signing.tokens(CLERK)[0].pin)
    desk.signing.sign(CLERK, desk.ids(), token, fingerprint, pin(), progress)


if __name__ == "__main__":
    main(*sys.argv[1:])
