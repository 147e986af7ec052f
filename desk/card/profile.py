"""The card profile: what a pilot's cards are like, without anything about their owners.

Sizes, object identifiers, status words and timings answer the open questions about real chips:
block sizes, key types, hash algorithms, which groups exist.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from desk.card import access, com, dg2, dg13, sod
from desk.card.access import AccessKey
from desk.card.active_authentication import parse_dg15
from desk.card.chip_authentication import parse_dg14
from desk.card.faults import Malformed, Refused, Unsupported
from desk.card.files import COM, GROUP_FILES, SOD, BlockSize, read_file
from desk.card.security_infos import SecurityInfos
from desk.card.session import Exchange, Link, Session
from desk.card.signatures import EcKey, PublicKey


@dataclass(frozen=True, slots=True)
class Step:
    """One command: which step, the instruction, octets each way, status word, milliseconds."""

    step: str
    instruction: str
    sent: int
    received: int
    status: str
    ms: float


@dataclass(frozen=True, slots=True)
class CardProfile:
    """Nothing here tells who holds the card."""

    access: str
    warnings: tuple[str, ...]
    card_access: tuple[str, ...]
    """Object identifiers of EF.CardAccess."""
    groups_listed: tuple[int, ...]
    groups_hashed: tuple[int, ...]
    sizes: Mapping[str, int]
    dg13_fields: tuple[int, ...]
    face_format: str
    dg14: tuple[str, ...]
    dg15_key: str
    sod_digest: str
    signer_key: str
    signer_scheme: str
    block_size: int
    steps: tuple[Step, ...] = field(repr=False)


class _Stopwatch:
    """Times commands: an answer is stamped with the time since the one before."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._last = time.monotonic()

    def start(self) -> None:
        """A command is about to go out."""
        self._last = time.monotonic()

    def note(self, exchange: Exchange) -> None:
        """Its answer came."""
        took = round(1000 * (time.monotonic() - self._last), 1)
        self.steps.append(
            Step(
                exchange.step,
                f"{exchange.instruction:02X}",
                exchange.sent,
                exchange.received,
                f"{exchange.status:04X}",
                took,
            )
        )


def profile(link: Link, key: AccessKey, blocks: BlockSize) -> CardProfile:
    """Open the chip, read every file this reader knows, and keep only what tells of the chip.

    Raises what opening a chip raises; files that cannot be read are simply not listed.
    """
    watch = _Stopwatch()
    session = Session(link, watch.start, watch.note)
    opened = access.open_chip(session, (key,))
    held: dict[str, bytes] = {}
    for file in (SOD, COM, *GROUP_FILES.values()):
        try:
            held[file.name] = read_file(session, file, blocks)
        except (Refused, Malformed):
            continue
    hashed, digest, signer, scheme = _signature(held.get("EF.SOD", b""))
    infos = _infos(held.get("DG14", b""))
    return CardProfile(
        access=opened.access.value,
        warnings=opened.warnings,
        card_access=opened.card_access.oids if opened.card_access else (),
        groups_listed=_listed(held.get("EF.COM", b"")),
        groups_hashed=hashed,
        sizes={name: len(octets) for name, octets in held.items()},
        dg13_fields=_fields(held.get("DG13", b"")),
        face_format=_face_format(held.get("DG2", b"")),
        dg14=infos.oids if infos else (),
        dg15_key=_active_key(held.get("DG15", b"")),
        sod_digest=digest,
        signer_key=signer,
        signer_scheme=scheme,
        block_size=blocks.proven,
        steps=tuple(watch.steps),
    )


def _signature(octets: bytes) -> tuple[tuple[int, ...], str, str, str]:
    try:
        security = sod.parse_sod(octets)
    except (Malformed, Unsupported):
        return (), "", "", ""
    signer = security.signed.signer
    if signer is None:
        return tuple(sorted(security.hashes)), security.digest, "", ""
    described = f"{signer.scheme.name} {signer.scheme.digest}"
    return tuple(sorted(security.hashes)), security.digest, _described(signer.key), described


def _described(key: PublicKey) -> str:
    return key.curve.name if isinstance(key, EcKey) else f"RSA-{key.modulus.bit_length()}"


def _listed(octets: bytes) -> tuple[int, ...]:
    try:
        return com.parse_com(octets)
    except Malformed:
        return ()


def _infos(octets: bytes) -> SecurityInfos | None:
    try:
        return parse_dg14(octets)
    except Malformed:
        return None


def _active_key(octets: bytes) -> str:
    try:
        return _described(parse_dg15(octets))
    except (Malformed, Unsupported):
        return ""


def _fields(octets: bytes) -> tuple[int, ...]:
    """Which field numbers DG13 holds; never what is in them."""
    try:
        return dg13.field_numbers(octets)
    except Malformed:
        return ()


def _face_format(octets: bytes) -> str:
    try:
        picture = dg2.face_picture(octets)
    except Malformed:
        return ""
    return "JPEG" if picture.startswith(b"\xff\xd8") else "JPEG 2000"
