"""Papers nobody wishes to print: the longest names, addresses, codes and lists there may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from models.certified import book_kinds
from models.papers.handing import CashLine, Separator
from models.receipt import ReceiptLine
from printing import office_samples, samples
from printing.control import render_control
from printing.forms import shipped_form
from printing.handing import render_bundle, render_cash, render_collection, render_visit
from printing.notices import render_apology, render_refusal, render_stop, render_supplement
from printing.papers import set_paper
from printing.rating import render_rating
from printing.receipt import render, render_blank
from printing.register import render_register
from printing.separators import render_separators

CODE = ("H15.50.05.13.AA.BB.CC.DD.EE.FF.GG.HH.II.JJ.KK-20261123-" + "0" * 40)[:64]
PERSON = ("NGUYỄN PHAN HOÀNG THỊ " + "NGHIÊNG " * 12).strip()
ADDRESS = ("đường Nguyễn Thị Minh Khai, tổ dân phố Ẫu Ơ, " * 8)[:300].strip()
EMAIL = "x" * 110 + "@vi-du.vn"
PROCEDURE = ("Thủ tục " + "cấp lại, đổi, điều chỉnh giấy chứng nhận " * 6).strip()
REASON = ("chưa nhận được kết quả xác minh của cơ quan đăng ký hộ tịch " * 9).strip()

SUBJECT = replace(
    samples.SUBJECT, code=CODE, person=PERSON, address=ADDRESS, email=EMAIL, procedure=PROCEDURE
)
LINES = tuple(
    ReceiptLine(f"Giấy tờ số {i:02d} của hồ sơ " + "kèm theo " * (i % 9), "Bản chính", i)
    for i in range(1, 41)
)


def receipt() -> bytes:
    long = replace(
        samples.receipt(),
        code=CODE, person=PERSON, address=ADDRESS, email=EMAIL, procedure=PROCEDURE, lines=LINES,
    )  # fmt: skip
    return render(long)


def residence_receipt() -> bytes:
    long = replace(samples.receipt("residence_receipt"), person=PERSON, lines=LINES)
    return render(long, shipped_form("residence_receipt"))


def household_receipt() -> bytes:
    long = replace(samples.household_receipt(), person=PERSON, address=ADDRESS, lines=LINES)
    return render(long, shipped_form("household_receipt"))


def rating() -> bytes:
    """More questions than any law asks."""
    slip = samples.rating()
    return render_rating(replace(slip, procedure=PROCEDURE, questions=slip.questions * 4))


def supplement(form: str = "supplement") -> bytes:
    notice = samples.supplement(form)
    items = tuple(
        replace(notice.items[0], name=line.name, note="không đọc được " * (i % 4))
        for i, line in enumerate(LINES)
    )
    long = replace(notice, subject=SUBJECT, items=items, reason=REASON)
    return render_supplement(long, shipped_form(form))


def refusal(form: str = "refusal") -> bytes:
    long = replace(samples.refusal(form), subject=SUBJECT, reasons=(REASON,) * 9, submitter=PERSON)
    return render_refusal(long, shipped_form(form))


def apology() -> bytes:
    long = replace(
        samples.apology(), subject=SUBJECT, reason=REASON, signer=PERSON, recipients=(ADDRESS,) * 5
    )
    return render_apology(long)


def stop_notice() -> bytes:
    long = replace(samples.stop_notice(), subject=SUBJECT, details=REASON, papers_back=LINES)
    return render_stop(long)


def control_slip() -> bytes:
    slip = samples.control_slip()
    hand = replace(slip.hand_overs[0], giver=PROCEDURE[:80], giver_name=PERSON, note=REASON[:90])
    return render_control(replace(slip, subject=SUBJECT, hand_overs=(hand,) * 14))


def register() -> bytes:
    book = samples.register(60)
    rows = tuple(
        replace(row, code=CODE, person=PERSON, address=ADDRESS, procedure=PROCEDURE)
        for row in book.rows
    )
    return render_register(replace(book, rows=rows))


def bundle() -> bytes:
    record = samples.bundle()
    row = replace(record.rows[0], code=CODE, submitter=PERSON, procedure=PROCEDURE, note=REASON)
    return render_bundle(replace(record, rows=(row,) * 40, receiver_name=""))


def collection() -> bytes:
    listed = samples.collection()
    row = replace(listed.rows[0], code=CODE, owner=PERSON, procedure=PROCEDURE)
    return render_collection(replace(listed, rows=(row,) * 40))


def cash() -> bytes:
    slip = samples.cash()
    line = CashLine(PROCEDURE, 1_000, 199_000)
    return render_cash(replace(slip, code=CODE, payer=PERSON, address=ADDRESS, lines=(line,) * 20))


def visit() -> bytes:
    listed = samples.visit()
    row = replace(listed.rows[0], code=CODE, procedure=PROCEDURE)
    return render_visit(replace(listed, visitor=PERSON, rows=(row,) * 20))


DECLARED = (
    "declaration_birth", "declaration_marriage", "declaration_death", "declaration_marital_status",
)  # fmt: skip


def transfer() -> bytes:
    slip = office_samples.transfer(samples.heading(), SUBJECT)
    return set_paper(replace(slip, account_owner=PERSON, amount_dong=999_999_999_999)).pdf


def cash_count() -> bytes:
    count = office_samples.cash_count(samples.heading())
    row = replace(count.rows[0], code=CODE, note="Đảo phiếu 01/PTNB-QUAYTIEPNHAN")
    return set_paper(replace(count, rows=(row,) * 120, explanation=REASON)).pdf


def weekly() -> bytes:
    report = office_samples.weekly(samples.heading())
    late = replace(
        report.overdue[0], procedure=PROCEDURE, holder=f"{PERSON}, từ 12/11", reason=REASON
    )
    report = replace(report, overdue=(late,) * 8, more=37, clerk=PERSON, proposals=REASON)
    return set_paper(report).pdf


def certification(kind: str) -> bytes:
    book = office_samples.certification_book(kind, samples.heading())
    row = replace(book.rows[0], people=f"{PERSON} ({ADDRESS})", paper=PROCEDURE, note=REASON[:80])
    return set_paper(replace(book, rows=(row,) * 60)).pdf


def declaration(name: str) -> bytes:
    paper = office_samples.declaration(name, samples.heading())
    long = {key: f"{text} {ADDRESS}" for key, text in paper.values.items() if text}
    rows = tuple(replace(one, wife=ADDRESS, husband=PERSON) for one in paper.spouses)
    return set_paper(replace(paper, values=long, spouses=rows)).pdf


LONG: Mapping[str, Callable[[], bytes]] = {
    "receipt": receipt,
    "receipt_blank": lambda: render_blank(samples.blank(20)),
    "supplement": supplement,
    "refusal": refusal,
    "apology": apology,
    "stop_notice": stop_notice,
    "control_slip": control_slip,
    "register": register,
    "residence_receipt": residence_receipt,
    "residence_supplement": lambda: supplement("residence_supplement"),
    "residence_refusal": lambda: refusal("residence_refusal"),
    "household_receipt": household_receipt,
    "household_supplement": lambda: supplement("household_supplement"),
    "rating": rating,
    "bundle": bundle,
    "collection": collection,
    "cash": cash,
    "visit": visit,
    "separators": lambda: render_separators([Separator("C" * 64, PROCEDURE)]),
    "transfer": transfer,
    "cash_count": cash_count,
    "weekly": weekly,
    **{f"certification_{one.name}": partial(certification, one.name) for one in book_kinds()},
    **{name: partial(declaration, name) for name in DECLARED},
}
