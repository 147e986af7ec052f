"""What official papers begin and end with: issuer and motto, day and place, who signs, the seal."""

from __future__ import annotations

from datetime import date

from demo.pages.people import Place, spelled
from demo.pages.sheet import Sheet

_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_LEFT_X, _RIGHT_X = 60.0, 143.0


def motto(sheet: Sheet) -> None:
    """State and motto over the whole width, as on declarations and applications."""
    sheet.centred(_STATE, "b", 13)
    sheet.centred(_MOTTO, "b", 13.5)
    sheet.rule(75, 135)
    sheet.y += 8


def issued(sheet: Sheet, issuer: tuple[str, str], number: str) -> None:
    """Issuer on the left, state and motto on the right, the paper's number under the issuer."""
    top = sheet.y
    sheet.centred(issuer[0], "", 11.5, _LEFT_X)
    sheet.centred(issuer[1], "b", 11.5, _LEFT_X)
    sheet.rule(_LEFT_X - 12, _LEFT_X + 12)
    sheet.y += 2
    if number:
        sheet.centred(number, "", 12, _LEFT_X)
    below = sheet.y
    sheet.y = top
    sheet.centred(_STATE, "b", 11.5, _RIGHT_X)
    sheet.centred(_MOTTO, "b", 12, _RIGHT_X)
    sheet.rule(_RIGHT_X - 26, _RIGHT_X + 26)
    sheet.y = below + 6


def title(sheet: Sheet, text: str, under: str = "", points: float = 16) -> None:
    """The name of the paper."""
    sheet.centred(text, "b", points)
    if under:
        sheet.centred(under, "i", 12)
    sheet.y += 4


def addressed(sheet: Sheet, to: str) -> None:
    """Kính gửi."""
    sheet.centred(f"Kính gửi: {to}")
    sheet.y += 2


def signed(sheet: Sheet, where: Place, on: date, role: str, name: str, seal: bool = False) -> None:
    """Place and day, the role, a signature and the name at the right; the seal over them."""
    sheet.y += 2
    sheet.centred(f"{where.commune.split(' ', 1)[1]}, {spelled(on)}", "i", x=_RIGHT_X)
    sheet.centred(role, "b", x=_RIGHT_X)
    top = sheet.y
    sheet.signature(_RIGHT_X)
    sheet.centred(name, "b", x=_RIGHT_X)
    if seal:
        kind, _, rest = where.commune.partition(" ")
        ring = f"ỦY BAN NHÂN DÂN {kind} {rest} - {where.province}".upper()
        sheet.stamp(_RIGHT_X - 18, top + 8, ring, "MẪU")


def two_sign(sheet: Sheet, roles: tuple[str, str], names: tuple[str, str]) -> None:
    """Two people sign beside each other."""
    top = sheet.y
    for x, role, name in zip((_LEFT_X, _RIGHT_X), roles, names, strict=True):
        sheet.y = top
        sheet.centred(role, "b", x=x)
        sheet.signature(x)
        sheet.centred(name, "b", x=x)
