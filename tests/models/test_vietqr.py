"""VietQR against the examples published with NAPAS's specification, and what banks take."""

from __future__ import annotations

import pytest

from models.problems import Problem
from models.vietqr import (
    BankAccount,
    checksum,
    is_whole,
    plain_purpose,
    read_fields,
    transfer_text,
)

ACCOUNT = BankAccount("970403", "0011012345678")
STATIC = (
    "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
)
DYNAMIC = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
    "530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E"
)


def test_the_published_examples() -> None:
    assert transfer_text(ACCOUNT) == STATIC
    assert transfer_text(ACCOUNT, 180_000, "thanh toan don hang", "NPS6869") == DYNAMIC
    assert checksum("123456789") == "29B1", "the check value of CRC-16/CCITT-FALSE"


def test_the_checksum_finds_a_changed_digit() -> None:
    assert is_whole(STATIC)
    assert not is_whole(DYNAMIC.replace("180000", "190000"))
    assert read_fields(DYNAMIC)["54"] == "180000"


def test_a_purpose_is_plain_and_short() -> None:
    assert plain_purpose("H15.50.05.13-261123-0007") == "H15 50 05 13 261123 0007"
    assert plain_purpose("Lệ phí  chứng thực bản sao của ông Đặng") == "LE PHI CHUNG THUC BAN SAO"


@pytest.mark.parametrize(
    ("account", "amount", "problem"),
    [
        (BankAccount("97040", "0011012345678"), None, "vietqr.bad_account"),
        (BankAccount("970403", "001 10"), None, "vietqr.bad_account"),
        (ACCOUNT, 0, "vietqr.bad_amount"),
        (ACCOUNT, 10**13, "vietqr.bad_amount"),
    ],
)
def test_what_cannot_be_scanned_is_refused(
    account: BankAccount, amount: int | None, problem: str
) -> None:
    with pytest.raises(Problem, match=problem.replace(".", r"\.")):
        transfer_text(account, amount)
