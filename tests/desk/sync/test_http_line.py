"""What HTTP answers mean; a stranger's answer is never the hub's."""

from __future__ import annotations

import subprocess
import sys

import pytest
from faulty_line import FaultyLine, faulty_line, say

from desk.sync.line import HttpLine
from desk.sync.trouble import LineProblem, Nature
from models.messages import Event, LeaseRequest

EVENT = Event("e", "a", 1, "t", 1, "d", "u", "", "{}", "0" * 64)


def http(status: str, body: str = "", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body.encode())}", *headers, "", body]
    return "\r\n".join(lines).encode()


@pytest.fixture(scope="module")
def upstream() -> FaultyLine:  # type: ignore[misc]
    # Never answers by itself: every request is answered by the plan.
    with faulty_line(1) as idle:
        yield idle


def problem_of(upstream: FaultyLine, answer: bytes) -> LineProblem:
    with faulty_line(upstream.port, lambda _m, _p: say(answer)) as line:
        http_line = HttpLine(line.url, "token")
        with pytest.raises(LineProblem) as caught:
            http_line.send_events([EVENT])
        http_line.close()
    return caught.value


PROBLEM = '{"code": "hub.%s", "status": 0}'


@pytest.mark.parametrize(
    ("answer", "code", "nature", "retry_after"),
    [
        (http("503 x", "", "Retry-After: 7"), "sync.hub_busy", Nature.RETRYABLE, 7.0),
        (http("429 x", "", "Retry-After: soon"), "sync.hub_busy", Nature.RETRYABLE, None),
        (
            http(
                "503 x",
                "",
                "Date: Sun, 22 Nov 2026 02:00:00 GMT",
                "Retry-After: Sun, 22 Nov 2026 02:01:30 GMT",
            ),
            "sync.hub_busy",
            Nature.RETRYABLE,
            90.0,
        ),
        (http("408 x"), "sync.hub_busy", Nature.RETRYABLE, None),
        (http("500 x", PROBLEM % "defect"), "sync.hub_busy", Nature.RETRYABLE, None),
        (http("401 x", PROBLEM % "not_enrolled"), "sync.not_admitted", Nature.AUTH, None),
        (http("422 x", PROBLEM % "body_hash"), "sync.refused", Nature.PERMANENT, None),
        (http("413 x", PROBLEM % "batch_too_large"), "sync.refused", Nature.PERMANENT, None),
        (http("413 x", "<html>nginx</html>"), "sync.not_a_hub", Nature.RETRYABLE, None),
        (http("403 x", "<html>proxy</html>"), "sync.not_a_hub", Nature.RETRYABLE, None),
        (http("404 x", PROBLEM % "not_found"), "sync.not_a_hub", Nature.RETRYABLE, None),
        (http("302 x", "", "Location: /login"), "sync.not_a_hub", Nature.RETRYABLE, None),
        (http("200 OK", "<html>Wi-Fi</html>"), "sync.not_a_hub", Nature.RETRYABLE, None),
        (http("200 OK", "[]"), "sync.not_a_hub", Nature.RETRYABLE, None),
        (
            http("200 OK", '{"results": [{"event_id": "e"}]}'),
            "sync.not_a_hub",
            Nature.RETRYABLE,
            None,
        ),
        (b"SSH-2.0-OpenSSH\r\n", "sync.line_broke", Nature.RETRYABLE, None),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "sync.line_broke", Nature.RETRYABLE, None),
        (
            http("200 OK", "x" * 10, "Content-Encoding: gzip"),
            "sync.line_broke",
            Nature.RETRYABLE,
            None,
        ),
    ],
)
def test_answers(
    upstream: FaultyLine, answer: bytes, code: str, nature: Nature, retry_after: float | None
) -> None:
    problem = problem_of(upstream, answer)
    assert (problem.code, problem.nature, problem.retry_after) == (code, nature, retry_after)


def test_nobody_there() -> None:
    with faulty_line(1) as gone:
        url = gone.url
    with pytest.raises(LineProblem) as caught:
        HttpLine(url).meta()
    assert (caught.value.code, caught.value.status) == ("sync.unreachable", None)
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize("address", ["ftp://hub", "hub.example", "http://[::1", ""])
def test_an_address_that_cannot_be_one(address: str) -> None:
    with pytest.raises(LineProblem) as caught:
        HttpLine(address).meta()
    assert caught.value.code == "sync.bad_address"


@pytest.mark.parametrize("headers", [(), ("Upload-Offset: 12x",), ("Upload-Offset: -3",)])
def test_an_upload_offset_that_is_none(upstream: FaultyLine, headers: tuple[str, ...]) -> None:
    answer = http("204 No Content", "", *headers)
    with faulty_line(upstream.port, lambda _m, _p: say(answer)) as line:
        for ask in (
            lambda hub: hub.blob_offset("a" * 64),
            lambda hub: hub.send_chunk("a" * 64, 0, 1, b"x"),
        ):
            # A line of its own: the proxy is closing the one it just answered on.
            http_line = HttpLine(line.url)
            with pytest.raises(LineProblem) as caught:
                ask(http_line)
            http_line.close()
            assert caught.value.code == "sync.not_a_hub"


def test_a_silent_line_is_given_up(upstream: FaultyLine) -> None:
    with faulty_line(upstream.port) as line:
        http_line = HttpLine(line.url, silence_s=0.3)
        with pytest.raises(LineProblem) as caught:
            http_line.lease(LeaseRequest("r", "a", "2026-11-23", 1, "d"))
        http_line.close()
    assert caught.value.code == "sync.line_broke"


def test_importing_the_room_does_not_import_http() -> None:
    probe = "import sys, desk.sync.service, desk.sync.line; print('httpx2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
