"""A token behind its PKCS#11 library: what is on it, and the key once the PIN is right.

Runs in the signing worker only: vendors' libraries crash and hang. A PIN is used once and never
tried again by itself; three wrong ones lock a token of Ban Cơ yếu for good (capture §6.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11 import exceptions as faults

from desk.capture.signing_chain import Trust
from models.problems import Kind, Problem
from models.signing import Certificate, PinState, Token

if TYPE_CHECKING:
    from pyhanko.sign.pkcs11 import PKCS11Signer

_x509: Any = x509.Certificate  # asn1crypto carries no types
_SIGNS = frozenset({"digital_signature", "non_repudiation"})
_GONE = (
    faults.DeviceRemoved,
    faults.TokenNotPresent,
    faults.TokenNotRecognised,
    faults.NoSuchToken,
    faults.SlotIDInvalid,
    faults.SessionClosed,
    faults.SessionHandleInvalid,
)
_PIN_FORM = (faults.PinLenRange, faults.PinInvalid)
_PIN_TO_SET = (faults.UserPinNotInitialized, faults.PinExpired)


def look(module: str) -> tuple[Token, ...]:
    """The tokens this library sees, and their certificates; no PIN is needed.

    Raises Problem sign.module_unusable.
    """
    with _explained():
        return tuple(_seen(module, one) for one in _tokens(_loaded(module)))


class OpenToken:
    """A token whose PIN was right; for one batch."""

    def __init__(self, module: str, token: Any, session: Any, certificate: Any) -> None:
        self._module, self._serial = module, _text(token.serial)
        self._session = session
        self.name = _common_name(certificate.subject)
        self._certificate = certificate
        self._key_id = _id_of(session, certificate)

    @classmethod
    def open(cls, module: str, serial: str, fingerprint: str, pin: str, at: datetime) -> OpenToken:
        """Check the certificate, then spend the PIN.

        Raises Problem sign.token_absent, certificate_missing, certificate_expired,
        certificate_not_yet, certificate_usage, pin_wrong, pin_locked, pin_form, pin_unset,
        key_missing, token_removed, token_failed.
        """
        with _explained():
            token = _find(module, serial)
            with token.open() as session:
                certificate = _certificate(session, fingerprint)
            _usable(certificate, at)
            if _pin_state(token) is PinState.LOCKED:
                raise Problem("sign.pin_locked", Kind.DEVICE_OR_LINE)
            opened = cls(module, token, token.open(user_pin=pin), certificate)
            opened.require_key()
            return opened

    def require_key(self) -> None:
        """Raises Problem sign.key_missing."""
        try:
            self._session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=self._key_id)
        except (faults.NoSuchKey, faults.MultipleObjectsReturned) as error:
            raise Problem("sign.key_missing") from error

    def signer(self, trust: Trust) -> PKCS11Signer:
        """For pyHanko; carries the installed intermediates, so that others can follow the chain."""
        from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415 - a list of tokens needs none

        return PKCS11Signer(
            self._session,
            signing_cert=self._certificate,
            ca_chain=_chain(self._certificate, trust),
            key_id=self._key_id,
            cert_id=self._key_id,
            other_certs_to_pull=None,
            embed_roots=False,
        )

    def fault(self, error: faults.PKCS11Error) -> Problem:
        """What an error while signing means: pulled out, or just failed."""
        problem = _problem(error)
        if problem.code == "sign.token_failed" and not self._still_there():
            return Problem("sign.token_removed", Kind.DEVICE_OR_LINE)
        return problem

    def close(self) -> None:
        """Log out."""
        try:
            self._session.close()
        except faults.PKCS11Error:  # it is gone already
            return

    def _still_there(self) -> bool:
        try:
            _find(self._module, self._serial)
        except (Problem, faults.PKCS11Error):
            return False
        return True


def _loaded(module: str) -> Any:
    try:
        return pkcs11.lib(module)
    except (faults.PKCS11Error, OSError, RuntimeError) as error:
        raise Problem("sign.module_unusable", Kind.DEVICE_OR_LINE) from error


def _tokens(library: Any) -> Iterator[Any]:
    for slot in library.get_slots(token_present=True):
        try:
            token = slot.get_token()
        except (faults.TokenNotPresent, faults.TokenNotRecognised):
            continue
        if TokenFlag.TOKEN_INITIALIZED in token.flags:
            yield token


def _find(module: str, serial: str) -> Any:
    for token in _tokens(_loaded(module)):
        if _text(token.serial) == serial:
            return token
    raise Problem("sign.token_absent", Kind.DEVICE_OR_LINE)


def _seen(module: str, token: Any) -> Token:
    with token.open() as session:
        certificates = tuple(_described(one) for one in _certificates(session))
    return Token(
        module, token.label.strip(), _text(token.serial), token.model.strip(),
        _pin_state(token), tuple(one for one in certificates if one is not None),
    )  # fmt: skip


def _pin_state(token: Any) -> PinState:
    for flag, state in (
        (TokenFlag.USER_PIN_LOCKED, PinState.LOCKED),
        (TokenFlag.USER_PIN_FINAL_TRY, PinState.FINAL_TRY),
        (TokenFlag.USER_PIN_COUNT_LOW, PinState.LOW),
    ):
        if flag in token.flags:
            return state
    return PinState.GOOD


def _certificates(session: Any) -> Iterator[x509.Certificate]:
    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            certificate = _x509.load(one[Attribute.VALUE])
            _ = certificate.native
        except (ValueError, TypeError, faults.PKCS11Error):
            continue  # a foreign object must not hide the others
        yield certificate


def _certificate(session: Any, fingerprint: str) -> x509.Certificate:
    for one in _certificates(session):
        if one.sha256.hex() == fingerprint:
            return one
    raise Problem("sign.certificate_missing")


def _id_of(session: Any, certificate: x509.Certificate) -> bytes:
    query = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.VALUE: _der(certificate)}
    for one in session.get_objects(query):
        return bytes(one[Attribute.ID])
    raise Problem("sign.certificate_missing")


def _der(certificate: Any) -> bytes:
    der: bytes = certificate.dump()
    return der


def _described(certificate: x509.Certificate) -> Certificate | None:
    if certificate.ca:
        return None
    subject = certificate.subject.native
    return Certificate(
        fingerprint=certificate.sha256.hex(),
        name=_common_name(certificate.subject),
        organisation=_plain(subject.get("organization_name")),
        issuer=_common_name(certificate.issuer),
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        may_sign=_may_sign(certificate),
    )


def _may_sign(certificate: x509.Certificate) -> bool:
    usage = certificate.key_usage_value
    return usage is None or bool(_SIGNS & usage.native)


def _usable(certificate: x509.Certificate, at: datetime) -> None:
    if at > certificate.not_valid_after:
        raise Problem("sign.certificate_expired")
    if at < certificate.not_valid_before:
        raise Problem("sign.certificate_not_yet")
    if not _may_sign(certificate):
        raise Problem("sign.certificate_usage")


def _chain(certificate: x509.Certificate, trust: Trust) -> list[x509.Certificate]:
    chain: list[x509.Certificate] = []
    present = certificate
    while len(chain) < len(trust.others):
        above = next((one for one in trust.others if one.subject == present.issuer), None)
        if above is None or above in chain:
            break
        chain.append(above)
        present = above
    return chain


def _common_name(name: x509.Name) -> str:
    return _plain(name.native.get("common_name")) or name.human_friendly


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _text(serial: bytes | str) -> str:
    return serial.decode("ascii", "replace").strip() if isinstance(serial, bytes) else serial


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except faults.PKCS11Error as error:
        raise _problem(error) from error


def _problem(error: faults.PKCS11Error) -> Problem:
    if isinstance(error, faults.PinIncorrect):
        return Problem("sign.pin_wrong")
    if isinstance(error, faults.PinLocked):
        return Problem("sign.pin_locked", Kind.DEVICE_OR_LINE)
    if isinstance(error, _PIN_FORM):
        return Problem("sign.pin_form")
    if isinstance(error, _PIN_TO_SET):
        return Problem("sign.pin_unset", Kind.DEVICE_OR_LINE)
    if isinstance(error, _GONE):
        return Problem("sign.token_removed", Kind.DEVICE_OR_LINE)
    return Problem("sign.token_failed", Kind.DEVICE_OR_LINE, error=type(error).__name__)
