"""The main job without hands: the real window off screen, real keys, a virtual card, a real hub.

Card → dossier → scans → receipt → province, each step through the same code a clerk uses, timed.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from demo.card.deck import card as virtual_card
from demo.card.deck import person
from demo.commands import plug
from demo.escl_device import EsclDevice
from demo.office import CLERKS
from demo.papers import birth_declaration, birth_notice, family
from demo.scanner import scanner_environment
from demo.seat import connect, hub_running, prepare
from desk.assembly import Desk, assemble
from desk.command_card import reading_json
from desk.commands import problem_json
from desk.events import CardFailed, CardRead, Printed, Received, SyncChanged
from desk.hub_line import HUB_TOKEN
from desk.seat import Seat
from desk.settings import Profile
from desk.threads import start_thread
from models.card_reading import CardReading
from models.dossier import SyncState
from models.problems import Problem
from models.store import values
from ui.keys import Command
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal, rehearse

PERSON = "an"
PROCEDURE = "khai sinh"


@dataclass
class Job:
    """One run: the window, what was heard, how long each step took."""

    out: Path
    hands: Rehearsal
    scanner: EsclDevice
    timings_ms: dict[str, int] = field(default_factory=dict)
    screenshots: list[str] = field(default_factory=list)
    reading: CardReading | None = None
    card_problem: Problem | None = None
    received: Received | None = None
    printed: Printed | None = None
    line: SyncChanged | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step and keep a picture of what the clerk sees after it."""
        started = time.monotonic()
        try:
            yield
            self.hands.settle()
        except TimeoutError:
            self.picture(f"{name}-failed")
            raise
        self.timings_ms[name] = round((time.monotonic() - started) * 1000)
        self.picture(name)

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        path = self.out / "screenshots" / f"{len(self.screenshots) + 1:02d}-{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.screenshots.append(str(self.hands.picture(path)))

    @property
    def desk(self) -> Desk:
        """The desk under the window; LookupError before it is assembled."""
        if self.hands.counter.desk is None:
            raise LookupError("no desk yet")
        return self.hands.counter.desk

    @property
    def seat(self) -> Seat:
        """Who sits at the window; LookupError before sign-in."""
        if self.hands.counter.seat is None:
            raise LookupError("nobody sits at the desk")
        return self.hands.counter.seat

    @property
    def dossier_id(self) -> str:
        """What was accepted; LookupError before that."""
        if self.received is None:
            raise LookupError("nothing was accepted yet")
        return self.received.dossier_id


def run(out: Path) -> dict[str, Any]:
    """Do the main job with everything it leaves below `out`; the answer of ``demo run``."""
    profile = Profile(out / "seat" / "demo")
    with ExitStack() as stack:
        started = time.monotonic()
        prepare(profile)
        url = stack.enter_context(hub_running(out / "hub"))
        connect(profile, out / "hub", url)
        scanner = stack.enter_context(EsclDevice((), start_thread))
        scanner_environment(out / "seat" / "scanner", scanner.address)
        refused = _lay_card(stack)
        prepared = round((time.monotonic() - started) * 1000)
        started = time.monotonic()
        hands = stack.enter_context(
            rehearse(lambda: assemble(profile), memory=out / "seat" / "window")
        )
        opened = round((time.monotonic() - started) * 1000)
        job = Job(out, hands, scanner, {"prepare": prepared, "open": opened}, card_problem=refused)
        _walk(job)
        return _answer(job, url)


def _lay_card(stack: ExitStack) -> Problem | None:
    """Put the virtual card on the reader; the reason where this machine has no reader service."""
    try:
        plug(virtual_card(PERSON), stack)
    except Problem as problem:
        return problem
    return None


def _walk(job: Job) -> None:
    hands = job.hands
    _listen(job)
    job.picture("open")
    with job.step("sign_in"):
        hands.sign_in(CLERKS[0].login, CLERKS[0].password)
        hands.wait_until(lambda: job.line is not None and job.line.online)
    hands.press(Command.NEXT_CITIZEN)
    with job.step("card"):
        hands.page.scanned(person(PERSON).qr_text)
        hands.wait_until(lambda: job.card_problem is not None or _complete(job.reading))
    with job.step("procedure"):
        hands.press(Command.PROCEDURE)
        hands.type(PROCEDURE)
        hands.settle(250)
        hands.key("Return")
    with job.step("capture"):
        _capture(job)
    with job.step("accept"):
        hands.press(Command.RECEIVE)
        hands.wait_until(lambda: job.received is not None)
    with job.step("print"):
        if job.received is not None and not job.received.slip_required:
            _print_on_request(job)
        hands.wait_until(lambda: job.printed is not None)
    with job.step("sync"):
        hands.wait_until(lambda: _sent(job))
    with job.step("find"):
        hands.press(Command.SEARCH)
        hands.type(job.received.receipt.code if job.received else "")
        hands.settle(250)
    with job.step("today"):
        hands.press(Command.TODAY)


def _listen(job: Job) -> None:
    def keep(name: str) -> Callable[[object], None]:
        return lambda event: setattr(job, name, event)

    def read(event: CardRead) -> None:
        # A reader that blinks has the card read again; what was read whole stays what is told.
        if event.reading.complete or not _complete(job.reading):
            job.reading = event.reading

    def failed(event: CardFailed) -> None:
        job.card_problem = event.problem

    events = job.desk.events
    events.subscribe(CardRead, read)
    events.subscribe(CardFailed, failed)
    events.subscribe(Received, keep("received"))
    events.subscribe(Printed, keep("printed"))
    events.subscribe(SyncChanged, keep("line"))


def _complete(reading: CardReading | None) -> bool:
    return reading is not None and reading.complete


def _sent(job: Job) -> bool:
    return job.seat.lookup.dossier(job.seat.user, job.dossier_id).sync is SyncState.SENT


def _capture(job: Job) -> None:
    """Tick what the law requires on paper, and scan what is kept, one sheet each."""
    page = job.hands.page
    if not isinstance(page, IntakePage):
        raise TypeError(type(page).__name__)
    sheets = iter((birth_declaration(family()), birth_notice(family())))
    for row in page.papers.rows:
        if not row.component.required or row.component.database:
            continue
        page.papers.focus_row(row)
        job.hands.key("Space")
        sheet = next(sheets, None) if row.component.digitise else None
        if sheet is not None:
            job.scanner.device.load([sheet])
            job.hands.press(Command.SCAN)
            code = row.component.code
            job.hands.wait_until(lambda code=code: _has_page(job, code))  # type: ignore[misc]


def _has_page(job: Job, code: str) -> bool:
    drafts = job.seat.intake.open_drafts(job.seat.user)
    return any(one.component_code == code for d in drafts for one in job.seat.capture.pages(d.id))


def _print_on_request(job: Job) -> None:
    """An immediate procedure's receipt, as the clerk prints it when the citizen asks."""
    job.desk.workers.devices.do(
        lambda: job.seat.papers.print_receipt(job.seat.user, job.dossier_id)
    ).result()


def _answer(job: Job, url: str) -> dict[str, Any]:
    seat = job.seat
    view = seat.lookup.dossier(seat.user, job.dossier_id)
    receipt = job.out / "giay-tiep-nhan.pdf"
    receipt.write_bytes(seat.papers.receipt_pdf(seat.user, job.dossier_id))
    documents = []
    for document in view.dossier.documents:
        path = job.out / "documents" / f"{document.component_code}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(seat.lookup.document(seat.user, job.dossier_id, document.component_code))
        documents.append(
            {
                "component": document.component_code,
                "path": str(path),
                "sha256": document.sha256,
                "pages": document.pages,
            }
        )
    with seat.store.reading() as tx:
        token = values.get(tx, HUB_TOKEN) or ""
    hashes = [_hub_hash(url, token, document.sha256) for document in view.dossier.documents]
    return {
        "dossier_code": view.dossier.code,
        "receipt": str(receipt),
        "documents": documents,
        "card": _card(job),
        "sync": {"state": view.sync.value, "hub_sha256": hashes},
        "screenshots": job.screenshots,
        "timings_ms": job.timings_ms,
    }


def _card(job: Job) -> dict[str, Any]:
    if job.reading is not None:
        return reading_json(job.reading, personal=True)
    return problem_json(job.card_problem) if job.card_problem is not None else {}


def _hub_hash(url: str, token: str, sha256: str) -> str:
    """The hash of what the hub really gives back."""
    request = urllib.request.Request(  # noqa: S310 - our own hub on loopback
        f"{url}/v1/blobs/{sha256}", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return hashlib.sha256(answer.read()).hexdigest()


def tell(answer: dict[str, Any], *, as_json: bool) -> str:
    """The answer as one JSON line or in words."""
    if as_json:
        return json.dumps(answer, ensure_ascii=False)
    lines = [
        f"Mã hồ sơ:        {answer['dossier_code']}",
        f"Giấy tiếp nhận:  {answer['receipt']}",
        *(f"Bản số hóa:      {one['path']} ({one['pages']} trang)" for one in answer["documents"]),
        f"Ảnh màn hình:    {Path(answer['screenshots'][0]).parent}",
        f"Máy chủ:         {answer['sync']['state']}, giữ {len(answer['sync']['hub_sha256'])} tệp",
        "Thời gian (ms):  " + ", ".join(f"{k} {v}" for k, v in answer["timings_ms"].items()),
    ]
    return "\n".join(lines)
