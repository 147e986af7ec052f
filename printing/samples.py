"""Every paper with an invented dossier on it: for trying a template, for teaching and for proofs.

Nobody named here exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import partial

from models.forms import form_texts
from models.papers.handing import (
    BlankReceipts,
    Bundle,
    BundleRecord,
    BundleRow,
    CashLine,
    CashSlip,
    CollectionList,
    CollectionRow,
    Separator,
    VisitList,
    VisitRow,
)
from models.papers.heading import Heading, Subject
from models.papers.notices import (
    Apology,
    ControlSlip,
    HandOver,
    Outcome,
    Refusal,
    StopNotice,
    SupplementNotice,
    supplement_item,
)
from models.papers.rating import AskedQuestion, RatingSlip
from models.papers.register import Closing, Register, RegisterRow
from models.procedure import CopyKind
from models.rating import rating_form
from models.receipt import Receipt, ReceiptLine
from models.vocabulary import say
from printing.control import render_control
from printing.forms import shipped_form
from printing.handing import render_bundle, render_cash, render_collection, render_visit
from printing.notices import render_apology, render_refusal, render_stop, render_supplement
from printing.office_samples import office_papers
from printing.papers import set_paper
from printing.rating import render_rating
from printing.receipt import render, render_blank
from printing.register import render_register
from printing.separators import NEW_DOCUMENT, render_separators

_VIETNAM = timezone(timedelta(hours=7))
RECEIVED = datetime(2026, 11, 23, 8, 5, tzinfo=_VIETNAM)
DUE = datetime(2026, 11, 27, 17, 0, tzinfo=_VIETNAM)
_LATER = datetime(2026, 12, 2, 17, 0, tzinfo=_VIETNAM)
_OFFICE = "Trung tâm Phục vụ hành chính công xã Thử Nghiệm"
_CLERK = "Trần Văn Bình"
_JUSTICE = "Bộ phận Tư pháp - Hộ tịch"
_CODE = "H15.50.05.13-261123-0007"
RATING = "https://danhgia.vi-du.vn/{code}"

PEOPLE = ("NGUYỄN THỊ ÁNH TUYẾT", "LÊ QUANG ĐẠT", "PHẠM THỊ HỒNG NHUNG", "TRƯƠNG ĐỨC HẬU")
PROCEDURES = (
    "Thủ tục đăng ký khai sinh",
    "Chứng thực bản sao từ bản chính giấy tờ, văn bản",
    "Cấp bản sao trích lục hộ tịch",
)


def heading(form: str = "", number: str = "", at: datetime = RECEIVED) -> Heading:
    """The head of a paper of an invented commune."""
    texts = form_texts(form, at.date()) if form else None
    return Heading(
        agency_upper="ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",
        agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        place="Thử Nghiệm",
        at=at,
        office=_OFFICE,
        hotline="1900 0000",
        form_label=texts.label if texts else "",
        legal_basis=texts.legal_basis if texts else "",
        number=number,
    )


SUBJECT = Subject(
    code=_CODE,
    person=PEOPLE[0],
    procedure=PROCEDURES[0],
    identity_number="001185000007",
    address="Thôn Đoài, xã Thử Nghiệm, tỉnh Đắk Lắk",
    phone="0900 000 007",
    email="anh.tuyet@vi-du.vn",
)


def receipt(form: str = "receipt") -> Receipt:
    """An invented birth registration."""
    head = heading(form)
    return Receipt(
        dossier_id="0190aaaa-0000-7000-8000-000000000001",
        code=_CODE,
        provisional=False,
        agency_upper=head.agency_upper,
        agency=head.agency,
        place=head.place,
        hotline=head.hotline,
        form_label=head.form_label,
        legal_basis=head.legal_basis,
        number="12/TNHS",
        person=SUBJECT.person,
        identity_number=SUBJECT.identity_number,
        address=SUBJECT.address,
        phone=SUBJECT.phone,
        email=SUBJECT.email,
        procedure=SUBJECT.procedure,
        lines=(
            ReceiptLine("Tờ khai đăng ký khai sinh theo mẫu", "Bản chính", 1),
            ReceiptLine("Giấy chứng sinh", "Bản chính", 1),
            ReceiptLine("Giấy chứng nhận kết hôn", "Bản chụp (có bản chính đối chiếu)", 1),
        ),
        sets=1,
        limit_text="3 ngày làm việc",
        received_at=RECEIVED,
        due=DUE,
        due_note="",
        return_place="Quầy số 3",
        fee_text="Không thu",
        clerk_name=_CLERK,
        submitter_name="Nguyễn Thị Ánh Tuyết",
        register_volume="01",
        register_number="0345",
        rating_url=RATING if form == "receipt" else "",
    )


def supplement(form: str = "supplement") -> SupplementNotice:
    """An invented Mẫu 02."""
    return SupplementNotice(
        heading(form, "04/HDHS" if form == "supplement" else ""),
        SUBJECT,
        items=(
            supplement_item("Giấy chứng sinh", CopyKind.ORIGINAL, 1, "bản đã nộp bị rách góc"),
            supplement_item("Giấy chứng nhận kết hôn", CopyKind.CERTIFIED_COPY, 1),
            supplement_item("Sổ hộ khẩu cũ", CopyKind.COMPARED_PHOTOCOPY, 2),
        ),
        reason="Giấy chứng sinh không đọc được số; thiếu giấy tờ chứng minh quan hệ hôn nhân.",
        guide=_CLERK,
    )


def refusal(form: str = "refusal") -> Refusal:
    """An invented Mẫu 03."""
    return Refusal(
        heading(form),
        SUBJECT,
        reasons=(
            "Thủ tục không thuộc thẩm quyền giải quyết của Ủy ban nhân dân xã Thử Nghiệm;",
            "Hồ sơ trùng với hồ sơ đã được giải quyết ngày 12 tháng 10 năm 2026.",
        ),
        submitter="Nguyễn Thị Ánh Tuyết",
        clerk=_CLERK,
    )


def rating() -> RatingSlip:
    """An invented office asks what people thought."""
    questions = rating_form(RECEIVED.date()).questions
    return RatingSlip(
        heading(at=DUE),
        _CODE,
        provisional=False,
        procedure=PROCEDURES[0],
        questions=tuple(
            AskedQuestion(one.vi, tuple(answer.vi for answer in one.answers)) for one in questions
        ),
        address=RATING.replace("{code}", _CODE),
    )


_HOUSEHOLD_LINES = (
    ReceiptLine("Giấy đề nghị đăng ký thành lập hộ kinh doanh", "Bản chính", 1),
    ReceiptLine("Văn bản ủy quyền của các thành viên hộ gia đình", "Bản sao chứng thực", 1),
)
_HOUSEHOLD_CODE = "HKD-2026-0012345"


def household_receipt() -> Receipt:
    """An invented new household business; its own system gave a code before printing."""
    return replace(
        receipt("household_receipt"),
        number="",
        procedure="Đăng ký thành lập hộ kinh doanh",
        lines=_HOUSEHOLD_LINES,
        external_code=_HOUSEHOLD_CODE,
    )


def household_supplement() -> SupplementNotice:
    """What an invented household business has to put right."""
    notice = supplement("household_supplement")
    about = replace(
        SUBJECT, procedure="Đăng ký thành lập hộ kinh doanh", external_code=_HOUSEHOLD_CODE
    )
    items = (
        supplement_item(_HOUSEHOLD_LINES[0].name, CopyKind.ORIGINAL, 1, "chưa ghi ngành, nghề"),
        supplement_item(_HOUSEHOLD_LINES[1].name, CopyKind.CERTIFIED_COPY, 1),
    )
    reason = "Giấy đề nghị chưa ghi ngành, nghề kinh doanh; thiếu văn bản ủy quyền."
    return replace(notice, subject=about, items=items, reason=reason)


def apology() -> Apology:
    """An invented Mẫu 04."""
    return Apology(
        heading("apology", "02/PXL", DUE - timedelta(days=1)),
        SUBJECT,
        received_at=RECEIVED,
        due=DUE,
        new_due=_LATER,
        reason="chưa nhận được kết quả xác minh của cơ quan đăng ký hộ tịch nơi cư trú trước đây.",
        signer="Lê Thị Mai",
        signer_role="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    )


def stop_notice() -> StopNotice:
    """An invented Mẫu 05."""
    return StopNotice(
        heading("stop_notice", "07/TB-TTPVHCC", _LATER),
        SUBJECT,
        received_at=RECEIVED,
        ground=say("stop_reasons", "not_supplemented"),
        details="Phiếu yêu cầu bổ sung số 04/HDHS đã quá hạn mà không được thực hiện.",
        papers_back=receipt().lines,
        signer="Lê Thị Mai",
        recipients=("Bộ phận Tư pháp - Hộ tịch",),
    )


def control_slip() -> ControlSlip:
    """An invented Mẫu 06 with two hand-overs done."""
    hands = (
        HandOver(
            "Quầy số 3", _JUSTICE, RECEIVED.replace(hour=11), _CLERK, "Đỗ Thị Lan", Outcome.ON_TIME
        ),
        HandOver(
            _JUSTICE, "Quầy số 3", DUE.replace(day=26), "Đỗ Thị Lan", _CLERK, Outcome.EARLY,
            "kèm kết quả",
        ),
    )  # fmt: skip
    return ControlSlip(heading("control_slip"), SUBJECT, _JUSTICE, RECEIVED, DUE, hand_overs=hands)


def register(count: int = 30, *, closed: bool = True) -> Register:
    """An invented year of so many dossiers."""
    rows = tuple(_register_row(number) for number in range(1, count + 1))
    closing = Closing(date(2026, 12, 31), "Lê Thị Mai", keeper=_CLERK) if closed else None
    return Register(heading("register"), 2026, "01", date(2026, 1, 2), rows, closing)


def _register_row(number: int) -> RegisterRow:
    at = RECEIVED + timedelta(minutes=7 * number)
    returned = number % 3 != 0
    return RegisterRow(
        number=number,
        code=f"H15.50.05.13-261123-{number:04d}",
        procedure=PROCEDURES[number % 3],
        sets=1,
        person=PEOPLE[number % 4],
        address="Thôn Đoài, xã Thử Nghiệm, tỉnh Đắk Lắk",
        phone=f"0900 000 {number:03d}",
        lead_agency=_JUSTICE,
        received_at=at,
        due=DUE,
        returned_at=DUE if returned else None,
        return_method="Tại quầy" if returned else "Bưu chính",
    )


def bundle(kind: Bundle = Bundle.DOSSIERS) -> BundleRecord:
    """An invented bundle of eight."""
    rows = tuple(
        BundleRow(
            code=f"H15.50.05.13-261123-{number:04d}",
            submitter=PEOPLE[number % 4].title(),
            procedure=PROCEDURES[number % 3],
            sheets=3 + number,
            originals="Giấy chứng sinh" if number % 3 == 0 else "",
        )
        for number in range(1, 9)
    )
    at = RECEIVED.replace(hour=11, minute=2)
    return BundleRecord(
        heading(number="15/BBBG", at=at), kind, _OFFICE, _CLERK, _JUSTICE, "Đỗ Thị Lan", rows
    )


def collection() -> CollectionList:
    """An invented list of results, the first already taken."""
    rows = tuple(
        CollectionRow(
            code=f"H15.50.05.13-261123-{number:04d}",
            owner=PEOPLE[number % 4].title(),
            procedure=PROCEDURES[number % 3],
            result="02 bản trích lục",
            collector="Nguyễn Văn Lâm (giấy ủy quyền)" if number == 1 else "",
            collected_at=DUE if number == 1 else None,
        )
        for number in range(1, 9)
    )
    about = "Kết quả trả ngày 27/11/2026 tại Quầy số 3"
    mark = "1284 dòng, " + " ".join(["9f3a61c0"] * 8)
    return CollectionList(heading(at=DUE), about, rows, _CLERK, audit_mark=mark)


def cash() -> CashSlip:
    """An invented slip for twelve certified copies and two extracts."""
    lines = (
        CashLine("Phí chứng thực bản sao từ bản chính", 12, 2_000),
        CashLine("Phí cấp bản sao trích lục hộ tịch", 2, 8_000),
    )
    return CashSlip(
        heading(number="31/PTNB"),
        code=_CODE,
        payer="Nguyễn Thị Ánh Tuyết",
        address=SUBJECT.address,
        procedure=PROCEDURES[1],
        lines=lines,
        method="Chuyển khoản",
        clerk=_CLERK,
        transfer_text="00020101021238540010A00000072701240006970400011000000000000208QRIBFTTA530370454055000062200816H1526112300076304ABCD",
    )


def visit() -> VisitList:
    """An invented visitor with three dossiers."""
    rows = tuple(
        VisitRow(
            code="TAM-Q1-261123-0003" if number == 3 else f"H15.50.05.13-261123-{number:04d}",
            provisional=number == 3,
            procedure=PROCEDURES[number % 3],
            due=DUE,
            fee="8.000 đ" if number == 2 else "Không thu",
        )
        for number in (1, 2, 3)
    )
    return VisitList(heading(), "Nguyễn Thị Ánh Tuyết", SUBJECT.phone, rows, "Quầy số 3", _CLERK)


def blank(count: int = 2) -> BlankReceipts:
    """Invented provisional numbers for a power cut."""
    codes = tuple(f"TAM-Q1-261123-{number:04d}" for number in range(1, count + 1))
    return BlankReceipts(heading("receipt"), codes)


_SHEETS = (
    Separator("to-khai", "Tờ khai đăng ký khai sinh theo mẫu"),
    Separator("giay-chung-sinh", "Giấy chứng sinh"),
    NEW_DOCUMENT,
)


def _set(make: Callable[[], object]) -> bytes:
    return set_paper(make()).pdf


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "receipt": lambda: render(receipt()),
    "receipt_reprinted": lambda: render(receipt(), reprinted_at=DUE),
    "receipt_blank": lambda: render_blank(blank()),
    "supplement": lambda: render_supplement(supplement()),
    "refusal": lambda: render_refusal(refusal()),
    "apology": lambda: render_apology(apology()),
    "stop_notice": lambda: render_stop(stop_notice()),
    "control_slip": lambda: render_control(control_slip()),
    "register": lambda: render_register(register()),
    "residence_receipt": lambda: render(
        receipt("residence_receipt"), shipped_form("residence_receipt")
    ),
    "residence_supplement": lambda: render_supplement(
        supplement("residence_supplement"), shipped_form("residence_supplement")
    ),
    "residence_refusal": lambda: render_refusal(
        refusal("residence_refusal"), shipped_form("residence_refusal")
    ),
    "household_receipt": lambda: render(household_receipt(), shipped_form("household_receipt")),
    "household_supplement": lambda: render_supplement(
        household_supplement(), shipped_form("household_supplement")
    ),
    "bundle": lambda: render_bundle(bundle()),
    "collection": lambda: render_collection(collection()),
    "cash": lambda: render_cash(cash()),
    "visit": lambda: render_visit(visit()),
    "rating": lambda: render_rating(rating()),
    "separators": lambda: render_separators(_SHEETS),
    **{name: partial(_set, make) for name, make in office_papers(heading, SUBJECT).items()},
}
"""Paper by name, for `motcua form sample` and the folder of examples."""
