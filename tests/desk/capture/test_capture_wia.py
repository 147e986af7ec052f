"""The WIA driver's logic against objects made in Python; COM itself is Windows'."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from desk.capture.com import ComError, create
from desk.capture.scanner import Preview, ScannedPage, ScannerInfo, ScanOptions, scan_from
from desk.capture.wia import WiaDriver, problem_of
from models.problems import Problem, wording

FEEDER = ScanOptions(source="feeder")
JAM, EMPTY, BUSY = 0x80210002, 0x80210003, 0x80210006


class Made:
    """A COM object of this test: members by name."""

    def __init__(self, **members: Any) -> None:
        self._members = members

    def get(self, name: str, *arguments: str | int) -> Any:
        member = self._members[name]
        return member(*arguments) if callable(member) else member

    def put(self, name: str, value: str | int) -> None:
        self._members[name] = value

    call = get


class Properties:
    def __init__(self, values: dict[str, Any]) -> None:
        self.held = {number: Made(Value=value) for number, value in values.items()}

    def get(self, name: str, *arguments: str | int) -> Any:
        assert name == "Item"
        return self.held[str(arguments[0])]

    def put(self, name: str, value: str | int) -> None:
        raise AssertionError(name)

    def call(self, name: str, *arguments: str | int) -> Any:
        assert name == "Exists"
        return int(str(arguments[0]) in self.held)

    def __getitem__(self, number: str) -> Any:
        return self.held[number].get("Value")


def bmp(number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60 + number, 80), (number, 0, 0)).save(out, "BMP")
    return out.getvalue()


class Scanner:
    """A device with a feeder and what it was told."""

    def __init__(self, able: int = 7, ready: int = 1, sheets: int = 3, fault: int = 0) -> None:
        self.device = Properties({"3086": able, "3087": ready, "3088": 0, "3096": 0})
        self.item = Properties(
            dict.fromkeys(("6146", "6147", "6148", "6149", "6150", "6154", "6155"), 0)
        )
        self.item.held["6151"] = Made(Value=0, SubTypeMax=2550)
        self.item.held["6152"] = Made(Value=0, SubTypeMax=4200)
        self.left = [bmp(number) for number in range(1, sheets + 1)]
        self.fault = fault

    def transfer(self, kind: str) -> Any:
        assert kind.startswith("{B96B3CAB")
        if not self.left:
            raise ComError(self.fault or EMPTY)
        return Made(FileData=Made(BinaryData=self.left.pop(0)))

    def manager(self, name: str) -> Any:
        assert name == "WIA.DeviceManager"
        item = Made(Properties=self.item, Transfer=self.transfer)
        opened = Made(Properties=self.device, Items=Made(Item=lambda _: item))
        named = Properties({"Name": "Canon DR-C225"})
        scanner = Made(Type=1, DeviceID="{1}\\0", Properties=named, Connect=lambda: opened)
        webcam = Made(Type=2, DeviceID="{2}\\0", Properties=named, Connect=lambda: opened)
        every = [scanner, webcam]
        return Made(DeviceInfos=Made(Count=2, Item=lambda place: every[place - 1]))


class Watcher:
    def __init__(self, cancel_after: int | None = None) -> None:
        self.pages: list[ScannedPage] = []
        self._cancel_after = cancel_after

    def alive(self) -> None:
        pass

    def cancelled(self) -> bool:
        return len(self.pages) == self._cancel_after

    def shot_wanted(self) -> bool:
        return False

    def show(self, preview: Preview) -> None:
        raise AssertionError(preview.state)

    def deliver(self, page: ScannedPage) -> None:
        self.pages.append(page)


def scan(scanner: Scanner, options: ScanOptions, watch: Watcher | None = None) -> Watcher:
    watch = watch or Watcher()
    scan_from(WiaDriver(scanner.manager), "{1}\\0", options, watch)
    return watch


def test_scanners_are_listed_and_cameras_are_not() -> None:
    assert WiaDriver(Scanner().manager).scanners() == (
        ScannerInfo(
            "wia:{1}\\0", "Canon DR-C225", "WIA", True, True, True,
            adjusts=("brightness", "contrast"),
        ),
    )  # fmt: skip


def test_without_the_service_there_are_none() -> None:
    assert WiaDriver().scanners() == ()
    with pytest.raises(ComError):
        create("WIA.DeviceManager")


def test_the_feeder_is_scanned_page_by_page_to_its_end() -> None:
    scanner = Scanner()
    watch = scan(scanner, ScanOptions(source="feeder", duplex=True, flip_backs=True, dpi=300))
    assert [page.width for page in watch.pages] == [61, 62, 63]
    assert [page.rotation for page in watch.pages] == [0, 180, 0]
    assert {page.dpi for page in watch.pages} == {300}
    assert all(page.data.startswith(b"\xff\xd8") for page in watch.pages)
    assert scanner.device["3088"] == 5
    assert scanner.device["3096"] == 1


def test_one_page_from_the_glass_with_the_settings_on_wias_scale() -> None:
    scanner = Scanner()
    options = ScanOptions(colour=False, brightness=-50, contrast=10, page_size="longest")
    assert len(scan(scanner, options).pages) == 1
    told = {number: scanner.item[number] for number in scanner.item.held}
    assert told == {
        "6146": 2, "6147": 200, "6148": 200, "6149": 0, "6150": 0, "6151": 2550, "6152": 4200,
        "6154": -500, "6155": 100,
    }  # fmt: skip


def test_a4_is_asked_for_in_pixels() -> None:
    scanner = Scanner()
    scan(scanner, ScanOptions())
    assert (scanner.item["6151"], scanner.item["6152"]) == (1654, 2339)


@pytest.mark.parametrize(
    ("scanner", "options", "code", "kept"),
    [
        (Scanner(fault=JAM), FEEDER, "capture.feeder_jammed", 3),
        (Scanner(sheets=0), FEEDER, "capture.feeder_empty", 0),
        (Scanner(ready=0), FEEDER, "capture.feeder_empty", 0),
        (Scanner(able=2), FEEDER, "capture.no_feeder", 0),
        (Scanner(able=1), ScanOptions(), "capture.no_flatbed", 0),
        (Scanner(able=3), ScanOptions(source="feeder", duplex=True), "sources.no_duplex", 0),
        (Scanner(sheets=0, fault=BUSY), ScanOptions(), "capture.device_busy", 0),
        (Scanner(sheets=0, fault=0xDEAD), ScanOptions(), "capture.device_failed", 0),
    ],
)
def test_each_state_is_named_and_keeps_the_pages_before_it(
    scanner: Scanner, options: ScanOptions, code: str, kept: int
) -> None:
    watch = Watcher()
    with pytest.raises(Problem) as caught:
        scan(scanner, options, watch)
    assert (caught.value.code, len(watch.pages)) == (code, kept)


def test_an_unready_feeder_falls_back_to_the_glass() -> None:
    scanner = Scanner(ready=0)
    assert len(scan(scanner, ScanOptions(source="auto")).pages) == 1
    assert scanner.device["3088"] == 2


def test_a_cancel_is_obeyed_between_two_pages() -> None:
    assert len(scan(Scanner(), FEEDER, Watcher(2)).pages) == 2


def test_half_a_page_is_not_taken() -> None:
    scanner = Scanner()
    scanner.left[1] = scanner.left[1][:500]
    watch = Watcher()
    with pytest.raises(Problem, match=r"capture\.page_incomplete"):
        scan(scanner, FEEDER, watch)
    assert len(watch.pages) == 1


def test_a_device_that_is_gone() -> None:
    with pytest.raises(Problem, match=r"capture\.scanner_unknown"):
        WiaDriver(Scanner().manager).scan("{9}", FEEDER, Watcher())


@pytest.mark.parametrize("code", [0, 0x80070005, 0x8007000E, 0x80210010, 0x80210014, 0x80210015])
def test_every_result_has_a_sentence(code: int) -> None:
    assert wording(problem_of(code)).next_step
