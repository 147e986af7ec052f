"""The machine readable zone of a card, TD1 (ICAO 9303-5 §4.2), in the Vietnamese arrangement."""

from __future__ import annotations

import unicodedata
from datetime import date

WIDTH = 30
WEIGHTS = (7, 3, 1)
NO_EXPIRY = "991231"


def check_digit(text: str) -> str:
    """ICAO 9303-3 §4.9: digits count as themselves, A as 10 … Z as 35, the filler as nought."""
    values = (0 if c == "<" else int(c, 36) for c in text)
    return str(sum(v * WEIGHTS[i % 3] for i, v in enumerate(values)) % 10)


def transliterate(name: str) -> str:
    """Letters A–Z and fillers only; Đ has no decomposition and becomes D."""
    plain = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    return "".join("<" if c == " " else c for c in plain if c == " " or "A" <= c <= "Z")


def expiry_field(expires: date | None) -> str:
    """Six digits; a card without an expiry date says 991231."""
    return f"{expires:%y%m%d}" if expires else NO_EXPIRY


def lines(
    number: str, name: str, born: str, sex: str, expires: date | None
) -> tuple[str, str, str]:
    """The three lines. `born` is YYMMDD with fillers where unknown, `sex` M or F."""
    document = number[-9:]
    optional = (number + "<<").ljust(14, "<")
    first = "IDVNM" + document + check_digit(document) + optional + check_digit(optional)
    expiry = expiry_field(expires)
    second = born + check_digit(born) + sex + expiry + check_digit(expiry) + "VNM" + "<" * 11
    second += check_digit(first[5:] + second[0:7] + second[8:15] + second[18:29])
    family, _, given = transliterate(name).partition("<")
    return first, second, f"{family}<<{given}".ljust(WIDTH, "<")[:WIDTH]


def access_information(number: str, born: str, expires: date | None) -> bytes:
    """What BAC and the PACE MRZ password are derived from (ICAO 9303-11 §4.3.2, §9.7.2)."""
    parts = (number[-9:], born, expiry_field(expires))
    return "".join(part + check_digit(part) for part in parts).encode("ascii")
