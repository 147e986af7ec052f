"""The wire protocol of vpcd, played against a card without any reader service."""

from __future__ import annotations

import socket
import threading

import pytest

from demo.card.deck import card, person
from demo.card.faults import faulty, parse_fault
from demo.card.link import (
    LOOPBACK,
    CardPulledError,
    PluggedIn,
    RemoteCard,
    VirtualReaderAbsentError,
    connect,
    receive,
    send,
    serve,
)
from desk.threads import start_thread

ACCESS = bytes.fromhex("00B09C0000")


@pytest.fixture
def driver():
    """A listening socket that plays vpcd's part."""
    with socket.create_server((LOOPBACK, 0)) as listening:
        listening.settimeout(5)
        yield listening


def tcp_pair() -> tuple[socket.socket, socket.socket]:
    with socket.create_server((LOOPBACK, 0)) as listening:
        near = socket.create_connection(listening.getsockname()[:2])
        far, _ = listening.accept()
        return near, far


def port_of(listening: socket.socket) -> int:
    return listening.getsockname()[1]


def asked(connection: socket.socket, frame: bytes) -> bytes | None:
    send(connection, frame)
    return receive(connection)


def test_controls_and_commands() -> None:
    ours, theirs = tcp_pair()
    with ours:
        start_thread("card", lambda: serve(theirs, card("an")) and None)
        send(ours, b"\x01")
        assert asked(ours, b"\x04") == bytes.fromhex("3B80800101")
        assert asked(ours, ACCESS)[-2:] == b"\x90\x00"
        send(ours, b"\x02")
        send(ours, b"\x00")
        assert asked(ours, b"\x04") == bytes.fromhex("3B80800101")


def test_frames_may_arrive_in_pieces(driver: socket.socket) -> None:
    plugged = PluggedIn(card("an"), port_of(driver))
    start_thread("card", plugged.run)
    connection, _ = driver.accept()
    with connection:
        for octet in b"\x00\x05" + ACCESS:
            connection.sendall(bytes([octet]))
        assert receive(connection)[-2:] == b"\x90\x00"
        plugged.take_out()
        assert receive(connection) is None
    assert not plugged.lies_there


def test_a_pulled_card_hangs_up(driver: socket.socket) -> None:
    plugged = PluggedIn(faulty(person("an"), parse_fault("pull:2")), port_of(driver))
    runner = start_thread("card", plugged.run)
    connection, _ = driver.accept()
    with connection:
        assert asked(connection, ACCESS)[-2:] == b"\x90\x00"
        assert asked(connection, ACCESS) is None
    runner.join(60)
    assert not runner.is_alive()
    assert not plugged.lies_there


def test_a_restarted_service_finds_the_card_again(driver: socket.socket) -> None:
    plugged = PluggedIn(card("an"), port_of(driver))
    runner = start_thread("card", plugged.run)
    for _ in range(3):
        connection, _ = driver.accept()
        with connection:
            assert asked(connection, b"\x04")
    plugged.take_out()
    driver.close()
    runner.join(60)
    assert not runner.is_alive()


def test_no_reader_is_said_and_not_waited_for() -> None:
    with socket.create_server((LOOPBACK, 0)) as listening:
        free = port_of(listening)
    pauses: list[float] = []
    with pytest.raises(VirtualReaderAbsentError):
        connect(free, tries=3, sleep=pauses.append)
    assert len(pauses) == 3
    plugged = PluggedIn(card("an"), free, tries=1)
    start_thread("card", plugged.run)
    assert plugged.settled.wait(60)
    assert isinstance(plugged.failure, VirtualReaderAbsentError)


def test_a_card_in_another_program_is_relayed() -> None:
    ours, theirs = tcp_pair()
    finished = threading.Event()

    def other_program() -> None:
        serve(theirs, card("an"))
        finished.set()

    start_thread("other", other_program)
    remote = RemoteCard(ours)
    remote.reset()
    assert remote.atr == bytes.fromhex("3B80800101")
    assert remote.process(ACCESS)[-2:] == b"\x90\x00"
    ours.shutdown(socket.SHUT_RDWR)
    assert finished.wait(60)
    with pytest.raises(CardPulledError):
        remote.process(ACCESS)
    ours.close()
