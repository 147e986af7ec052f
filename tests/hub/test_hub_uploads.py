"""Documents arrive whole or not at all, however often hub, line or desk die."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from hub_process import HubProcess, running_hub

MIB = 1 << 20


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    with running_hub(tmp_path_factory.mktemp("hub")) as running:
        yield running


@pytest.fixture
def desk(hub: HubProcess) -> Iterator[httpx2.Client]:
    with hub.client() as client:
        yield client


def hashed(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def head(desk: httpx2.Client, sha: str) -> tuple[int, bool]:
    answer = desk.head(f"/v1/uploads/{sha}")
    assert answer.status_code == 204
    return int(answer.headers["upload-offset"]), answer.headers["upload-complete"] == "?1"


def patch(
    desk: httpx2.Client, content: bytes, start: int, end: int, sha: str | None = None
) -> httpx2.Response:
    return desk.patch(
        f"/v1/uploads/{sha or hashed(content)}",
        content=content[start:end],
        headers={"Upload-Offset": str(start), "Upload-Length": str(len(content))},
    )


def complete(desk: httpx2.Client, content: bytes, sha: str | None = None) -> httpx2.Response:
    return desk.post(f"/v1/uploads/{sha or hashed(content)}/complete", json={"size": len(content)})


def half_a_piece(hub: HubProcess, content: bytes, start: int, sent: int) -> socket.socket:
    """A PATCH that promises everything from `start` and has sent only `sent` bytes of it."""
    line = socket.create_connection(("127.0.0.1", hub.port))
    request = (
        f"PATCH /v1/uploads/{hashed(content)} HTTP/1.1\r\nHost: hub\r\n"
        f"Authorization: Bearer {hub.tokens['desk-1']}\r\nUpload-Offset: {start}\r\n"
        f"Upload-Length: {len(content)}\r\nContent-Length: {len(content) - start}\r\n\r\n"
    )
    line.sendall(request.encode() + content[start : start + sent])
    return line


def wait_for(what: str, found: object) -> None:
    for _ in range(3000):
        if found():  # type: ignore[operator]
            return
        time.sleep(0.02)
    pytest.fail(f"never happened: {what}")


def test_pieces_repeated_skipped_and_overlapping(desk: httpx2.Client) -> None:
    content = os.urandom(700_000)
    sha = hashed(content)
    assert head(desk, sha) == (0, False)
    assert patch(desk, content, 0, 300_000).headers["upload-offset"] == "300000"
    skipped = patch(desk, content, 400_000, 500_000)
    assert (skipped.status_code, skipped.headers["upload-offset"]) == (409, "300000")
    assert skipped.json()["code"] == "hub.offset"
    assert patch(desk, content, 200_000, 250_000).headers["upload-offset"] == "250000"
    early = complete(desk, content)
    assert (early.status_code, early.headers["upload-offset"]) == (409, "250000")
    assert patch(desk, content, 250_000, 700_000).headers["upload-offset"] == "700000"
    assert head(desk, sha) == (700_000, False)
    for _ in range(2):
        assert complete(desk, content).json() == {"sha256": sha, "size": 700_000}
    assert head(desk, sha) == (700_000, True)
    assert patch(desk, content, 0, 700_000).headers["upload-offset"] == "700000"
    assert desk.get(f"/v1/blobs/{sha}").content == content


def test_wrong_content_is_thrown_away_and_starts_over(desk: httpx2.Client) -> None:
    content, other = os.urandom(5000), os.urandom(5000)
    sha = hashed(content)
    patch(desk, other, 0, 5000, sha)
    refused = complete(desk, content)
    assert (refused.status_code, refused.json()["code"]) == (422, "hub.wrong_hash")
    assert head(desk, sha) == (0, False)
    assert desk.head(f"/v1/blobs/{sha}").status_code == 404
    patch(desk, content, 0, 5000)
    assert complete(desk, content).status_code == 200
    assert desk.get(f"/v1/blobs/{sha}").content == content


def test_more_than_announced_is_cut_off(desk: httpx2.Client) -> None:
    content = os.urandom(9000)
    sha = hashed(content)
    patch(desk, content, 0, 4000)
    answer = desk.patch(
        f"/v1/uploads/{sha}",
        content=content[4000:],
        headers={"Upload-Offset": "4000", "Upload-Length": "8000"},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "hub.upload_too_long")
    assert head(desk, sha) == (4000, False)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Upload-Offset": "-1", "Upload-Length": "5"}, 400),
        ({"Upload-Offset": "0", "Upload-Length": "٥"}, 400),
        ({"Upload-Offset": "0", "Upload-Length": str(10**12)}, 413),
    ],
)
def test_senseless_requests(desk: httpx2.Client, headers: dict[str, str], status: int) -> None:
    sent = {name: value.encode() for name, value in headers.items()}
    answer = desk.patch(f"/v1/uploads/{'a' * 64}", content=b"12345", headers=sent)
    assert answer.status_code == status
    assert desk.patch("/v1/uploads/..%2f..%2fhub.db", content=b"1").status_code in {400, 404}
    assert desk.head(f"/v1/uploads/{'A' * 64}").status_code == 400


def test_a_line_cut_in_a_piece_keeps_what_arrived(hub: HubProcess, desk: httpx2.Client) -> None:
    content = os.urandom(2 * MIB)
    sha = hashed(content)
    with half_a_piece(hub, content, 0, 1_200_000):
        wait_for("bytes on the disk", lambda: head(desk, sha)[0] >= 200_000)
    wait_for("the rest of what was sent", lambda: head(desk, sha)[0] == 1_200_000)
    patch(desk, content, 1_200_000, 2 * MIB)
    assert complete(desk, content).status_code == 200
    assert desk.get(f"/v1/blobs/{sha}").content == content


def test_a_new_connection_takes_over_from_one_that_hangs(
    hub: HubProcess, desk: httpx2.Client
) -> None:
    content = os.urandom(2 * MIB)
    sha = hashed(content)
    with half_a_piece(hub, content, 0, 600_000) as hanging:
        wait_for("bytes on the disk", lambda: head(desk, sha)[0] >= 200_000)
        assert patch(desk, content, 0, MIB).headers["upload-offset"] == str(MIB)
        hanging.sendall(content[600_000 : 2 * MIB])
        assert b"409" in hanging.recv(100)
    assert head(desk, sha) == (MIB, False)
    patch(desk, content, MIB, 2 * MIB)
    assert complete(desk, content).status_code == 200


def test_killed_in_mid_piece_three_times(tmp_path: Path) -> None:
    content = os.urandom(3 * MIB)
    sha = hashed(content)
    with running_hub(tmp_path) as hub:
        hub.enrol("desk-1")
        offset = 0
        for sent in (700_000, 900_000, 600_000):
            with half_a_piece(hub, content, offset, sent):
                with hub.client() as desk:
                    least = offset + 200_000
                    wait_for("bytes on the disk", lambda: head(desk, sha)[0] >= least)  # noqa: B023
                hub.restart()
            with hub.client() as desk:
                reached, whole = head(desk, sha)
            assert offset < reached <= offset + sent
            assert not whole
            partial = next((hub.data / "uploads").glob(f"*/{sha}")).read_bytes()
            assert partial == content[:reached]
            offset = reached
        with hub.client() as desk:
            patch(desk, content, offset, len(content))
        hub.restart()
        with hub.client() as desk:
            assert head(desk, sha) == (len(content), False)
            for _ in range(2):
                assert complete(desk, content).status_code == 200
        hub.restart()
        with hub.client() as desk:
            assert hashed(desk.get(f"/v1/blobs/{sha}").content) == sha


def test_an_agency_does_not_learn_what_another_holds(hub: HubProcess, desk: httpx2.Client) -> None:
    content = os.urandom(1000)
    sha = hashed(content)
    patch(desk, content, 0, 1000)
    complete(desk, content)
    hub.enrol("desk-x", "H15.50.06")
    with hub.client("desk-x") as stranger:
        assert head(stranger, sha) == (0, False)
        assert stranger.get(f"/v1/blobs/{sha}").status_code == 404
        assert complete(stranger, content).status_code == 409
        patch(stranger, content, 0, 1000)
        assert complete(stranger, content).status_code == 200
    assert desk.get(f"/v1/blobs/{sha}").content == content


def test_ranges(desk: httpx2.Client) -> None:
    content = os.urandom(1000)
    sha = hashed(content)
    patch(desk, content, 0, 1000)
    complete(desk, content)
    part = desk.get(f"/v1/blobs/{sha}", headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, content[100:200])
    assert desk.head(f"/v1/blobs/{sha}").headers["content-length"] == "1000"


def test_many_desks_send_the_same_document_at_once(hub: HubProcess) -> None:
    content = os.urandom(600_000)
    sha = hashed(content)
    hub.enrol("desk-1")
    broken: list[str] = []

    def push() -> None:
        with hub.client() as desk:
            for _ in range(600):
                offset, whole = head(desk, sha)
                if whole:
                    return
                patch(desk, content, offset, min(offset + 50_000, len(content)))
                if complete(desk, content).status_code == 422:
                    broken.append("hash")
            broken.append("never complete")

    threads = [threading.Thread(target=push) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert broken == []
    with hub.client() as desk:
        assert desk.get(f"/v1/blobs/{sha}").content == content


def test_nobody_else_on_the_machine_reads_the_files(hub: HubProcess, desk: httpx2.Client) -> None:
    content = os.urandom(1000)
    patch(desk, content, 0, 1000)
    complete(desk, content)
    for path in (hub.data, *hub.data.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
