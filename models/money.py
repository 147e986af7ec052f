"""Money at the desk: đồng as whole numbers, the tariffs that count pages, and fees in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.problems import Problem
from models.procedure import Fee

_MOST_PAGES = 10_000
_MOST_COPIES = 1_000


@dataclass(frozen=True, slots=True)
class PageTariff:
    """A fee by the page with a cap for each copy (TT 226/2016/TT-BTC)."""

    first_pages: int
    first_dong: int
    next_dong: int
    cap_dong: int
    legal_basis: tuple[str, ...]

    def one_copy(self, pages: int) -> int:
        """What one copy of so many pages costs."""
        dear = min(pages, self.first_pages)
        return min(self.cap_dong, dear * self.first_dong + (pages - dear) * self.next_dong)


def dong(amount: int) -> str:
    """``1.234.567 đ``."""
    return f"{amount:,} đ".replace(",", ".")


@cache
def certified_copies_tariff() -> PageTariff:
    """The tariff of 2.000815."""
    source = files("models.data").joinpath("fees", "certified_copies.json")
    data = json.loads(source.read_text(encoding="utf-8"))
    return PageTariff(
        first_pages=data["first_pages"],
        first_dong=data["first_dong"],
        next_dong=data["next_dong"],
        cap_dong=data["cap_dong"],
        legal_basis=tuple(data["legal_basis"]),
    )


def certified_copies_fee(pages: int, copies: int, tariff: PageTariff | None = None) -> int:
    """The fee for `copies` certified copies of one original of `pages` pages.

    The cap holds for each copy.  Raises Problem ``money.bad_count`` outside 1…10.000 pages or
    1…1.000 copies.
    """
    if not (1 <= pages <= _MOST_PAGES and 1 <= copies <= _MOST_COPIES):
        raise Problem("money.bad_count")
    return copies * (tariff or certified_copies_tariff()).one_copy(pages)


def fee_words(fees: Sequence[Fee]) -> str:
    """What everybody pays, for receipt and screen; special cases are left to their own line.

    «Không thu» only where it is known that nothing is due.
    """
    usual = [fee for fee in fees if not fee.when]
    if not usual:
        return "Theo quy định"
    if all(fee.amount_dong == 0 for fee in usual):
        return "Không thu"
    return "; ".join(_one_fee(fee) for fee in usual if fee.amount_dong != 0)


def fee_due(fees: Sequence[Fee], quantity: int = 1) -> int | None:
    """The amount everybody pays for `quantity` units; None where pages decide or nobody knows."""
    usual = [fee for fee in fees if not fee.when]
    if not usual or any(fee.amount_dong is None or fee.tariff for fee in usual):
        return None
    return sum((fee.amount_dong or 0) * (quantity if fee.per else 1) for fee in usual)


def _one_fee(fee: Fee) -> str:
    if fee.amount_dong is None:
        words = f"{fee.name}: theo quy định"
    else:
        per = f"/{fee.per}" if fee.per else ""
        words = f"{fee.name}: {dong(fee.amount_dong)}{per}"
    return f"{words} ({fee.note})" if fee.note else words
