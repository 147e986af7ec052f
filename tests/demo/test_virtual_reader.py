"""The virtual card through the real PC/SC stack: a private pcscd with Debian's vpcd."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from smartcard import scard as smartcard

from demo.card.deck import card, person
from demo.card.faults import faulty, parse_fault
from demo.card.reader import Reader, held_elsewhere
from desk.threads import start_thread
from tests.support.reader_states import context, wait_for

pytestmark = pytest.mark.pcsc


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(start_thread) as opened:
        assert held_elsewhere()
        yield opened


def transmit(handle: int, name: str, *apdus: str) -> list[tuple[int, str]]:
    answers = []
    for _ in range(600):  # a card is reset once more right after insertion
        result, chip, _protocol = smartcard.SCardConnect(
            handle, name, smartcard.SCARD_SHARE_SHARED, smartcard.SCARD_PROTOCOL_T1
        )
        assert result == 0, smartcard.SCardGetErrorMessage(result)
        answers = [
            smartcard.SCardTransmit(chip, smartcard.SCARD_PCI_T1, list(bytes.fromhex(apdu)))
            for apdu in apdus
        ]
        smartcard.SCardDisconnect(chip, smartcard.SCARD_RESET_CARD)
        if answers[0][0] & 0xFFFFFFFF != 0x80100068:
            break
        time.sleep(0.1)
    return [(result & 0xFFFFFFFF, bytes(data).hex()) for result, data in answers]


def test_opensc_sees_the_card(reader: Reader) -> None:
    with reader.plugged(card("an")):
        wait_for(context(), reader.names[0], present=True)
        listed = subprocess.run(["opensc-tool", "-l"], capture_output=True, text=True, check=True)
        assert reader.names[0] in listed.stdout
        assert "Yes" in listed.stdout
        time.sleep(0.5)
        sent = subprocess.run(
            ["opensc-tool", "-r", "0", "-s", "00:B0:9C:00:00"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "SW1=0x90, SW2=0x00" in sent.stdout
        assert "31 34 30 0D" in sent.stdout


def test_plugged_taken_out_and_plugged_again_quickly(reader: Reader) -> None:
    handle = context()
    for key in ("an", "binh", "an"):
        with reader.plugged(card(key)):
            wait_for(handle, reader.names[0], present=True)
        wait_for(handle, reader.names[0], present=False)


def test_two_readers_with_two_cards(reader: Reader) -> None:
    handle = context()
    with reader.plugged(card("an"), 0), reader.plugged(card("locked-access"), 1):
        for name, ending in zip(reader.names, ("9000", "6982"), strict=True):
            wait_for(handle, name, present=True)
            time.sleep(0.5)
            answers = transmit(handle, name, "00B09C0000")
            assert answers[0][1].endswith(ending)


def test_a_pulled_card_fails_the_command_and_leaves_the_reader_empty(reader: Reader) -> None:
    handle = context()
    with reader.plugged(faulty(person("an"), parse_fault("pull:2"))) as plugged:
        wait_for(handle, reader.names[0], present=True)
        time.sleep(0.5)
        first, second = transmit(handle, reader.names[0], "00B09C0000", "0084000008")
        assert first[1].endswith("9000")
        assert second[0] != 0 or second[1] == ""
        wait_for(handle, reader.names[0], present=False)
        deadline = time.monotonic() + 60
        while plugged.lies_there and time.monotonic() < deadline:
            time.sleep(0.01)  # PC/SC may hear of it before the card's own thread has ended
        assert not plugged.lies_there
    with reader.plugged(card("an")):
        wait_for(handle, reader.names[0], present=True)


def test_the_service_restarts_with_the_card_on_the_reader(reader: Reader) -> None:
    with reader.plugged(card("an")):
        wait_for(context(), reader.names[0], present=True)
        before = reader.service_id
        reader.stop_service()
        assert reader.service_id is None
        reader.start_service()
        assert reader.service_id not in {None, before}
        handle = context()
        wait_for(handle, reader.names[0], present=True)
        time.sleep(0.5)
        assert transmit(handle, reader.names[0], "00B09C0000")[0][1].endswith("9000")


def test_a_service_left_by_a_killed_demo_is_ended(reader: Reader) -> None:
    orphan, reader._service = reader._service, None  # as if the demo had been killed
    reader.start_service()
    assert orphan.wait(60) == 0
    assert reader.service_id not in {None, orphan.pid}


def test_a_taken_door_is_done_without(reader: Reader) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        reader.open_door(taken.getsockname()[1])
    with reader.plugged(card("an")):
        wait_for(context(), reader.names[0], present=True)


def test_no_command_waits_for_an_acknowledgement(reader: Reader) -> None:
    handle = context()
    with reader.plugged(card("an")):
        wait_for(handle, reader.names[0], present=True)
        time.sleep(0.5)
        result, chip, _ = smartcard.SCardConnect(
            handle, reader.names[0], smartcard.SCARD_SHARE_SHARED, smartcard.SCARD_PROTOCOL_T1
        )
        assert result == 0, smartcard.SCardGetErrorMessage(result)
        quickest = 1.0
        for _ in range(50):
            started = time.perf_counter()
            smartcard.SCardTransmit(chip, smartcard.SCARD_PCI_T1, [0, 0x84, 0, 0, 8])
            quickest = min(quickest, time.perf_counter() - started)
        smartcard.SCardDisconnect(chip, smartcard.SCARD_RESET_CARD)
        # Without quick acknowledgement every command takes 0.044 s; a busy machine delays some.
        assert quickest < 0.02
