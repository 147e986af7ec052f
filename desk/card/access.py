"""Access keys, and the order in which the ways into a chip are tried (ICAO 9303-11 §4.2).

A Vietnamese card takes the last six digits of the 12-digit number as its card access number.  The
order follows the standard: PACE where the chip offers it, BAC where it does not, and BAC after a
failed PACE only when the failure was a clean answer of the chip; the reading records that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from desk.card import bac, pace, security_infos
from desk.card.apdu import Command, Ins
from desk.card.faults import CardFault, Malformed, Refused, Unsupported, WrongKey
from desk.card.files import CARD_ACCESS, SHORT_BLOCK, select_application
from desk.card.mrz import check_digit
from desk.card.qr import QrCard
from desk.card.security_infos import PaceInfo, SecurityInfos
from desk.card.session import Session
from desk.card.tlv import header
from models.card_reading import Access
from models.problems import Problem

HINT = bytes.fromhex(
    "3134300d060804007f0007020202020101300f060a04007f000702020302020201013012060a04007f"
    "0007020204020202010202010d"
)
"""EF.CardAccess as Vietnamese cards are known to hold it: a hint when the file cannot be read."""

MAX_TRIES = 2
"""Wrong keys a chip is shown in one reading, by itself."""

_NUMBER = re.compile(r"[0-9]{12}")
_MILESTONES = (14, 25, 40, 60)
_NO_EXPIRY = "991231"
_LAST_RENEWAL_AGE = 58


@dataclass(frozen=True, slots=True)
class CanKey:
    """The card access number (§4.4.4.1): six digits."""

    can: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MrzKey:
    """Document number, birth and expiry (YYMMDD) of the machine readable zone (§4.3.2)."""

    document_number: str = field(repr=False)
    birth: str = field(repr=False)
    expiry: str = field(repr=False)

    @property
    def information(self) -> bytes:
        """Document number, birth and expiry, each with its check digit."""
        fields = (self.document_number.ljust(9, "<"), self.birth, self.expiry)
        return "".join(f + check_digit(f) for f in fields).encode("ascii")


AccessKey = CanKey | MrzKey


@dataclass(frozen=True, slots=True)
class Opened:
    """How a chip was opened, and what it said it can do before."""

    access: Access
    card_access: SecurityInfos | None
    warnings: tuple[str, ...] = ()
    pace: PaceInfo | None = None
    """The PACE parameters used, to be found again in DG14."""


def from_number(number: str) -> CanKey:
    """The key of a 12-digit number, typed or scanned.  Problem card.number_invalid."""
    if not _NUMBER.fullmatch(number):
        raise Problem("card.number_invalid")
    return CanKey(number[-6:])


def from_mrz(text: str) -> MrzKey:
    """The key of typed or scanned MRZ lines (TD1, TD3), or of 9 + 6 + 6 characters of them."""
    squeezed = re.sub(r"\s+", "", text).upper()
    if re.fullmatch(r"[A-Z0-9<]{90}", squeezed):
        return MrzKey(squeezed[5:14], squeezed[30:36], squeezed[38:44])
    if re.fullmatch(r"[A-Z0-9<]{9}[0-9]{12}", squeezed):
        return MrzKey(squeezed[:9], squeezed[9:15], squeezed[15:])
    if re.fullmatch(r"[A-Z0-9<]{88}", squeezed):
        return MrzKey(squeezed[44:53], squeezed[57:63], squeezed[65:71])
    raise Problem("card.mrz_invalid")


def mrz_candidates(card: QrCard) -> tuple[MrzKey, ...]:
    """MRZ keys a QR text allows: its expiry follows from birth and issue date by the age rule.

    Cards run to the next of 14, 25, 40 and 60 years; one issued within two years before such an
    age runs to the following one; from 58 on it never expires (Luật Căn cước 2023, Điều 21).
    """
    birth, issue = card.birth_date, card.issue_date
    if birth is None or issue is None or None in (birth.month, birth.day, issue.month, issue.day):
        return ()
    born = date(birth.year, birth.month or 1, birth.day or 1)
    issued = date(issue.year, issue.month or 1, issue.day or 1)
    return tuple(
        MrzKey(card.number[-9:], f"{born:%y%m%d}", expiry) for expiry in _expiries(born, issued)
    )


def _expiries(born: date, issued: date) -> tuple[str, ...]:
    if issued >= _birthday(born, _LAST_RENEWAL_AGE):
        return (_NO_EXPIRY,)
    ahead = [age for age in _MILESTONES if _birthday(born, age) > issued]
    soon = issued >= _birthday(born, ahead[0] - 2)
    chosen = [*ahead[1:], ahead[0]][:2] if soon else ahead[:2]
    return tuple(f"{_birthday(born, age):%y%m%d}" for age in chosen)


def _birthday(born: date, age: int) -> date:
    leap_day = (born.month, born.day) == (2, 29)
    year = born.year + age
    if leap_day and not (year % 4 == 0 and (year % 100 or year % 400 == 0)):
        return date(year, 2, 28)
    return born.replace(year=year)


def open_chip(session: Session, keys: Sequence[AccessKey], tries: int = MAX_TRIES) -> Opened:
    """Open the chip, leaving the eMRTD application selected and a channel established.

    The keys are tried in order, each by PACE and then, if it is an MRZ key, by BAC; a key the chip
    rejects costs one of `tries`, so that no chip is driven into its delays.  BAC after a failed
    PACE is recorded as the warning ``bac_after_pace``.

    Raises WrongKey, Unsupported when the chip offers nothing these keys can use, LinkLost, Stopped.
    """
    attempt = _Attempt(session, tries)
    for key in keys:
        opened = attempt.open(key)
        if opened is not None:
            return opened
    raise attempt.fault or Unsupported("no key")


class _Attempt:
    """What the chip offers, what was tried, and how many tries are left."""

    def __init__(self, session: Session, tries: int) -> None:
        self._session = session
        self._tries = tries
        octets = read_card_access(session)
        self._infos = None if octets is None else security_infos.parse(octets)
        offered = self._infos or security_infos.parse(HINT)
        self._pace = next((info for info in offered.pace if pace.supported(info)), None)
        self._several = len({info.parameter for info in offered.pace}) > 1
        self._warnings = () if self._infos else ("card_access_unread",)
        self._pace_failed = False
        self.fault: CardFault | None = None

    def open(self, key: AccessKey) -> Opened | None:
        """Try one key by every way left; None when it did not open the chip."""
        if self._pace is not None:
            opened = self._by_pace(self._pace, key)
            if opened is not None:
                return opened
            if self._tries == 0:
                raise self.fault or WrongKey("PACE")
        if not isinstance(key, MrzKey):
            self.fault = self.fault or Unsupported("the chip offers no PACE; it needs the MRZ")
            return None
        return self._by_bac(key)

    def _by_pace(self, info: PaceInfo, key: AccessKey) -> Opened | None:
        """PACE, once more when it ended without a word about the key, as after a reset."""
        for _ in range(2):
            try:
                self._session.channel = pace.establish(
                    self._session, info, _password(key), name_parameter=self._several
                )
                select_application(self._session)
            except WrongKey as error:
                self._pace_failed, self.fault = True, error
                self._tries -= 1
                return None
            except (Refused, Malformed) as error:
                self._session.channel = None
                if self._infos is None and isinstance(error, Refused):
                    # PACE was only guessed: a chip that refuses it has not failed at it
                    self._pace = None
                    return None
                self.fault = error
            else:
                access = Access.PACE_CAN if isinstance(key, CanKey) else Access.PACE_MRZ
                return Opened(access, self._infos, self._warnings, info)
        self._pace_failed = True
        return None

    def _by_bac(self, key: MrzKey) -> Opened | None:
        try:
            select_application(self._session)
            self._session.channel = bac.establish(self._session, key.information)
        except WrongKey as error:
            self.fault = error
            self._tries -= 1
            if self._tries == 0:
                raise
            return None
        except (Refused, Malformed) as error:
            raise self.fault or error from error
        fallen = ("bac_after_pace",) if self._pace_failed else ()
        return Opened(Access.BAC, self._infos, self._warnings + fallen)


def _password(key: AccessKey) -> pace.Password:
    if isinstance(key, CanKey):
        return pace.Password.can(key.can)
    return pace.Password.mrz(key.information)


def read_card_access(session: Session) -> bytes | None:
    """EF.CardAccess before any access protocol (§9.2.11); None when the chip does not show it.

    By its short identifier, which costs one command; else after SELECT.  SELECT MF comes last:
    chips that have the application selected refuse it with 6D00.
    """
    by_sfi = Command(0, Ins.READ_BINARY, 0x80 | CARD_ACCESS.sfi, 0, b"", SHORT_BLOCK)
    infos = _whole(session, session.send(by_sfi, CARD_ACCESS.name).data)
    if infos is not None:
        return infos
    select = Command(0, Ins.SELECT, 0x02, 0x0C, CARD_ACCESS.fid.to_bytes(2, "big"))
    if not session.send(select, CARD_ACCESS.name).ok:
        session.send(Command(0, Ins.SELECT, 0x00, 0x0C, b"\x3f\x00"), "select MF")
        if not session.send(select, CARD_ACCESS.name).ok:
            return None
    begin = Command(0, Ins.READ_BINARY, 0, 0, b"", SHORT_BLOCK)
    return _whole(session, session.send(begin, CARD_ACCESS.name).data)


def _whole(session: Session, content: bytes) -> bytes | None:
    """The current file read to its end; None when it is no EF.CardAccess."""
    try:
        total = header(content).total
        while len(content) < total <= CARD_ACCESS.max_size:
            high, low = divmod(len(content), 256)
            ne = min(total - len(content), SHORT_BLOCK)
            more = session.send(Command(0, Ins.READ_BINARY, high, low, b"", ne), CARD_ACCESS.name)
            if not more.data:
                return None
            content += more.data
        security_infos.parse(content[:total])
    except Malformed:
        return None
    return content[:total]
