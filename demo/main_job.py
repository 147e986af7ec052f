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
from itertools import cycle
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from demo.card.deck import card as virtual_card
from demo.card.deck import person
from demo.commands import plug
from demo.escl_device import EsclDevice
from demo.office import CLERKS
from demo.screenshots import sample_pages
from demo.seat import connect, hub_running, prepare, scanner_environment
from desk.assembly import Seat, assemble
from desk.command_card import reading_json
from desk.events import CardFailed, CardRead, Printed, Received, SyncChanged
from desk.settings import Profile
from desk.threads import start_thread
from models.card_reading import CardReading
from models.dossier import SyncState
from models.problems import Problem, wording
from models.store import values
from ui.application import make_application, start
from ui.counter import Counter
from ui.keys import Command
from ui.pages.intake import IntakePage

PERSON = "an"
PROCEDURE = "khai sinh"
SIZE = (1366, 768)
PATIENCE_S = 60.0


@dataclass
class Job:
    """One run: where things lie, what was heard, how long each step took."""

    out: Path
    counter: Counter
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
            self.settle()
        except TimeoutError:
            self.picture("failed")
            raise
        self.timings_ms[name] = round((time.monotonic() - started) * 1000)
        self.picture(name)

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        path = self.out / "screenshots" / f"{len(self.screenshots) + 1:02d}-{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.counter.window.grab().save(str(path))
        self.screenshots.append(str(path))

    def settle(self) -> None:
        """Until the window awaits no answer."""
        QTest.qWait(30)
        self.wait(lambda: not self.counter.window.bridge.awaited, "answer")

    def wait(self, done: Callable[[], bool], what: str) -> None:
        """Until something is so.

        Raises:
            TimeoutError: it never was.
        """
        until = time.monotonic() + PATIENCE_S
        while not done():
            if time.monotonic() > until:
                raise TimeoutError(what)
            QTest.qWait(10)

    def obey(self, command: Command) -> None:
        """A key of the key bar."""
        self.counter.window.obey(command)
        self.settle()

    @property
    def intake(self) -> IntakePage:
        """The intake page, which must be the one on the screen."""
        page = self.counter.window.page
        if not isinstance(page, IntakePage):
            raise TypeError(type(page).__name__)
        return page

    def type(self, text: str) -> None:
        """Keys into whatever has the focus."""
        QTest.keyClicks(QApplication.focusWidget(), text)
        QTest.qWait(250)
        self.settle()


def run(out: Path) -> dict[str, Any]:
    """Do the main job with everything it leaves below `out`; the answer of ``demo run``."""
    out.mkdir(parents=True, exist_ok=True)
    profile = Profile(out / "seat" / "demo")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(out / "seat" / "window")
    )
    with ExitStack() as stack:
        started = time.monotonic()
        prepare(profile)
        url = stack.enter_context(hub_running(out / "hub"))
        connect(profile, out / "hub", url)
        scanner = stack.enter_context(
            EsclDevice([p.read_bytes() for p in sample_pages(out)], start_thread)
        )
        scanner_environment(out / "seat" / "scanner", scanner.address)
        refused = _lay_card(stack)
        prepared = round((time.monotonic() - started) * 1000)
        app = make_application()
        counter = start(app, lambda: assemble(profile), language="vi")
        counter.window.resize(*SIZE)
        job = Job(out, counter, scanner, {"prepare": prepared}, card_problem=refused)
        try:
            _walk(job)
            return _answer(job, url)
        finally:
            counter.window.close()
            counter.end()


def _lay_card(stack: ExitStack) -> Problem | None:
    """Put the virtual card on the reader; the reason where this machine has no reader service."""
    try:
        plug(virtual_card(PERSON), stack)
    except Problem as problem:
        return problem
    return None


def _walk(job: Job) -> None:
    with job.step("open"):
        job.wait(lambda: job.counter.desk is not None, "desk")
        _listen(job)
    with job.step("sign_in"):
        window = job.counter.window
        window.sign_in.signing_in.emit(CLERKS[0].login, CLERKS[0].password)
        job.wait(lambda: job.counter.seat is not None, "seat")
        job.wait(lambda: job.line is not None and job.line.online, "line")
    job.obey(Command.NEXT_CITIZEN)
    with job.step("card"):
        job.intake.scanned(person(PERSON).qr_text)
        if job.card_problem is None:
            job.wait(lambda: _read(job), "card")
    with job.step("procedure"):
        job.obey(Command.PROCEDURE)
        job.type(PROCEDURE)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    with job.step("capture"):
        _capture(job)
    with job.step("accept"):
        job.obey(Command.RECEIVE)
        job.wait(lambda: job.received is not None, "acceptance")
    with job.step("print"):
        if not job.received or not job.received.slip_required:
            _print_on_request(job)
        job.wait(lambda: job.printed is not None, "receipt")
    with job.step("sync"):
        job.wait(lambda: _sent(job), "sync")
    with job.step("find"):
        job.obey(Command.SEARCH)
        job.type(job.received.receipt.code if job.received else "")
    with job.step("today"):
        job.obey(Command.TODAY)


def _listen(job: Job) -> None:
    desk = job.counter.desk
    if desk is None:
        return

    def keep(name: str) -> Callable[[Any], None]:
        return lambda event: setattr(job, name, event)

    def read(event: CardRead) -> None:
        job.reading = event.reading

    def failed(event: CardFailed) -> None:
        job.card_problem = event.problem

    desk.events.subscribe(CardRead, read)
    desk.events.subscribe(CardFailed, failed)
    desk.events.subscribe(Received, keep("received"))
    desk.events.subscribe(Printed, keep("printed"))
    desk.events.subscribe(SyncChanged, keep("line"))


def _read(job: Job) -> bool:
    return job.card_problem is not None or (job.reading is not None and job.reading.complete)


def _sent(job: Job) -> bool:
    seat, received = job.counter.seat, job.received
    if seat is None or received is None:
        return False
    return seat.lookup.dossier(seat.user, received.dossier_id).sync is SyncState.SENT


def _capture(job: Job) -> None:
    """Scan the required papers, one sheet each, and tick what is only shown."""
    page, seat = job.intake, job.counter.seat
    draft = page.draft()
    sheets = cycle(job.scanner.device.pages)
    if seat is None or draft is None:
        raise TimeoutError("no intake on the screen")
    for row in page.papers._rows:
        if not row.component.required or row.component.database:
            continue
        row.tick.setFocus()
        job.settle()
        row.tick.setChecked(True)
        if row.component.digitise:
            code = row.component.code
            job.scanner.device.load([next(sheets)])
            page.run(Command.SCAN)
            job.wait(lambda code=code: _has_page(seat, draft.id, code), "page")
        job.settle()


def _has_page(seat: Seat, draft_id: str, code: str) -> bool:
    return any(one.component_code == code for one in seat.capture.pages(draft_id))


def _print_on_request(job: Job) -> None:
    seat, received = job.counter.seat, job.received
    if seat is None or received is None or job.counter.desk is None:
        return
    job.counter.desk.workers.devices.do(
        lambda: seat.papers.print_receipt(seat.user, received.dossier_id)
    ).result(PATIENCE_S)


def _answer(job: Job, url: str) -> dict[str, Any]:
    seat, received = job.counter.seat, job.received
    if seat is None or received is None or job.counter.desk is None:
        raise TimeoutError("nothing was received")
    view = seat.lookup.dossier(seat.user, received.dossier_id)
    receipt = job.out / "giay-tiep-nhan.pdf"
    receipt.write_bytes(seat.papers.receipt_pdf(seat.user, received.dossier_id))
    documents = []
    for document in view.dossier.documents:
        path = job.out / "documents" / f"{document.component_code}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(seat.lookup.document(seat.user, view.dossier.id, document.component_code))
        documents.append(
            {
                "component": document.component_code,
                "path": str(path),
                "sha256": document.sha256,
                "pages": document.pages,
            }
        )
    with seat.store.reading() as tx:
        token = values.get(tx, "hub.token") or ""
    return {
        "dossier_code": view.dossier.code,
        "receipt": str(receipt),
        "documents": documents,
        "card": _card(job),
        "sync": {
            "state": view.sync.value,
            "hub_sha256": [_hub_hash(url, token, one["sha256"]) for one in documents],
        },
        "screenshots": job.screenshots,
        "timings_ms": job.timings_ms,
    }


def _card(job: Job) -> dict[str, Any]:
    if job.reading is not None:
        return reading_json(job.reading, personal=True)
    if job.card_problem is None:
        return {}
    words = wording(job.card_problem)
    return {
        "error": {
            "code": words.code,
            "message_vi": words.message_vi,
            "message_en": words.message_en,
            "next_step": words.next_step,
        }
    }


def _hub_hash(url: str, token: str, sha256: Any) -> str:
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
        f"Đồng bộ:         {answer['sync']['state']}, máy chủ giữ {len(answer['sync']['hub_sha256'])} tệp",
        "Thời gian (ms):  " + ", ".join(f"{k} {v}" for k, v in answer["timings_ms"].items()),
    ]
    return "\n".join(lines)
