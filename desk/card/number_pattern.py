"""The structure of the 12-digit personal identification number: PPP G YY NNNNNN.

PPP place of birth registration, G century and sex, YY year of birth (NĐ 137/2015/NĐ-CP Điều 13).
A mismatch is a warning only: the law lets people change sex and dates and keep the number.
"""

from __future__ import annotations

import re

from models.citizen import PartialDate, Sex

_NUMBER = re.compile(r"[0-9]{12}")
_FIRST_CENTURY = 1900
_PROVINCES = frozenset(
    {
        "001", "002", "004", "006", "008", "010", "011", "012", "014", "015", "017", "019",
        "020", "022", "024", "025", "026", "027", "030", "031", "033", "034", "035", "036",
        "037", "038", "040", "042", "044", "045", "046", "048", "049", "051", "052", "054",
        "056", "058", "060", "062", "064", "066", "067", "068", "070", "072", "074", "075",
        "077", "079", "080", "082", "083", "084", "086", "087", "089", "091", "092", "093",
        "094", "095", "096",
    }
)  # fmt: skip


def warnings(number: str, birth: PartialDate | None, sex: Sex | None) -> tuple[str, ...]:
    """Reason codes: number_pattern_unknown, number_birth_differs, number_sex_differs."""
    if not _NUMBER.fullmatch(number):
        return ("number_pattern_unknown",)
    found: list[str] = []
    if number[:3] not in _PROVINCES:
        found.append("number_pattern_unknown")
    if birth is not None and birth.year != birth_year(number):
        found.append("number_birth_differs")
    if sex is not None and sex is not _sex(number):
        found.append("number_sex_differs")
    return tuple(found)


def birth_year(number: str) -> int:
    """The year of birth a number tells."""
    return _FIRST_CENTURY + 100 * (int(number[3]) // 2) + int(number[4:6])


def _sex(number: str) -> Sex:
    return Sex.FEMALE if int(number[3]) % 2 else Sex.MALE
