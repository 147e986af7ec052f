"""Cards that are broken or lie: wire faults around a card, and forged contents inside one."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from demo.card.apdu import Answer, Command, StatusWord
from demo.card.identity import Person
from demo.card.keys import RsaKey, ec_key, rsa_key
from demo.card.os import Card
from demo.card.perso import Personalised, personalise


class CardPulledError(Exception):
    """The card left the reader in the middle of this command; there is no answer."""


class PluggedCard(Protocol):
    """What a reader needs of a card."""

    @property
    def atr(self) -> bytes:
        """The answer to reset."""

    def reset(self) -> None:
        """Power the chip on, or reset it."""

    def process(self, apdu: bytes) -> bytes:
        """Answer one command. Raises CardPulledError when the card is gone."""


class Kind(StrEnum):
    """The faults, as the command line names them."""

    PULL = "pull"
    """gone before it answers command n"""
    JUNK = "junk"
    """answers command n with random bytes and no sane status word"""
    ONE_BYTE = "one-byte"
    """answers command n with half a status word"""
    FLOOD = "flood"
    """answers command n with 65 000 bytes"""
    PLAINTEXT = "plaintext"
    """answers command n in clear although a session is open"""
    WRONG_MAC = "wrong-mac"
    """answers command n with a damaged checksum"""
    RESET = "reset"
    """loses selection and session before command n, as after a reset by another program"""
    HANG = "hang"
    """waits before it answers command n; a second number gives the seconds"""
    OVERSIZED = "oversized"
    """group n claims a length of sixteen million bytes"""
    TAMPERED = "tampered"
    """one bit of group n was changed"""
    WRONG_HASH = "wrong-hash"
    """EF.SOD is signed properly and holds a hash of group n that is not its own"""
    CLONE = "clone"
    """copied files, other private keys: chip and active authentication answer wrongly"""
    CLONE_REFUSING = "clone-refusing"
    """copied files, no keys: refuses chip and active authentication"""
    CLONE_FEIGNING = "clone-feigning"
    """copied files, no keys: says yes to chip authentication and goes on with the old session"""


_CONTENT = {
    Kind.OVERSIZED,
    Kind.TAMPERED,
    Kind.WRONG_HASH,
    Kind.CLONE,
    Kind.CLONE_REFUSING,
    Kind.CLONE_FEIGNING,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `at` is the number of a command counted from 1, or of a data group."""

    kind: Kind
    at: int = 13
    seconds: float = 3.0


def parse_fault(text: str) -> Fault:
    """``pull:7``, ``tampered:2``, ``hang:9:1.5``, ``clone``. Raises ValueError."""
    kind, _, rest = text.partition(":")
    at, _, seconds = rest.partition(":")
    return Fault(Kind(kind), int(at) if at else 13, float(seconds) if seconds else 3.0)


def faulty(
    person: Person, fault: Fault | None, sleep: Callable[[float], None] = time.sleep
) -> PluggedCard:
    """The person's card with this fault, or the sound card."""
    if fault is None:
        return Card(personalise(person))
    if fault.kind is Kind.WRONG_HASH:
        return Card(personalise(person, fault.at))
    card = Card(_forged(personalise(person), fault))
    if fault.kind in {Kind.CLONE_REFUSING, Kind.CLONE_FEIGNING}:
        return KeylessClone(card, feigning=fault.kind is Kind.CLONE_FEIGNING)
    return card if fault.kind in _CONTENT else FaultyCard(card, fault, sleep)


def _forged(contents: Personalised, fault: Fault) -> Personalised:
    files = dict(contents.application_files)
    name = 0x0100 + fault.at
    if fault.kind is Kind.TAMPERED:
        content = bytearray(files[name])
        content[len(content) * 3 // 4] ^= 0x01
        files[name] = bytes(content)
    elif fault.kind is Kind.OVERSIZED:
        files[name] = files[name][:1] + b"\x83\xff\xff\xff" + files[name][4:]
    elif fault.kind is Kind.CLONE:
        return _other_keys(contents)
    return replace(contents, application_files=files)


def _other_keys(contents: Personalised) -> Personalised:
    chip, active = contents.chip_key, contents.active_key
    other = active
    if isinstance(active, RsaKey):
        other = rsa_key("clone")
    elif active is not None:
        other = ec_key(active.curve, "clone")
    return replace(contents, chip_key=chip and ec_key(chip.curve, "clone"), active_key=other)


class FaultyCard:
    """A sound card on a bad wire: misbehaves at one command."""

    def __init__(
        self, card: Card, fault: Fault, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._card = card
        self._fault = fault
        self._sleep = sleep
        self.commands = 0

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        return self._card.atr

    def reset(self) -> None:
        """Reset the chip; the count of commands goes on."""
        self._card.reset()

    def process(self, apdu: bytes) -> bytes:
        """Answer, or fail as the fault says."""
        self.commands += 1
        if self.commands != self._fault.at:
            return self._card.process(apdu)
        kind = self._fault.kind
        if kind is Kind.PULL:
            raise CardPulledError
        if kind is Kind.RESET:
            self._card.reset()
        if kind is Kind.HANG:
            self._sleep(self._fault.seconds)
        return self._spoil(kind, self._card.process(apdu))

    def _spoil(self, kind: Kind, answer: bytes) -> bytes:
        if kind is Kind.JUNK:
            noise = random.Random(self._fault.at).randbytes(18)  # noqa: S311
            return noise + b"\x13\x37"
        if kind is Kind.ONE_BYTE:
            return b"\x90"
        if kind is Kind.FLOOD:
            return bytes(64_998) + b"\x90\x00"
        if kind is Kind.PLAINTEXT:
            return b"in clear, not protected" + b"\x90\x00"
        if kind is Kind.WRONG_MAC and len(answer) > 12:
            return answer[:-3] + bytes([answer[-3] ^ 1]) + answer[-2:]
        return answer


class KeylessClone(Card):
    """Copied files on a chip that was given no private keys."""

    def __init__(self, card: Card, *, feigning: bool) -> None:
        super().__init__(card.contents)
        self._feigning = feigning

    def _agree(self, suite: object, terminal: bytes) -> None:  # noqa: ARG002
        """Feign success and keep the old keys, or refuse."""
        if not self._feigning:
            raise StatusWord(0x6A80)

    def _internal_authenticate(self, command: Command) -> Answer:  # noqa: ARG002
        raise StatusWord(0x6D00)
