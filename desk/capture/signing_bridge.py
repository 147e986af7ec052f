"""The desk's side of the signing worker: looks for tokens, opens one for a batch, has PDFs signed.

The worker is a process of its own, since vendors' PKCS#11 libraries crash and hang; it ends with
the batch and takes the session along.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desk.capture.bridge import WORKER_COMMAND, Bridge, WatchdogTimes, WorkerDefectError
from desk.capture.frames import Frame
from desk.capture.signing_modules import modules
from desk.clock import Clock
from desk.threads import StartProcess
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.signing import Level, Owed, SignedPdf, SigningProfile, Token

SIGNING = "--signing"
_DIED, _HUNG = "sign.module_died", "sign.module_hung"
_TIMES = WatchdogTimes(silence_s=90.0)
"""Some tokens ask for a touch; a timestamp service may take its time before it is given up."""
_PASSED_OVER = frozenset({_DIED, _HUNG, "sign.module_unusable", "sign.token_failed"})


class SigningBridge:
    """Tokens and signatures; one batch at a time. ``trust`` gives the installed certificates."""

    def __init__(
        self,
        start_process: StartProcess,
        clock: Clock,
        trust: Callable[[], Sequence[bytes]],
        worker_command: Sequence[str] = WORKER_COMMAND,
        environment: Mapping[str, str] | None = None,
        times: WatchdogTimes | None = None,
    ) -> None:
        self._clock = clock
        self._trust = trust
        self._signer = ""
        self._bridge = Bridge(
            start_process,
            (*worker_command, SIGNING),
            environment,
            times=times or _TIMES,
            died=_DIED,
            hung=_HUNG,
        )

    def tokens(self, module: str | None) -> tuple[Token, ...]:
        """The tokens plugged in, each once.

        A library of the known places that fails is passed over; the office's own setting is not.
        Raises Problem sign.module_missing, and with a setting sign.module_unusable, module_died,
        module_hung.
        """
        found: dict[str, Token] = {}
        for one in modules(module):
            try:
                answer = self._bridge.ask(Frame("tokens", {"module": one}))
            except Problem as problem:
                if module or problem.code not in _PASSED_OVER:
                    raise
                continue
            for token in (from_plain(Token, plain) for plain in answer.facts["tokens"]):
                found.setdefault(token.serial, token)
        return tuple(found.values())

    def begin(self) -> None:
        """Start a batch without a token: enough to complete what is owed."""
        parts = tuple(self._trust())
        sizes = [len(one) for one in parts]
        self._bridge.ask(Frame("begin_batch", {"sizes": sizes}, b"".join(parts)))

    def open(self, module: str, serial: str, fingerprint: str, pin: bytearray) -> None:
        """Begin a batch with a PIN, which is wiped whatever happens.

        Raises the problems of `signing_token.OpenToken.open`, sign.module_died, module_hung.
        """
        try:
            self.begin()
            facts = {
                "module": module,
                "serial": serial,
                "fingerprint": fingerprint,
                "at": self._clock().isoformat(),
            }
            answer = self._bridge.ask(Frame("open_token", facts, bytes(pin)))
            self._signer = str(answer.facts["name"])
        except BaseException:
            self.close()
            raise
        finally:
            pin[:] = bytes(len(pin))

    def sign(self, pdf: bytes, profile: SigningProfile, seal: bytes = b"") -> SignedPdf:
        """Add a signature with the open token.

        Raises Problem sign.token_removed, token_failed, session_lost, pdf_unreadable, pdf_locked,
        seal_unreadable, module_died, module_hung.
        """
        at = self._clock().replace(microsecond=0)
        facts = {"profile": to_plain(profile), "seal": len(seal), "at": at.isoformat()}
        return self._signed(self._bridge.ask(Frame("sign", facts, seal + pdf)), pdf)

    def complete(self, pdf: bytes, timestamp_url: str, level: Level) -> SignedPdf:
        """Add what a signed file owes. Raises Problem sign.line_down."""
        facts = {"timestamp_url": timestamp_url, "level": level.value}
        return self._signed(self._bridge.ask(Frame("complete", facts, pdf)), pdf)

    def cancel(self) -> None:
        """Give up what runs; the document that was being signed stays as it was."""
        self._bridge.cancel()

    def close(self) -> None:
        """End the batch: the worker ends, and the token is logged out with it."""
        self._bridge.close()
        self._signer = ""

    def _signed(self, answer: Frame, before: bytes) -> SignedPdf:
        if answer.kind == "cancelled":
            raise Problem("sign.cancelled")
        if not answer.payload.startswith(before):
            raise WorkerDefectError("earlier bytes were rewritten")
        facts = answer.facts
        return SignedPdf(
            answer.payload,
            Level(facts["level"]),
            Owed(facts["owed"]),
            self._signer,
            self._clock(),
        )
