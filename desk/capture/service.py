"""Capture: paper and files become durable pages of a draft, and pages one document a component.

A page's bytes are on the disk before its row, its row before anybody hears of it; whatever happens
to a driver afterwards, the page stays (capture §10). Methods block: the caller chooses the thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from desk.capture.addresses import Addresses, each_once
from desk.capture.arranging import Arranging
from desk.capture.batches import BEHIND, Batch, PaperWait, Place
from desk.capture.bridge import WORKER_COMMAND, Bridge, WatchdogTimes
from desk.capture.decoder import Decoder
from desk.capture.folder_watch import FolderWatch, Stop
from desk.capture.frames import Frame
from desk.capture.importing import Importing
from desk.capture.incoming import Incoming
from desk.capture.looking import Looking
from desk.capture.pages import PageTable
from desk.capture.scanner import ScannerInfo, ScanOptions
from desk.capture.writing import Writing
from desk.clock import Clock
from desk.events import (
    CameraSaw,
    Events,
    PageCaptured,
    PagesArranged,
)
from desk.identifiers import NewId
from desk.threads import StartProcess
from models.attachment import Document, Page, PageSource
from models.pages import Proposal
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.reading import Box
from models.store.blobs import Blobs, StoredBlob
from models.store.engine import Store

PREVIEW_PX = 1000
"""Width of a page shown large."""
CAMERA, FOLDER = "camera:", "folder:"


class Capture:
    """The capture room's service. One scan at a time; the rest may go on beside it.

    ``worker_command`` starts `desk.capture.worker`; ``worker_environment`` adds to its environment.
    """

    def __init__(
        self,
        store: Store,
        blobs: Blobs,
        events: Events,
        clock: Clock,
        new_id: NewId,
        start_process: StartProcess,
        worker_command: Sequence[str] = WORKER_COMMAND,
        worker_environment: Mapping[str, str] | None = None,
        watchdog: WatchdogTimes | None = None,
    ) -> None:
        self._blobs = blobs
        self._events = events
        self._clock = clock
        self._new_id = new_id
        self._devices = Bridge(
            start_process, worker_command, worker_environment, times=watchdog, fresh=True
        )
        self._decoder = Decoder(start_process, worker_command, worker_environment)
        self._store = store
        self._pages = PageTable(store, blobs)
        self._incoming = Incoming(self._pages, self._decoder, events, clock, new_id)
        self._importing = Importing(self._incoming, blobs)
        self._writing = Writing(store, blobs, self._decoder)
        self._scanning = threading.Event()
        self._paper = PaperWait()
        self.arrange = Arranging(store, clock, lambda: events.publish(PagesArranged()))
        """Moving, splitting, merging, ordering, taking back: every act can be undone."""
        self.look = Looking(store, blobs, self._decoder)
        """How far pages are, what a batch lacks, parts of pictures."""
        self._addresses = Addresses(store)
        self._folder_stop = Stop()

    # devices

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The sources there now, each once: typed, the system's, and what a search found before."""
        answer = self._devices.ask(Frame("scanners", {"addresses": self._addresses.known()}))
        return each_once((*_scanners(answer), *self._addresses.found()))

    def discover(self, seconds: float = 3.0) -> tuple[ScannerInfo, ...]:
        """Search the network for scanners, at most so long; what is found stays on the list.

        Raises Problem sources.no_network.
        """
        found = _scanners(self._devices.ask(Frame("discover", {"seconds": seconds})))
        self._addresses.remember(found)
        return found

    def add_scanner(self, address: str) -> ScannerInfo:
        """Add a network scanner by what the clerk typed; it has to answer.

        Raises Problem capture.address_wrong, scanner_unreachable, scanner_not_escl, device_busy.
        """
        answer = self._devices.ask(Frame("probe", {"address": address}))
        info = from_plain(ScannerInfo, answer.facts["scanner"])
        self._addresses.add(info.id)
        return info

    def forget_scanner(self, scanner_id: str) -> None:
        """Take a typed network scanner off the list."""
        self._addresses.remove(scanner_id)

    def scan(
        self,
        draft_id: str,
        component_code: str,
        scanner_id: str,
        options: ScanOptions,
        *,
        place: Place = BEHIND,
        wait_for_paper: bool = False,
        declined: Sequence[Proposal] = (),
    ) -> int:
        """Scan until the source is empty or the clerk cancels; how many pages were taken.

        ``place`` puts the pages between others or retakes one. With ``wait_for_paper`` an empty
        feeder is looked at again until there is paper or the clerk cancels. ``declined`` are the
        proposals of the clean-up the scan profile does without.

        A camera and a watched folder are never empty: they last until `cancel`; what counts for a
        folder is files.
        Every page is durable and published as `PageCaptured` when it arrives. A problem is
        published as `CaptureFailed` and raised; the pages before it stay.
        """
        if scanner_id.startswith(FOLDER):
            folder = Path(scanner_id.removeprefix(FOLDER))
            return self._watch_folder(draft_id, component_code, folder)
        taken = 0
        camera = scanner_id.startswith(CAMERA)
        source = PageSource.CAMERA if camera else PageSource.SCANNER
        batch = Batch(self._store, self._blobs, self._clock, self._new_id(), place, declined)

        def keep(frame: Frame) -> None:
            nonlocal taken
            blob = self._blobs.put(frame.payload)
            page = self._incoming.page(draft_id, component_code, blob.sha256, source, frame)
            self._events.publish(PageCaptured(batch.take(page, blob)))
            taken += 1

        def show(frame: Frame) -> None:
            corners = tuple((int(x), int(y)) for x, y in frame.facts["corners"])
            state = str(frame.facts["state"])
            self._events.publish(CameraSaw(draft_id, frame.payload, state, corners))

        def work() -> int:
            self._blobs.require_room()
            self._incoming.refuse_beside_signed(self._pages.of(draft_id, component_code))
            request = Frame("scan", {"scanner": scanner_id, "options": to_plain(options)})
            if wait_for_paper:
                self._paper.scan(lambda: self._deliver(request, keep, show))
            else:
                self._deliver(request, keep, show)
            return taken

        return self._incoming.reported(draft_id, work)

    @property
    def scanning(self) -> bool:
        """Whether a scanner delivers pages just now.

        A camera's session does not count: it looks for as long as papers are laid under it, and
        what lies behind the clerk must go on meanwhile.
        """
        return self._scanning.is_set()

    def _deliver(
        self, request: Frame, keep: Callable[[Frame], None], show: Callable[[Frame], None]
    ) -> None:
        if not str(request.facts["scanner"]).startswith("camera:"):
            self._scanning.set()
        try:
            self._devices.ask(request, keep, show)
        finally:
            self._scanning.clear()

    def shoot(self) -> None:
        """Release the camera that is looking; nothing happens without one."""
        self._devices.nudge("shoot")

    def cancel(self) -> None:
        """Stop the running scan; pages that are whole stay."""
        self._paper.cancel()
        self._devices.cancel()
        self._folder_stop.set()

    def _watch_folder(self, draft_id: str, component_code: str, folder: Path) -> int:
        stop = self._folder_stop = Stop()

        def take(path: Path) -> None:
            self.import_files(draft_id, component_code, [path], PageSource.FOLDER)

        watch = FolderWatch(folder, take, time.monotonic)
        return self._incoming.reported(draft_id, lambda: watch.run(stop))

    # files

    def import_files(
        self,
        draft_id: str,
        component_code: str,
        paths: Sequence[Path],
        source: PageSource = PageSource.FILE,
        password: str = "",
    ) -> tuple[Page, ...]:
        """Take the pages of files: see `Importing.files`."""
        return self._importing.files(draft_id, component_code, paths, source, password)

    def import_bytes(
        self,
        draft_id: str,
        component_code: str,
        data: bytes,
        source: PageSource = PageSource.CLIPBOARD,
        password: str = "",
    ) -> tuple[Page, ...]:
        """Take the pages of a file that lies in memory: see `Importing.data`."""
        return self._importing.data(draft_id, component_code, data, source, password)

    # pages

    def pages(self, draft_id: str) -> tuple[Page, ...]:
        """The pages of a draft by component and position."""
        return self._pages.of_draft(draft_id)

    def rotate(self, page_id: str, degrees: int) -> Page:
        """Turn a page clockwise by 90, 180, 270 or -90 degrees.

        Raises Problem capture.signed_unchanged for a signed document.
        """
        page = self._pages.page(page_id)
        if self._incoming.is_signed([page]):
            raise Problem("capture.signed_unchanged")
        return self.arrange.turn(page_id, degrees)

    def rotate_all(self, page_ids: Sequence[str], degrees: int) -> None:
        """Turn pages of one draft in one step; as `rotate`."""
        if self._incoming.is_signed([self._pages.page(one) for one in page_ids]):
            raise Problem("capture.signed_unchanged")
        self.arrange.turn_all(page_ids, degrees)

    def delete(self, page_id: str) -> Page:
        """Take a page out of its draft; `restore` what is returned to undo."""
        return self.arrange.delete(page_id)

    def restore(self, page: Page) -> None:
        """Put a deleted page back to where it was."""
        self.arrange.restore(page)

    def move(self, page_id: str, position: int) -> None:
        """Make a page the one at `position`, counting from 0, in its component."""
        self.arrange.move(page_id, position)

    def spreadsheet(self, data: bytes) -> list[list[str]]:
        """The rows of a list brought as XLSX. Raises the problems of `spreadsheet.read`."""
        return self._decoder.spreadsheet(data)

    def thumbnail(self, page_id: str, width_px: int) -> bytes:
        """A PNG of the page as it will lie in the document.

        Raises Problem capture.page_unreadable.
        """
        return self.look.thumbnail(page_id, width_px)

    def pictures(self, pdf: bytes, most: int) -> tuple[bytes, ...]:
        """PNGs of a document's first pages, drawn in the limited worker: it may be foreign.

        Raises Problem capture.page_unreadable.
        """
        return self._decoder.pictures(pdf, PREVIEW_PX, most)

    def crop(self, page_id: str, box: Box, width_px: int) -> bytes:
        """A PNG of a part of the page, `width_px` wide; the box in pixels of its clean picture.

        Raises Problem capture.page_unreadable, also while there is no such picture yet.
        """
        return self.look.crop(page_id, box, width_px)

    # documents

    def assemble(
        self, draft_id: str, component_code: str, title: str, created: datetime
    ) -> tuple[Document, StoredBlob] | None:
        """One PDF of the component's pages; None when it has none.

        The file is durable, its row is the caller's to write. Equal pages, title and time give
        equal bytes. Raises Problem capture.signed_alone, capture.page_unreadable.
        """
        self._pages.of(draft_id, component_code)
        return self._writing.plain(draft_id, component_code, title, created)

    def close(self) -> None:
        """End the worker processes."""
        self._devices.close()
        self._decoder.close()


def _scanners(answer: Frame) -> tuple[ScannerInfo, ...]:
    return tuple(from_plain(ScannerInfo, one) for one in answer.facts["scanners"])
