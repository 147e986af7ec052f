"""The office's further papers with invented people on them: money, certification books, tờ khai.

Nobody named here exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from models.certified import book_kinds
from models.citizen import Citizen, IdentityPaper, PaperKind, PartialDate, Sex
from models.declarations import declaration_of, declaration_values, spouse_rows
from models.papers.certification import CertificationBook, CertificationRow
from models.papers.declaration import Declaration
from models.papers.heading import Heading, Subject
from models.papers.money import CashCount, CountedNotes, MovedMoney, TransferSlip
from models.papers.weekly import OverdueRow, WeeklyReport
from models.people import Involved, PersonRole
from models.vietqr import BankAccount, plain_purpose, transfer_text
from models.weekly import WeekDossier, count_week, week_of

_HOME = "Thôn Đoài, xã Thử Nghiệm, tỉnh Đắk Lắk"
_ACCOUNT = BankAccount("970403", "0011012345678", "UBND XA THU NGHIEM")
_CLERK = "Trần Văn Bình"

MOTHER = Citizen(
    "Nguyễn Thị Ánh Tuyết", "001185000007", PartialDate(1985, 5, 1), Sex.FEMALE, "Việt Nam", _HOME,
    paper=IdentityPaper(
        PaperKind.IDENTITY_CARD, "001185000007", date(2024, 8, 2), "Bộ Công an"
    ),
)  # fmt: skip
FATHER = Citizen(
    "Lê Quang Đạt", "001085000015", PartialDate(1984, 12, 9), Sex.MALE, "Việt Nam", _HOME
)
CHILD = Citizen("Lê Bảo An", None, PartialDate(2026, 11, 12), Sex.FEMALE, "Việt Nam")
DEAD = Citizen("Phạm Văn Cựu", "001040000023", PartialDate(1940), Sex.MALE, "Việt Nam", _HOME)
_KINH = {"ethnicity": "Kinh"}
_FORMS: Mapping[str, tuple[str, tuple[Involved, ...], Citizen, Citizen | None]] = {
    "declaration_birth": (
        "1.001193",
        (
            Involved(
                PersonRole.CHILD,
                CHILD,
                {
                    **_KINH,
                    "birth_words": "Ngày mười hai tháng mười một năm hai nghìn không trăm hai mươi"
                    " sáu",
                    "birth_place": "Trạm y tế xã Thử Nghiệm",
                    "home_place": "Xã Thử Nghiệm, tỉnh Đắk Lắk",
                },
            ),
            Involved(PersonRole.MOTHER, MOTHER, _KINH),
            Involved(PersonRole.FATHER, FATHER, _KINH),
        ),
        CHILD,
        MOTHER,
    ),
    "declaration_marriage": (
        "1.000894",
        (
            Involved(PersonRole.WIFE, MOTHER, {**_KINH, "marriage_count": "1"}),
            Involved(PersonRole.HUSBAND, FATHER, {**_KINH, "marriage_count": "1"}),
        ),
        FATHER,
        None,
    ),
    "declaration_death": ("1.000656", (), DEAD, FATHER),
    "declaration_marital_status": ("1.004873", (), MOTHER, None),
}


def transfer(heading: Heading, subject: Subject) -> TransferSlip:
    """Eight thousand đồng for an extract."""
    purpose = plain_purpose(subject.code)
    return TransferSlip(
        heading, subject, 8_000, _ACCOUNT.bank_bin, _ACCOUNT.number, _ACCOUNT.owner, purpose,
        transfer_text(_ACCOUNT, 8_000, purpose),
    )  # fmt: skip


def cash_count(heading: Heading) -> CashCount:
    """A shift of eight slips with a note too few."""
    rows = tuple(
        MovedMoney(
            f"{8 + place}:05 23/11",
            f"{place:02d}/PTNB-Q1",
            f"H15.50.05.13-261123-{place:04d}",
            "Tiền mặt" if place % 3 else "Chuyển khoản",
            8_000 * place,
            "" if place % 3 else f"FT2632{place:05d}",
        )
        for place in range(1, 9)
    )
    notes = tuple(
        CountedNotes(dong, many)
        for dong, many in ((100_000, 1), (50_000, 3), (20_000, 2), (10_000, 2), (2_000, 2))
    )
    return CashCount(
        replace(heading, number="01/BBKQ-Q1"), "Q1", "đầu kỳ", "17:00 23/11/2026", notes, rows,
        100_000, 216_000, 72_000, 0, 316_000, 314_000, 100_000, "Thối nhầm 2.000 đ.", _CLERK,
    )  # fmt: skip


def certification_book(kind: str, heading: Heading, count: int = 12) -> CertificationBook:
    """A month of one of the four books."""
    found = next(one for one in book_kinds() if one.name == kind)
    papers = ("Bằng tốt nghiệp đại học", "Giấy ủy quyền nhận hồ sơ", "Hợp đồng tặng cho xe máy")
    rows = tuple(
        CertificationRow(
            number,
            f"{number % 28 + 1:02d}/11/2026",
            "Nguyễn Thị Ánh Tuyết" + ("" if kind == "copies" else " (CCCD 001185000007)"),
            papers[number % 3],
            "Lê Thị Mai, Phó Chủ tịch",
            number % 4 + 1,
            4_000 * (number % 4 + 1),
        )
        for number in range(1, count + 1)
    )
    return CertificationBook(
        heading, kind, found.title, found.book, "Q1/2026", 2026, 11, rows, _CLERK
    )


def weekly(heading: Heading) -> WeeklyReport:
    """A week of an invented office, with one dossier that is late."""
    start, end = week_of(heading.at.date())
    received = start + timedelta(days=1)
    fields = ("Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội")
    some = [
        WeekDossier(
            f"{place}", f"H99.01.01-{place}", fields[place % 4], "Thủ tục", 1, assisted=False,
            received_at=received, due=end, done_at=received if place % 3 else None,
        )
        for place in range(20)
    ]  # fmt: skip
    late = OverdueRow(
        "H99.01.01-261101-0009", "Đăng ký biến động quyền sử dụng đất", start,
        "Phòng Kinh tế", "Chờ xác minh nguồn gốc đất",
    )  # fmt: skip
    owed = replace(
        some[0], id="late", code=late.code, field_name="Đất đai",
        received_at=start - timedelta(days=20), due=late.due, done_at=None,
    )  # fmt: skip
    return WeeklyReport(
        heading, count_week([*some, owed], start, end, heading.at), (late,), 0, _CLERK
    )


def declaration(name: str, heading: Heading) -> Declaration:
    """One of the four forms."""
    code, people, owner, submitter = _FORMS[name]
    values = declaration_values(code, people, owner, submitter, {})
    made = replace(heading, form=declaration_of(code))
    return Declaration(made, heading.agency_upper, values, spouse_rows(values))


def office_papers(
    heading: Callable[[], Heading], subject: Subject
) -> Mapping[str, Callable[[], object]]:
    """Paper by name, made when it is asked for."""
    papers: dict[str, Callable[[], object]] = {
        "transfer": lambda: transfer(heading(), subject),
        "cash_count": lambda: cash_count(heading()),
        "weekly": lambda: weekly(heading()),
    }
    for one in book_kinds():
        papers[f"certification_{one.name}"] = partial(_book, one.name, heading)
    for name in _FORMS:
        papers[name] = partial(_form, name, heading)
    return papers


def _book(kind: str, heading: Callable[[], Heading]) -> CertificationBook:
    return certification_book(kind, heading())


def _form(name: str, heading: Callable[[], Heading]) -> Declaration:
    return declaration(name, heading())
