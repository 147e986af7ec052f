"""What the signing worker can be asked: tokens, a session for one batch, signatures.

The PIN comes as the payload of one frame, is handed to the library and kept nowhere; the session
lives in this process, which ends with the batch.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from pkcs11.exceptions import PKCS11Error

from desk.capture import signing_token
from desk.capture.frames import Frame
from desk.capture.signing_chain import Trust
from models.plain import from_plain, to_plain
from models.problems import Kind, Problem
from models.signing import Level, SigningProfile

if TYPE_CHECKING:
    from desk.capture.signing_pades import Made, Pades


class SigningRequests:
    """One batch at a time; the state is the open token and what the line answered so far."""

    def __init__(self) -> None:
        self._trust = Trust()
        self._pades: Pades | None = None
        self._token: signing_token.OpenToken | None = None

    def known(self) -> dict[str, Callable[[Frame], Frame]]:
        """The requests by kind."""
        return {
            "tokens": self._tokens,
            "begin_batch": self._begin,
            "open_token": self._open,
            "sign": self._sign,
            "complete": self._complete,
        }

    def _batch(self) -> Pades:
        """What this batch knows of the line; pyHanko is imported with its first document."""
        if self._pades is None:
            from desk.capture.signing_pades import Pades  # noqa: PLC0415 - heavy
            from desk.capture.signing_timestamp import over_http  # noqa: PLC0415 - heavy

            self._pades = Pades(over_http, self._trust)
        return self._pades

    def _tokens(self, request: Frame) -> Frame:
        found = signing_token.look(str(request.facts["module"]))
        return Frame("done", {"tokens": to_plain(found)})

    def _begin(self, request: Frame) -> Frame:
        parts, start = [], 0
        for size in request.facts["sizes"]:
            parts.append(request.payload[start : start + size])
            start += size
        self._trust = Trust.from_der(parts)
        self._pades = None
        return Frame("done")

    def _open(self, request: Frame) -> Frame:
        facts = request.facts
        if self._token is not None:
            self._token.close()
            self._token = None
        try:
            pin = request.payload.decode("utf-8")
        except UnicodeDecodeError:
            raise Problem("sign.pin_form") from None  # its text would hold the PIN
        self._token = signing_token.OpenToken.open(
            facts["module"],
            facts["serial"],
            facts["fingerprint"],
            pin,
            datetime.fromisoformat(facts["at"]),
        )
        return Frame("done", {"name": self._token.name})

    def _sign(self, request: Frame) -> Frame:
        facts, token = request.facts, self._token
        if token is None:
            raise Problem("sign.session_lost", Kind.DEVICE_OR_LINE)
        cut = int(facts["seal"])
        profile = from_plain(SigningProfile, facts["profile"])
        try:
            made = self._batch().sign(
                request.payload[cut:],
                token.signer(self._trust),
                profile,
                request.payload[:cut],
                datetime.fromisoformat(facts["at"]),
            )
        except PKCS11Error as error:
            raise token.fault(error) from error
        return _answer(made)

    def _complete(self, request: Frame) -> Frame:
        from desk.capture.signing_timestamp import LineDownError  # noqa: PLC0415 - with pyHanko

        facts = request.facts
        try:
            made = self._batch().complete(
                request.payload, facts["timestamp_url"], Level(facts["level"])
            )
        except LineDownError as error:
            raise Problem("sign.line_down", Kind.DEVICE_OR_LINE) from error
        return _answer(made)


def _answer(made: Made) -> Frame:
    return Frame("done", {"level": made.level.value, "owed": made.owed.value}, made.pdf)
