"""What the limited workers can be asked: foreign files, documents, pictures of pages and faces."""

from __future__ import annotations

from collections.abc import Callable

from desk.capture.frames import Frame
from desk.capture.worker_channel import Channel
from desk.capture.worker_limits import renew_cpu_limit
from models.plain import to_plain


class FileRequests:
    """Libraries are imported when first needed: each worker uses few of them."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def known(self) -> dict[str, Callable[[Frame], Frame]]:
        """What can be asked, by the kind of the request."""
        return {
            "get_ready": self._get_ready,
            "open_file": self._open_file,
            "conform": self._conform,
            "is_signed": self._is_signed,
            "own_text": self._own_text,
            "verify": self._verify,
            "assemble": self._assemble,
            "thumbnail": self._thumbnail,
            "page_count": self._page_count,
            "prepare": self._prepare,
            "crop": self._crop,
            "likeness": self._likeness,
            "portrait": self._portrait,
            "spreadsheet": self._spreadsheet,
        }

    def _get_ready(self, request: Frame) -> Frame:
        """Load what the first of such requests would wait for: half a second each."""
        match request.facts["for"]:
            case "prepare":
                from desk.capture import preparing  # noqa: F401, PLC0415
            case "assemble":
                from desk.capture import assemble  # noqa: F401, PLC0415
        return Frame("done")

    def _open_file(self, request: Frame) -> Frame:
        from desk.capture import imports  # noqa: PLC0415

        def emit(page: imports.ForeignPage) -> None:
            renew_cpu_limit()
            self._channel.send(Frame("page", page.facts(), page.data))

        imports.open_file(request.payload, emit, request.facts.get("password", ""))
        return Frame("done")

    def _conform(self, request: Frame) -> Frame:
        from desk.capture import foreign  # noqa: PLC0415

        made = foreign.conform(request.payload)
        facts = {"pdfa": made.pdfa, "removed": made.removed, "reasons": made.reasons}
        return Frame("done", facts, made.pdf)

    def _is_signed(self, request: Frame) -> Frame:
        from desk.capture import imports  # noqa: PLC0415

        return Frame("done", {"signed": imports.holds_signature(request.payload)})

    def _own_text(self, request: Frame) -> Frame:
        from desk.capture.own_text import own_text  # noqa: PLC0415

        return Frame("done", {"own_text": own_text(request.payload)})

    def _verify(self, request: Frame) -> Frame:
        from desk.capture import verifying  # noqa: PLC0415

        return Frame("done", {"report": verifying.answer(request.facts, request.payload)})

    def _assemble(self, request: Frame) -> Frame:
        from desk.capture import assemble  # noqa: PLC0415
        from desk.capture.job import pack_remarks, unpack_job  # noqa: PLC0415

        result = assemble.assemble(unpack_job(request.facts, request.payload))
        facts = {
            "pages": result.pages,
            "pdfa": result.pdfa,
            "reasons": result.reasons,
            "remarks": pack_remarks(result.remarks),
        }
        return Frame("done", facts, result.pdf)

    def _page_count(self, request: Frame) -> Frame:
        from desk.capture import thumbnails  # noqa: PLC0415

        return Frame("done", {"pages": thumbnails.page_count(request.payload)})

    def _thumbnail(self, request: Frame) -> Frame:
        from desk.capture import thumbnails  # noqa: PLC0415

        return Frame("done", {}, thumbnails.render(request.payload, **request.facts))

    def _prepare(self, request: Frame) -> Frame:
        from desk.capture import preparing  # noqa: PLC0415

        done = preparing.prepare_page(request.payload, **request.facts)
        facts = {
            "width": done.width,
            "height": done.height,
            "dpi": done.dpi,
            "findings": to_plain(done.findings),
        }
        return Frame("done", facts, done.jpeg)

    def _crop(self, request: Frame) -> Frame:
        from desk.capture import crops  # noqa: PLC0415

        return Frame("done", {}, crops.crop(request.payload, **request.facts))

    def _likeness(self, request: Frame) -> Frame:
        from desk.capture import crops  # noqa: PLC0415

        return Frame("done", {}, crops.likeness(request.payload))

    def _portrait(self, request: Frame) -> Frame:
        from desk.capture import portrait  # noqa: PLC0415

        return Frame("done", {}, portrait.decode(request.payload))

    def _spreadsheet(self, request: Frame) -> Frame:
        import json  # noqa: PLC0415

        from desk.capture import spreadsheet  # noqa: PLC0415

        def emit(rows: spreadsheet.Rows) -> None:
            self._channel.send(Frame("page", {}, json.dumps(rows).encode()))

        spreadsheet.read(request.payload, emit)
        return Frame("done")
