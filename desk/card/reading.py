"""One whole reading of a chip: open, person first, then face and proofs, then the verdict."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from desk.card import access, passive, person, verdict
from desk.card.access import AccessKey
from desk.card.active_authentication import challenge_chip, parse_dg15
from desk.card.chip_authentication import authenticate_chip
from desk.card.complaints import problem_of
from desk.card.contents import Contents, ContentsReader
from desk.card.faults import (
    CardFault,
    ChannelBroken,
    LinkLoss,
    LinkLost,
    Malformed,
    Unsupported,
)
from desk.card.files import SHORT_BLOCK, BlockSize, about_length
from desk.card.qr import QrCard
from desk.card.session import Exchange, Link, Session
from desk.card.trust import TrustStore
from desk.clock import Clock
from models.card_reading import CardReading, Check, CheckState, Verdict
from models.problems import Problem

log = logging.getLogger(__name__)

Connect = Callable[[], AbstractContextManager[Link]]
DecodePortrait = Callable[[bytes], bytes]
"""A compressed face → PNG, at arm's length (decision 35).  Raises Problem."""

_RECONNECTS = 2
_GONE = (LinkLoss.NO_CARD, LinkLoss.NO_READER, LinkLoss.NO_ACCESS)
"""Why a second connection fails when the first fault was final; a service that is ending answers
the third."""

_NO_KEY = Check(CheckState.NOT_APPLICABLE, "no_key")


@dataclass(frozen=True, slots=True)
class Request:
    """The keys in order, and what the clerk already has, to compare with the chip."""

    keys: tuple[AccessKey, ...]
    number: str | None = field(default=None, repr=False)
    qr: QrCard | None = field(default=None, repr=False)
    wants_face: bool = True


class Hearing(Protocol):
    """Who follows a reading."""

    def checkpoint(self) -> None:
        """Before every command; raises Stopped to end the reading."""

    def progress(self, step: str, done: int, total: int) -> None:
        """Octets done of a step: access, person, face, checks."""

    def person_known(self, reading: CardReading) -> None:
        """Name and number are there; face and checks are still to come."""

    def exchanged(self, exchange: Exchange) -> None:
        """One command was answered."""


class Reading:
    """Reads one card once, reconnecting where a reader or another program forces it."""

    def __init__(
        self,
        connect: Connect,
        request: Request,
        trust: TrustStore,
        clock: Clock,
        blocks: BlockSize,
        hearing: Hearing,
        decode_portrait: DecodePortrait,
    ) -> None:
        self._connect = connect
        self._request = request
        self._trust = trust
        self._clock = clock
        self._blocks = blocks
        self._hearing = hearing
        self._decode_portrait = decode_portrait
        self._apdus = 0
        self._began = 0.0

    def run(self) -> CardReading:
        """Read everything.  Raises Problem; the next reading starts afresh."""
        self._began = time.monotonic()
        try:
            contents, chip, active = self._run()
        except CardFault as fault:
            log.info("card reading ended: %s %s", type(fault).__name__, fault)
            raise problem_of(fault) from fault
        face = self._face(contents)
        outcome = self._judge(contents, chip, active)
        return self._result(contents, outcome, complete=True, face=face)

    def _run(self) -> tuple[Contents, Check, Check]:
        fault: CardFault | None = None
        for _ in range(1 + _RECONNECTS):
            try:
                with self._connect() as link:
                    if fault is not None and self._blocks.asked > SHORT_BLOCK:
                        self._blocks.failed(link_lost=_lost_card(fault))
                    return self._read(link)
            except (LinkLost, ChannelBroken) as error:
                if fault is not None and _gone(error):
                    raise fault from error
                if not self._worth_another_try(error):
                    raise
                fault = error
        raise fault or LinkLost(LinkLoss.RESET)

    def _worth_another_try(self, error: LinkLost | ChannelBroken) -> bool:
        """After a reset by another program, or when a long answer may have been too much."""
        if isinstance(error, ChannelBroken):
            return self._blocks.asked > SHORT_BLOCK and about_length(error.status)
        if error.loss in (LinkLoss.REMOVED, LinkLoss.BAD_ANSWER):
            return self._blocks.asked > SHORT_BLOCK
        return error.loss is LinkLoss.RESET

    def _read(self, link: Link) -> tuple[Contents, Check, Check]:
        """All the chip has to tell, and its two proofs; afterwards the card may be lifted."""
        self._blocks.asked = 0
        session = Session(link, self._hearing.checkpoint, self._count)
        self._hearing.progress("access", 0, 1)
        opened = access.open_chip(session, self._request.keys)
        self._hearing.progress("access", 1, 1)
        reader = ContentsReader(session, self._blocks, self._hearing.progress)
        contents = reader.person(opened, self._clock().date())
        self._hearing.person_known(self._result(contents, Verdict(), complete=False))
        reader.keys(contents)
        if self._request.wants_face:
            reader.picture(contents)
        return (contents, *self._prove(session, contents))

    def _count(self, exchange: Exchange) -> None:
        self._apdus += 1
        self._hearing.exchanged(exchange)

    def _prove(self, session: Session, contents: Contents) -> tuple[Check, Check]:
        """Chip authentication, then active authentication over its new keys."""
        self._hearing.progress("checks", 0, 2)
        chip = _NO_KEY if contents.infos is None else authenticate_chip(session, contents.infos)
        self._hearing.progress("checks", 1, 2)
        if chip.state is CheckState.FAILED:
            return chip, Check(CheckState.UNAVAILABLE, "session_ended")
        active = self._prove_active(session, contents)
        self._hearing.progress("checks", 2, 2)
        return chip, active

    def _prove_active(self, session: Session, contents: Contents) -> Check:
        if contents.active_key is None:
            return _NO_KEY
        try:
            key = parse_dg15(contents.active_key)
        except Unsupported:
            return Check(CheckState.INCONCLUSIVE, "algorithm_unsupported")
        except Malformed:
            return Check(CheckState.FAILED, "dg15_malformed")
        algorithm = None if contents.infos is None else contents.infos.aa_signature
        return challenge_chip(session, key, algorithm, self._blocks.proven > SHORT_BLOCK)

    def _face(self, contents: Contents) -> bytes | None:
        """The face for the screen; a picture that cannot be drawn is only mentioned."""
        if contents.picture is None:
            return None
        try:
            return self._decode_portrait(contents.picture)
        except Problem as problem:
            log.info("face: %s", problem.code)
            contents.warnings.append("face_unreadable")
            return None

    def _judge(self, contents: Contents, chip: Check, active: Check) -> Verdict:
        now = self._clock()
        issued = person.issue_moment(contents.person, now)
        result = passive.authenticate(contents.sod, contents.groups, self._trust, now, issued)
        cross = person.cross_check(
            contents.mrz, contents.national, self._request.qr, self._request.number, now.date()
        )
        warnings = tuple(contents.warnings)
        chip = _withheld(chip, "dg14_withheld" in warnings)
        active = _withheld(active, "dg15_withheld" in warnings)
        return verdict.combine(result, chip, active, cross, warnings)

    def _result(
        self, contents: Contents, outcome: Verdict, *, complete: bool, face: bytes | None = None
    ) -> CardReading:
        return CardReading(
            person=contents.person,
            access=contents.opened.access,
            verdict=outcome,
            apdus=self._apdus,
            seconds=time.monotonic() - self._began,
            complete=complete,
            face=face,
        )


def _gone(error: LinkLost | ChannelBroken) -> bool:
    return isinstance(error, LinkLost) and error.loss in _GONE


def _lost_card(fault: CardFault) -> bool:
    return isinstance(fault, LinkLost) and fault.loss is LinkLoss.REMOVED


def _withheld(check: Check, withheld: bool) -> Check:
    """A key the signature covers but the chip does not show: it may hide that it lacks it."""
    return Check(CheckState.INCONCLUSIVE, "key_withheld") if withheld else check
