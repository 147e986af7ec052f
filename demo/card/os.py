"""The chip's operating system: a command in, a response out (ISO/IEC 7816-4, ICAO 9303-11)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

from demo.card import bac, files, proofs
from demo.card.apdu import SHORT_LIMIT, Answer, Command, StatusWord, parse
from demo.card.ciphers import Suite
from demo.card.files import APPLICATION, CARD_ACCESS
from demo.card.identity import MasterFile
from demo.card.messaging import OBJECTS_MISSING, Session
from demo.card.pace import PaceRun
from demo.card.perso import Personalised
from demo.card.tlv import TlvError, objects, single, tlv

ATR = bytes.fromhex("3B80800101")
"""A contactless chip without historical bytes, as PC/SC part 3 §3.1.3.2.3 builds it."""

MASTER_FILE = 0x3F00
MRZ_PASSWORD, CAN_PASSWORD = 1, 2
FRAME_LIMIT = 65_000
"""Longest response data: the virtual reader's frames count their bytes in 16 bits."""

WRONG_LENGTH = 0x6700
NOT_ALLOWED = 0x6982
CONDITIONS = 0x6985
NO_FILE_SELECTED = 0x6986
WRONG_DATA = 0x6A80
FILE_NOT_FOUND = 0x6A82
WRONG_P1P2 = 0x6A86
REFERENCE_NOT_FOUND = 0x6A88
BEYOND_END = 0x6B00
UNKNOWN_INSTRUCTION = 0x6D00
UNKNOWN_CLASS = 0x6E00
END_REACHED = 0x6282


class Card:
    """A powered chip. `process` never raises: what is wrong becomes a status word."""

    def __init__(
        self, contents: Personalised, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self.contents = contents
        self._chip = contents.person.chip
        self._random = random
        self._instructions: dict[int, Callable[[Command], Answer]] = {
            0xA4: self._select,
            0xB0: self._read_binary,
            0xB1: self._read_binary_odd,
            0x84: self._get_challenge,
            0x82: self._mutual_authenticate,
            0x22: self._manage_security_environment,
            0x86: self._general_authenticate,
            0x88: self._internal_authenticate,
        }
        self.reset()

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        return ATR

    def reset(self) -> None:
        """Power on: nothing selected, nothing authenticated."""
        self._application = False
        self._selected: bytes | None = None
        self._challenge: bytes | None = None
        self._pace: PaceRun | None = None
        self._chip_suite: Suite | None = None
        self._session: Session | None = None
        self._next_session: Session | None = None
        self._limit = SHORT_LIMIT

    @property
    def session(self) -> Session | None:
        """The secured channel that is open now."""
        return self._session

    def process(self, apdu: bytes) -> bytes:
        """Answer one command APDU."""
        try:
            command = parse(apdu)
            if command.extended and not self._chip.extended_length:
                raise StatusWord(WRONG_LENGTH)
            if command.cla & 0xE0:
                raise StatusWord(UNKNOWN_CLASS)
        except StatusWord as failure:
            self._end_session()
            return Answer(status=failure.value).octets()
        self._limit = min(command.le or SHORT_LIMIT, FRAME_LIMIT)
        if command.secured:
            return self._process_secured(command)
        # Any command in clear ends the channel and the rights it gave (9303-11 §9.8.3).
        self._end_session()
        answer = self._perform(command)
        self._switch_session()
        return answer.octets()

    def _process_secured(self, command: Command) -> bytes:
        session = self._session
        if session is None:
            return Answer(status=OBJECTS_MISSING).octets()
        try:
            inner = session.open(command)
        except StatusWord as failure:
            self._end_session()
            return Answer(status=failure.value).octets()
        self._limit = session.room(self._limit if command.le else SHORT_LIMIT)
        sealed = session.seal(self._perform(inner), odd=bool(command.ins & 1))
        self._switch_session()
        return sealed

    def _perform(self, command: Command) -> Answer:
        if command.ins != 0x86:
            self._pace = None
        instruction = self._instructions.get(command.ins)
        try:
            if instruction is None:
                raise StatusWord(UNKNOWN_INSTRUCTION)
            return instruction(command)
        except StatusWord as failure:
            self._pace = None
            return Answer(status=failure.value)

    def _end_session(self) -> None:
        if self._session is not None:
            self._session = None
            self._selected = None
            self._chip_suite = None

    def _switch_session(self) -> None:
        """New keys count from the command after the one that agreed them."""
        if self._next_session is not None:
            self._session, self._next_session = self._next_session, None

    # Files

    def _select(self, command: Command) -> Answer:
        if command.p1 == 0x04:
            return self._select_application(command)
        if command.p1 not in {0x00, 0x02} or command.p2 & 0x0C != 0x0C:
            raise StatusWord(WRONG_P1P2)
        wanted = int.from_bytes(command.data, "big")
        if wanted == MASTER_FILE or (command.p1 == 0 and not command.data):
            return self._select_master_file()
        if len(command.data) != 2:
            raise StatusWord(WRONG_DATA)
        self._selected = None
        self._selected = self._file(wanted)
        return Answer()

    def _select_application(self, command: Command) -> Answer:
        if command.data != APPLICATION:
            raise StatusWord(FILE_NOT_FOUND)
        self._application = True
        self._selected = None
        return Answer()

    def _select_master_file(self) -> Answer:
        """The Vietnamese chip does not know the command once its application is selected."""
        known = self._chip.selects_master_file
        too_late = known is MasterFile.BEFORE_APPLICATION and self._application
        if known is MasterFile.NEVER or too_late:
            raise StatusWord(UNKNOWN_INSTRUCTION)
        self._application = False
        self._selected = None
        return Answer()

    def _file(self, identifier: int) -> bytes:
        """The content of a file the terminal may read now."""
        if self._application and identifier in self.contents.application_files:
            if self._session is None or identifier in self.contents.locked:
                raise StatusWord(NOT_ALLOWED)
            return self.contents.application_files[identifier]
        if identifier == CARD_ACCESS and not self._chip.card_access_open:
            raise StatusWord(NOT_ALLOWED)
        if identifier in self.contents.master_files:
            return self.contents.master_files[identifier]
        raise StatusWord(FILE_NOT_FOUND)

    def _by_short_identifier(self, short: int) -> bytes:
        """Short identifiers are the low five bits, those of the master file their own."""
        if short == 0x1C:
            return self._file(CARD_ACCESS)
        if self._application:
            return self._file(0x0100 + short)
        own = {0x1E: files.DIRECTORY, 0x01: files.ATR_INFO}.get(short)
        if own is None:
            raise StatusWord(FILE_NOT_FOUND)
        return self._file(own)

    def _read_binary(self, command: Command) -> Answer:
        if command.data or command.le is None:
            raise StatusWord(WRONG_LENGTH)
        if command.p1 & 0x80:
            if command.p1 & 0x60:
                raise StatusWord(WRONG_P1P2)
            self._selected = self._by_short_identifier(command.p1 & 0x1F)
            return self._slice(command.p2, command.le, self._limit)
        return self._slice(command.p1p2, command.le, self._limit)

    def _read_binary_odd(self, command: Command) -> Answer:
        """READ BINARY with an offset data object, for offsets beyond 32 767 (9303-11 §9.8.5)."""
        try:
            offset = int.from_bytes(single(command.data, 0x54), "big")
        except (TlvError, IndexError):
            raise StatusWord(WRONG_DATA) from None
        if command.le is None:
            raise StatusWord(WRONG_LENGTH)
        if command.p1p2 & 0xFFE0 == 0 and command.p2:
            self._selected = self._by_short_identifier(command.p2)
        elif command.p1p2:
            self._selected = self._file(command.p1p2)
        room = min(command.le, self._limit)
        overhead = 2 if room < 0x82 else 3 if room < 0x103 else 4
        part = self._slice(offset, max(1, room - overhead), self._limit)
        return Answer(tlv(0x53, part.data), part.status)

    def _slice(self, offset: int, wanted: int, room: int) -> Answer:
        content = self._selected
        if content is None:
            raise StatusWord(NO_FILE_SELECTED)
        if offset >= len(content):
            raise StatusWord(BEYOND_END)
        part = content[offset : offset + min(wanted, room)]
        asked_for_all = wanted in {SHORT_LIMIT, 65_536}
        short = offset + wanted > len(content) and not asked_for_all
        return Answer(part, END_REACHED if short else 0x9000)

    # Access control

    def _get_challenge(self, command: Command) -> Answer:
        if command.le not in {8, SHORT_LIMIT, 65_536}:
            raise StatusWord(WRONG_LENGTH)
        if not self._chip.bac:
            raise StatusWord(CONDITIONS)
        self._challenge = self._random(8)
        return Answer(self._challenge)

    def _mutual_authenticate(self, command: Command) -> Answer:
        challenge, self._challenge = self._challenge, None
        if challenge is None or not self._application or not self._chip.bac or self._session:
            raise StatusWord(CONDITIONS)
        information = self.contents.person.access_information
        data, session = bac.mutual_authenticate(information, challenge, command.data, self._random)
        self._next_session = session
        return Answer(data)

    def _manage_security_environment(self, command: Command) -> Answer:
        try:
            found = dict(objects(command.data))
        except (TlvError, IndexError):
            raise StatusWord(WRONG_DATA) from None
        if command.p1p2 == 0xC1A4:
            return self._set_pace(found)
        if command.p1p2 == 0x41A4:
            return self._set_chip_authentication(found)
        if command.p1p2 == 0x41A6:
            return self._set_key_agreement(found)
        raise StatusWord(WRONG_P1P2)

    def _set_pace(self, found: dict[int, bytes]) -> Answer:
        """MSE:Set AT for PACE (9303-11 §4.4.4.1)."""
        chip = self._chip
        if not chip.pace or found.get(0x80) != files.pace_oid(chip.suite):
            raise StatusWord(WRONG_DATA)
        if found.get(0x84, b"")[-1:] not in {b"", bytes([chip.curve.parameter_id])}:
            raise StatusWord(REFERENCE_NOT_FOUND)
        person = self.contents.person
        reference = int.from_bytes(found.get(0x83, b""), "big")
        if reference == MRZ_PASSWORD:
            information = person.access_information
            password = hashlib.sha1(information, usedforsecurity=False).digest()
        elif reference == CAN_PASSWORD:
            password = person.can.encode("ascii")
        else:
            raise StatusWord(REFERENCE_NOT_FOUND)
        self._pace = PaceRun(chip.suite, chip.curve, password, self._random)
        return Answer()

    def _general_authenticate(self, command: Command) -> Answer:
        if self._pace is not None:
            data = self._pace.answer(command.data, last=not command.chained)
            self._next_session = self._pace.session
            return Answer(data)
        if self._chip_suite is not None:
            return self._agree_as_chip(command)
        raise StatusWord(CONDITIONS)

    # Proofs

    def _set_chip_authentication(self, found: dict[int, bytes]) -> Answer:
        """MSE:Set AT for chip authentication (9303-11 §6.2.4.2)."""
        self._chip_suite = None
        suite = self._offered_suite()
        if found.get(0x80) != files.chip_authentication_oid(suite):
            raise StatusWord(WRONG_DATA)
        if 0x84 in found:
            raise StatusWord(REFERENCE_NOT_FOUND)
        self._chip_suite = suite
        return Answer()

    def _agree_as_chip(self, command: Command) -> Answer:
        suite, self._chip_suite = self._chip_suite, None
        try:
            terminal = single(single(command.data, 0x7C), 0x80)
        except (TlvError, IndexError):
            raise StatusWord(WRONG_DATA) from None
        self._agree(suite, terminal)
        return Answer(tlv(0x7C))

    def _set_key_agreement(self, found: dict[int, bytes]) -> Answer:
        """MSE:Set KAT, the older command, for 3DES only (9303-11 §6.2.4.1)."""
        if self._offered_suite() is not Suite.TDES:
            raise StatusWord(WRONG_P1P2)
        if 0x84 in found:
            raise StatusWord(REFERENCE_NOT_FOUND)
        self._agree(Suite.TDES, found.get(0x91, b""))
        return Answer()

    def _offered_suite(self) -> Suite:
        if self._session is None:
            raise StatusWord(NOT_ALLOWED)
        if self.contents.chip_key is None:
            raise StatusWord(WRONG_P1P2)
        return self._chip.chip_suite or self._chip.suite

    def _agree(self, suite: Suite | None, terminal: bytes) -> None:
        key = self.contents.chip_key
        if key is None or suite is None:
            raise StatusWord(CONDITIONS)
        self._next_session = proofs.agree(key, suite, terminal)

    def _internal_authenticate(self, command: Command) -> Answer:
        """Active authentication (9303-11 §6.1.4)."""
        key, chip = self.contents.active_key, self._chip
        if key is None:
            raise StatusWord(UNKNOWN_INSTRUCTION)
        if self._session is None:
            raise StatusWord(NOT_ALLOWED)
        if len(command.data) != 8:
            raise StatusWord(WRONG_LENGTH)
        signature = proofs.sign_challenge(key, chip.active, chip.active_hash, command.data)
        if len(signature) > self._limit:
            raise StatusWord(WRONG_LENGTH)
        return Answer(signature)
