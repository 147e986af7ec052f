"""VietQR: the text a banking app scans to make a transfer (EMVCo merchant QR, NAPAS 247).

A text is a row of tag (2 digits), length (2 digits) and value; the last one is a CRC-16/CCITT-FALSE
over everything before it, its own tag and length included.  A static code of an account is no
«thanh toán trực tuyến»: who pays by it pays by transfer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.problems import Problem
from models.text import fold

_NAPAS = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
_DONG = "704"
_LONGEST = 99
_LONGEST_PURPOSE = 25
_MOST_DONG = 10**13 - 1
_BIN = re.compile(r"\d{6}", re.ASCII)
_NUMBER = re.compile(r"[0-9A-Za-z]{4,19}", re.ASCII)


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Where money goes: the bank's six digits (BIN) at NAPAS, the number, the owner's name."""

    bank_bin: str
    number: str
    owner: str = ""


def transfer_text(
    account: BankAccount, amount_dong: int | None = None, purpose: str = "", bill: str = ""
) -> str:
    """The text of a transfer; without an amount the payer types it.

    The purpose is written in plain capital letters and digits, 25 at most, as banks take no others.

    Raises:
        Problem: ``vietqr.bad_account``, ``vietqr.bad_amount``.
    """
    if not (_BIN.fullmatch(account.bank_bin) and _NUMBER.fullmatch(account.number)):
        raise Problem("vietqr.bad_account")
    if amount_dong is not None and not 0 < amount_dong <= _MOST_DONG:
        raise Problem("vietqr.bad_amount")
    receiver = _field("00", account.bank_bin) + _field("01", account.number)
    parts = [
        _field("00", "01"),
        _field("01", "11" if amount_dong is None else "12"),
        _field("38", _field("00", _NAPAS) + _field("01", receiver) + _field("02", _TO_ACCOUNT)),
        _field("53", _DONG),
    ]
    if amount_dong is not None:
        parts.append(_field("54", str(amount_dong)))
    parts.append(_field("58", "VN"))
    more = (_field("01", bill) if bill else "") + (_field("08", purpose) if purpose else "")
    if more:
        parts.append(_field("62", more))
    text = "".join(parts) + "6304"
    return text + checksum(text)


def plain_purpose(text: str) -> str:
    """A purpose as banks take it: no diacritics, letters, digits and blanks only, 25 at most."""
    letters = "".join(one if one.isalnum() else " " for one in fold(text).upper())
    return " ".join(letters.split())[:_LONGEST_PURPOSE].strip()


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE (0x1021, start 0xFFFF) in four capital hexadecimal digits."""
    crc = 0xFFFF
    for byte in text.encode("utf-8"):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1
            crc &= 0xFFFF
    return f"{crc:04X}"


def read_fields(text: str) -> Mapping[str, str]:
    """The fields of a text or of a field's value by tag. ValueError where it does not fit."""
    fields: dict[str, str] = {}
    while text:
        tag, length = text[:2], text[2:4]
        if not (tag.isdigit() and length.isdigit()) or len(text) < 4 + int(length):
            raise ValueError("not a row of tag, length and value")
        fields[tag] = text[4 : 4 + int(length)]
        text = text[4 + int(length) :]
    return fields


def is_whole(text: str) -> bool:
    """Whether the checksum at the end is right."""
    return len(text) > 8 and text[-8:-4] == "6304" and checksum(text[:-4]) == text[-4:]


def _field(tag: str, value: str) -> str:
    if not 0 < len(value) <= _LONGEST:
        raise ValueError(f"field {tag} has {len(value)} characters")
    return f"{tag}{len(value):02d}{value}"
