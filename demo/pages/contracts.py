"""Papers about money and land: the contract with long prose, the receipt with its table."""

from __future__ import annotations

import random

from demo.pages.heads import issued, motto, signed, title, two_sign
from demo.pages.people import day, figures, money, person, place, spelled
from demo.pages.sheet import Sheet

_TAIL = (
    ("Điều 2. Phương thức thanh toán",
     ("Bên B thanh toán cho Bên A bằng hình thức chuyển khoản, chia làm hai đợt: đợt một 30% ngay sau khi "
     "ký hợp đồng này, đợt hai 70% còn lại trong thời hạn 15 ngày kể từ ngày công chứng.")),
    ("Điều 3. Quyền và nghĩa vụ của các bên",
     ("Bên A có nghĩa vụ giao thửa đất đúng diện tích, vị trí, tình trạng như đã thỏa thuận cùng toàn bộ "
     "giấy tờ gốc có liên quan; chịu thuế thu nhập cá nhân. Bên B có nghĩa vụ trả đủ tiền, đúng thời hạn "
     "và nộp lệ phí trước bạ, phí thẩm định hồ sơ theo quy định của pháp luật về đất đai.")),
    ("Điều 4. Cam đoan của các bên",
     ("Các bên chịu trách nhiệm trước pháp luật về những lời cam đoan sau: thông tin về nhân thân, thửa đất "
     "ghi trong hợp đồng là đúng sự thật; thửa đất không có tranh chấp, không bị kê biên để bảo đảm thi "
     "hành án; việc giao kết hợp đồng hoàn toàn tự nguyện, không bị lừa dối hoặc ép buộc.")),
)  # fmt: skip


def land_contract(sheet: Sheet, rng: random.Random) -> None:
    """Hợp đồng chuyển nhượng quyền sử dụng đất."""
    seller, buyer, where = person(rng), person(rng), place(rng)
    on = day(rng, (2023, 2026))
    price = rng.randrange(180, 5200) * 1_000_000
    area = rng.randrange(60, 900)
    motto(sheet)
    title(sheet, "HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT")
    number = f"{rng.randint(1, 999):03d}/{on.year}/HĐCN"
    sheet.centred(f"Số: {number}")
    sheet.paragraph(f"Hôm nay, {spelled(on)}, tại trụ sở {where.committee}, chúng tôi gồm có:")
    for letter, name, role, who in (
        ("A", "seller", "chuyển nhượng", seller),
        ("B", "buyer", "nhận chuyển nhượng", buyer),
    ):
        title_of = "Ông" if who.sex == "Nam" else "Bà"
        sheet.line(f"Bên {role} (sau đây gọi là Bên {letter}):", "b")
        sheet.paragraph(
            f"{title_of} {who.name}, sinh ngày {who.birthday}, số định danh cá nhân {who.number}, cư trú "
            f"tại {who.home.address}."
        )
        for key, value in (
            ("full_name", who.name),
            ("birth_date", who.birthday),
            ("number", who.number),
            ("residence", who.home.address),
        ):
            sheet.fields[f"{name}.{key}"] = value
    parcel, plan = rng.randint(1, 1200), rng.randint(1, 80)
    sheet.line("Điều 1. Đối tượng và giá chuyển nhượng", "b")
    sheet.paragraph(
        f"Bên A đồng ý chuyển nhượng cho Bên B quyền sử dụng thửa đất số {parcel}, tờ bản đồ số {plan}, "
        f"diện tích {area} m2, tại địa chỉ {where.address}. Giá chuyển nhượng do hai bên thỏa thuận là "
        f"{money(price)} đồng."
    )
    for heading, prose in _TAIL:
        sheet.line(heading, "b")
        sheet.paragraph(prose)
    sheet.fields |= {
        "contract.number": number, "contract.date": figures(on), "parcel.number": str(parcel),
        "parcel.sheet": str(plan), "parcel.area": f"{area} m2", "contract.price": money(price),
    }  # fmt: skip
    sheet.y += 2
    two_sign(sheet, ("BÊN A", "BÊN B"), (seller.name, buyer.name))


def fee_receipt(sheet: Sheet, rng: random.Random) -> None:
    """Biên lai thu phí, lệ phí: a table of amounts."""
    payer = person(rng)
    on = day(rng, (2024, 2026))
    number = f"{rng.randrange(10**7):07d}"
    issued(
        sheet,
        ("ỦY BAN NHÂN DÂN", payer.home.commune.upper()),
        f"Ký hiệu: {rng.choice('ABC')}{rng.choice('CEH')}-{on.year % 100}P",
    )
    title(sheet, "BIÊN LAI THU PHÍ, LỆ PHÍ", "(Liên 2: Giao cho người nộp)", 17)
    sheet.text(150, f"Số: {number}", "b")
    sheet.end_row()
    sheet.field("Họ, tên người nộp:", payer.name, "payer.full_name")
    sheet.field("Địa chỉ:", payer.home.address, "payer.address")
    sheet.field("Mã số thuế/Số định danh:", payer.number, "payer.number")
    kinds = [
        "Lệ phí đăng ký cư trú",
        "Lệ phí cấp bản sao trích lục",
        "Phí chứng thực bản sao",
        "Lệ phí địa chính",
        "Phí thẩm định hồ sơ",
    ]
    rng.shuffle(kinds)
    rows, total = [("STT", "Nội dung thu", "Số lượng", "Đơn giá", "Thành tiền")], 0
    for place_in_table, kind in enumerate(kinds[: rng.randint(3, 5)], 1):
        count, price = (
            rng.randint(1, 12),
            rng.choice((2_000, 8_000, 10_000, 30_000, 50_000, 250_000)),
        )
        total += count * price
        rows.append((str(place_in_table), kind, str(count), money(price), money(count * price)))
    rows.append(("", "Cộng", "", "", money(total)))
    sheet.table((14.0, 64.0, 24.0, 30.0, 34.0), rows)
    sheet.field("Tổng số tiền thu:", f"{money(total)} đồng", "receipt.total")
    sheet.field("Hình thức thanh toán:", rng.choice(("Tiền mặt", "Chuyển khoản")), "receipt.method")
    sheet.field(
        "Mã hồ sơ:",
        f"H26.98-{on.year % 100:02d}{on.month:02d}{on.day:02d}-{rng.randrange(10**4):04d}",
        "dossier.code",
    )
    sheet.fields |= {"receipt.number": number, "receipt.date": figures(on)}
    signed(sheet, payer.home, on, "Người thu tiền", person(rng).name, seal=True)
