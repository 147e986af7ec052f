"""Timestamps and revocation lists over the line: the project's HTTP way, behind a port.

pyHanko's own clients bring HTTP libraries of their own; here one function does every exchange
(decision 17). Whatever fails on the way is `LineDownError`: the signature is made without it and
completed later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from asn1crypto import tsp, x509
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper

_answers: Any = tsp.TimeStampResp
MAX_ANSWER = 20_000_000
PATIENCE_S = 8.0

Exchange = Callable[[str, bytes | None, str], bytes]
"""(address, body to post or None to get, its content type) → the answer's bytes."""


class LineDownError(OSError):
    """The service does not answer, or not as it should."""


def over_http(address: str, body: bytes | None, content_type: str) -> bytes:
    """One exchange with httpx2. Raises LineDownError."""
    import httpx2  # noqa: PLC0415 - the line's library, on its worker only

    if not address.startswith(("http://", "https://")):
        raise LineDownError("address")
    headers = {"Content-Type": content_type} if body is not None else {}
    try:
        with (
            httpx2.Client(timeout=PATIENCE_S, follow_redirects=True) as client,
            client.stream(
                "GET" if body is None else "POST", address, content=body, headers=headers
            ) as answer,
        ):
            if answer.status_code != httpx2.codes.OK:
                raise LineDownError(f"status {answer.status_code}")
            return _bounded(answer.iter_bytes())
    except httpx2.HTTPError as error:
        raise LineDownError(type(error).__name__) from error
    except httpx2.InvalidURL as error:
        raise LineDownError("address") from error


def _bounded(parts: Iterable[bytes]) -> bytes:
    data = bytearray()
    for part in parts:
        data += part
        if len(data) > MAX_ANSWER:
            raise LineDownError("answer too long")
    return bytes(data)


class LineTimeStamper(TimeStamper):
    """RFC 3161 over the port. One failure ends it for the batch: nobody waits ten times."""

    def __init__(self, address: str, exchange: Exchange) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._address = address
        self._exchange = exchange
        self._down = False

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask the service. Raises LineDownError."""
        question: Any = req  # asn1crypto carries no types
        if self._down:
            raise LineDownError("was down before")
        try:
            answer = self._exchange(self._address, question.dump(), "application/timestamp-query")
            response: tsp.TimeStampResp = _answers.load(answer)
            _ = response.native
        except LineDownError:
            self._down = True
            raise
        except (ValueError, TypeError) as error:
            self._down = True
            raise LineDownError("no timestamp") from error
        return response

    async def answers(self, digest: str) -> bool:
        """Whether the service gives timestamps now."""
        try:
            await self.async_dummy_response(digest)
        except (LineDownError, SigningError, OSError):
            self._down = True
            return False
        return True


@dataclass(frozen=True, slots=True)
class Revocations:
    """Lists of revoked certificates, DER."""

    crls: tuple[bytes, ...]


def revocation_lists(certificates: Iterable[x509.Certificate], exchange: Exchange) -> Revocations:
    """The lists the certificates name, each fetched once. Raises LineDownError."""
    addresses = dict.fromkeys(
        url
        for one in certificates
        if one.crl_distribution_points
        for url in (point.url for point in one.crl_distribution_points)
        if url and url.startswith("http")
    )
    return Revocations(tuple(exchange(url, None, "") for url in addresses))
