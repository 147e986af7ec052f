"""Signing: documents wait for the person with the token, who signs a batch with one PIN.

Every document is durable on its own: its signed version, the word to the hub and the queue's row
are one transaction. A batch that is cut short leaves signed ones signed and the others waiting,
none twice. The PIN is spent once at the start of a batch and kept nowhere.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desk.capture.renewing import NewVersion, Renewals
from desk.capture.signing_bridge import SigningBridge
from desk.capture.signing_debts import Debts
from desk.capture.verifier import Verifier
from desk.events import SigningProgress
from desk.identifiers import NewId
from models.messages import RenewalReason
from models.problems import Problem
from models.role import Act, User, needs
from models.signing import (
    Batch,
    CopyState,
    NotSigned,
    Owed,
    PdfReport,
    SignatureKind,
    SigningProfile,
    SigningSettings,
    Token,
    Waiting,
    WaitingLine,
    WaitState,
)
from models.store import audit, documents, signing_queue
from models.store.blobs import Blobs
from models.store.engine import Tx
from models.store.signing_queue import Place

Progress = Callable[[int, int], None]
"""(done, of how many): called after each document of a batch, on the batch's thread."""

_ONE_DOCUMENT = frozenset(
    {
        "sign.pdf_unreadable",
        "sign.pdf_locked",
        "sign.not_waiting",
        "sign.changed_meanwhile",
        "store.no_document",
        "store.scan_missing",
        "store.scan_damaged",
    }
)
"""Problems of one document: the batch goes on."""


@dataclass(frozen=True, slots=True)
class Hands:
    """The two worker processes: one signs, the other reads what came from outside."""

    bridge: SigningBridge
    verifier: Verifier

    def close(self) -> None:
        """End both."""
        self.bridge.close()
        self.verifier.close()


class Signing:
    """The signing room's service."""

    def __init__(
        self,
        renewals: Renewals,
        blobs: Blobs,
        settings: SigningSettings,
        hands: Hands,
        new_id: NewId,
    ) -> None:
        self._renewals = renewals
        self._store, self._clock = renewals.store, renewals.clock
        self._blobs = blobs
        self._settings = settings
        self.hands = hands
        self._bridge, self._verifier = hands.bridge, hands.verifier
        self._new_id = new_id
        self._one_batch = threading.Lock()
        self._stop = threading.Event()
        self.debts = Debts(renewals, blobs, settings.timestamp_url, hands.bridge, self._one_batch)
        """What signatures still owe; completed behind the desk's work."""

    @needs(Act.SIGN)
    def waiting(self, user: User, kind: SignatureKind) -> tuple[WaitingLine, ...]:
        """What waits for this signature, the longest first."""
        settings = self._settings
        with self._store.writing() as tx:
            signing_queue.catch_up(
                tx, settings.queued, settings.copy_form, self._clock(), self._new_id
            )
            return signing_queue.waiting(tx, kind)

    @needs(Act.SIGN)
    def counts(self, user: User) -> Mapping[SignatureKind, int]:
        """How many documents wait, by signature."""
        with self._store.reading() as tx:
            return signing_queue.counts(tx)

    @needs(Act.SIGN)
    def owing(self, user: User) -> int:
        """How many signatures still owe their timestamp or revocation data."""
        with self._store.reading() as tx:
            return len(signing_queue.owing(tx))

    @needs(Act.SIGN)
    def add(self, user: User, dossier_id: str, position: int, kind: SignatureKind) -> str:
        """Let a document wait for a signature, also one that came signed; the row's id.

        Raises Problem store.no_document.
        """
        with self._store.writing() as tx:
            here = documents.present(tx, dossier_id).get(position)
            if here is None:
                raise Problem("store.no_document")
            form, now = self._settings.copy_form, self._clock()
            code = here.component_code
            row_id = signing_queue.add(
                tx, dossier_id, position, code, kind, form, now, self._new_id()
            )
            audit.append(tx, "sign.queued", user.login, now, dossier_id, {"component": code})
        return row_id

    @needs(Act.SIGN)
    def withdraw(self, user: User, waiting_id: str) -> None:
        """Take a document out of the queue. Raises Problem sign.not_waiting."""
        with self._store.writing() as tx:
            waiting = self._place(tx, waiting_id).waiting
            signing_queue.withdraw(tx, waiting_id)
            facts = {"component": waiting.component_code}
            audit.append(tx, "sign.withdrawn", user.login, self._clock(), waiting.dossier_id, facts)

    @needs(Act.SIGN)
    def tokens(self, user: User) -> tuple[Token, ...]:
        """The tokens plugged in. Raises the problems of `SigningBridge.tokens`."""
        with self._one_batch:
            try:
                return self._bridge.tokens(self._settings.module)
            finally:
                self._bridge.close()

    @needs(Act.SIGN)
    def preview(self, user: User, waiting_id: str, width_px: int) -> bytes:
        """The first page of a waiting document as PNG, its earlier signatures shown."""
        with self._store.reading() as tx:
            pdf = self._blobs.get(tx, self._place(tx, waiting_id).document.sha256)
        return self._verifier.thumbnail(pdf, width_px)

    @needs(Act.SIGN)
    def sign(
        self,
        user: User,
        waiting_ids: Sequence[str],
        token: Token,
        fingerprint: str,
        pin: bytearray,
        progress: Progress = lambda _done, _all: None,
    ) -> Batch:
        """Sign these documents with one PIN, which is wiped before the first of them.

        Raises the problems of `SigningBridge.open` – nothing is signed then – and
        sign.seal_unreadable; what happens later is told in the batch.
        """
        with self._one_batch:
            self._stop.clear()
            try:
                seal = self._seal()
                self._bridge.open(token.module, token.serial, fingerprint, pin)
                batch = self._signed(user, waiting_ids, seal, progress)
            finally:
                pin[:] = bytes(len(pin))
                self._bridge.close()
        with self._store.writing() as tx:
            facts: dict[str, str | int] = {
                "signed": len(batch.signed),
                "left": len(waiting_ids) - len(batch.signed),
                "certificate": fingerprint[:16],
            }
            audit.append(tx, "sign.batch", user.login, self._clock(), "", facts)
        return batch

    @needs(Act.SIGN)
    def stop(self, user: User) -> None:
        """End the running batch after the document that is being signed."""
        self._stop.set()

    @needs(Act.LOOK_UP)
    def states(self, user: User, dossier_id: str) -> Mapping[int, CopyState]:
        """What each document of a dossier may be taken for, by position."""
        with self._store.reading() as tx:
            return signing_queue.states(tx, dossier_id)

    @needs(Act.LOOK_UP)
    def verify(self, user: User, sha256: str) -> PdfReport:
        """Explain the signatures of a document or page kept here.

        Raises Problem store.scan_missing and those of `Verifier.verify`.
        """
        with self._store.reading() as tx:
            pdf = self._blobs.get(tx, sha256)
        return self._verifier.verify(pdf)

    @needs(Act.LOOK_UP)
    def reports(self, user: User, dossier_id: str) -> Mapping[str, PdfReport]:
        """What the signatures of a dossier's documents say, by the documents' hashes.

        Unsigned documents are left out, and so are those that cannot be read.
        """
        found: dict[str, PdfReport] = {}
        with self._store.reading() as tx:
            hashes = {one.sha256 for one in documents.present(tx, dossier_id).values()}
        for sha256 in sorted(hashes):
            try:
                with self._store.reading() as tx:
                    pdf = self._blobs.get(tx, sha256)
                if b"/ByteRange" in pdf:
                    found[sha256] = self._verifier.verify(pdf)
            except Problem:
                continue
        return found

    # within

    def _signed(
        self, user: User, waiting_ids: Sequence[str], seal: bytes, progress: Progress
    ) -> Batch:
        signed: list[str] = []
        refused: list[NotSigned] = []
        stopped, owed = "", 0
        for number, waiting_id in enumerate(waiting_ids, start=1):
            if self._stop.is_set():
                stopped = "sign.cancelled"
                break
            try:
                owed += self._sign_one(user, waiting_id, seal) is not Owed.NOTHING
                signed.append(waiting_id)
            except Problem as problem:
                self._remember(waiting_id, problem)
                if problem.code not in _ONE_DOCUMENT:
                    stopped = problem.code
                    break
                refused.append(NotSigned(waiting_id, problem.code))
            self._renewals.events.publish(SigningProgress(number, len(waiting_ids)))
            progress(number, len(waiting_ids))
        return Batch(tuple(signed), tuple(refused), stopped, owed)

    def _sign_one(self, user: User, waiting_id: str, seal: bytes) -> Owed:
        with self._store.reading() as tx:
            before = self._place(tx, waiting_id)
            pdf = self._blobs.get(tx, before.document.sha256)
        result = self._bridge.sign(pdf, self._profile(before.waiting), seal)
        blob = self._blobs.put(result.pdf)
        document = replace(before.document, sha256=blob.sha256, size=blob.size)
        version = NewVersion(
            before.waiting.dossier_id,
            document,
            blob,
            RenewalReason.SIGNED,
            before.document.sha256,
        )
        now = self._clock()
        with self._store.writing() as tx:
            if self._place(tx, waiting_id).document != before.document:
                raise Problem("sign.changed_meanwhile")
            self._renewals.write(tx, user.login, version, now)
            signing_queue.signed(
                tx, waiting_id, blob.sha256, user.login, now, result.level, result.owed
            )
        self._renewals.publish(version)
        return result.owed

    def _place(self, tx: Tx, waiting_id: str) -> Place:
        place = signing_queue.place(tx, waiting_id)
        if place is None or place.waiting.state is not WaitState.WAITING:
            raise Problem("sign.not_waiting")
        return place

    def _remember(self, waiting_id: str, problem: Problem) -> None:
        if problem.code != "sign.not_waiting":
            with self._store.writing() as tx:
                signing_queue.failed(tx, waiting_id, problem.code)

    def _profile(self, waiting: Waiting) -> SigningProfile:
        return profile_of(self._settings, waiting.kind, waiting.copy_form.value)

    def _seal(self) -> bytes:
        return seal_of(self._settings)


def profile_of(settings: SigningSettings, kind: SignatureKind, copy_form: str) -> SigningProfile:
    """How the office's settings want this signature to look."""
    agency = kind is SignatureKind.AGENCY_COPY
    return SigningProfile(
        kind=kind,
        look=settings.copy_look,
        copy_form=type(settings.copy_form)(copy_form),
        agency=settings.agency,
        shown=agency or settings.personal_shown,
        seal_mm=settings.seal_mm,
        timestamp_url=settings.timestamp_url,
    )


def seal_of(settings: SigningSettings) -> bytes:
    """The seal's PNG, empty where none is set. Raises Problem sign.seal_unreadable."""
    if not settings.seal_image:
        return b""
    try:
        return Path(settings.seal_image).read_bytes()
    except OSError as error:
        raise Problem("sign.seal_unreadable") from error
