"""Forms citizens fill in: declarations of birth, marriage and death, and the application letter."""

from __future__ import annotations

import random

from demo.pages.heads import addressed, motto, signed, title, two_sign
from demo.pages.people import Person, day, figures, in_words, person, spelled
from demo.pages.sheet import Sheet

_PLEDGE = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật "
    "về cam đoan của mình."
)


def _applicant(sheet: Sheet, who: Person, rng: random.Random) -> None:
    sheet.field("Họ, chữ đệm, tên người yêu cầu:", who.name, "applicant.full_name")
    sheet.field("Nơi cư trú:", who.home.address, "applicant.residence")
    sheet.field(
        "Giấy tờ tùy thân:", f"CCCD số {who.number} cấp ngày {figures(day(rng, (2021, 2025)))}"
    )
    sheet.fields["applicant.number"] = who.number


def birth_declaration(sheet: Sheet, rng: random.Random) -> None:
    """Tờ khai đăng ký khai sinh."""
    father = person(rng, "Nam", (1978, 2002))
    mother = person(rng, "Nữ", (1980, 2004), home=father.home)
    child = person(rng, years=(2025, 2026), surname=father.name.split(" ")[0], home=father.home)
    motto(sheet)
    title(sheet, "TỜ KHAI ĐĂNG KÝ KHAI SINH")
    addressed(sheet, father.home.committee)
    _applicant(sheet, father, rng)
    sheet.field("Quan hệ với người được khai sinh:", "Cha", "applicant.relation")
    sheet.line("Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:", "b")
    sheet.field("Họ, chữ đệm, tên:", child.name.upper(), "child.full_name")
    sheet.field("Ngày, tháng, năm sinh:", child.birthday, "child.birth_date")
    sheet.field("Ghi bằng chữ:", in_words(child.born), "child.birth_date_words")
    sheet.filled(
        ("Giới tính:", child.sex, "child.sex"),
        ("Dân tộc:", child.people, "child.ethnicity"),
        ("Quốc tịch:", "Việt Nam", "child.nationality"),
    )
    sheet.end_row()
    sheet.field("Nơi sinh:", f"Trung tâm Y tế, {father.home.whole}", "child.birth_place")
    sheet.field("Quê quán:", father.home.whole, "child.home_town")
    for label, name, who in (("mẹ", "mother", mother), ("cha", "father", father)):
        sheet.field(f"Họ, chữ đệm, tên người {label}:", who.name, f"{name}.full_name")
        sheet.filled(
            ("Năm sinh:", str(who.born.year), f"{name}.birth_year"),
            ("Dân tộc:", who.people, f"{name}.ethnicity"),
            ("Quốc tịch:", "Việt Nam", f"{name}.nationality"),
        )
        sheet.end_row()
        sheet.field("Nơi cư trú:", who.home.address, f"{name}.residence")
    sheet.paragraph(_PLEDGE)
    signed(sheet, father.home, day(rng, (2026, 2026)), "Người yêu cầu", father.name)


def marriage_declaration(sheet: Sheet, rng: random.Random) -> None:
    """Tờ khai đăng ký kết hôn: a ruled table of both sides, filled in."""
    wife, husband = person(rng, "Nữ", (1975, 2006)), person(rng, "Nam", (1970, 2005))
    motto(sheet)
    title(sheet, "TỜ KHAI ĐĂNG KÝ KẾT HÔN")
    addressed(sheet, husband.home.committee)
    rows = [("Thông tin", "Bên nữ", "Bên nam")]
    for label, name, of in (
        ("Họ, chữ đệm, tên", "full_name", lambda who: who.name),
        ("Ngày, tháng, năm sinh", "birth_date", lambda who: who.birthday),
        ("Dân tộc", "ethnicity", lambda who: who.people),
        ("Quốc tịch", "nationality", lambda _: "Việt Nam"),
        ("Nơi cư trú", "residence", lambda who: who.home.address),
        ("Số định danh cá nhân", "number", lambda who: who.number),
        ("Kết hôn lần thứ mấy", "time", lambda _: "Lần thứ nhất"),
    ):
        rows.append((label, of(wife), of(husband)))
        sheet.fields[f"wife.{name}"], sheet.fields[f"husband.{name}"] = of(wife), of(husband)
    sheet.table((46.0, 60.0, 60.0), rows, 12.5, by_hand=1)
    sheet.field("Số điện thoại liên hệ:", husband.phone, "applicant.phone")
    sheet.field("Đề nghị cấp bản sao:", f"Có, số lượng {rng.randint(2, 9):02d} bản", "copies")
    sheet.paragraph(
        "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật, việc kết hôn của chúng tôi là tự "
        "nguyện, không vi phạm quy định của Luật Hôn nhân và gia đình Việt Nam. Chúng tôi chịu hoàn "
        "toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình."
    )
    sheet.text(92, f"Làm tại: {husband.home.commune}, {spelled(day(rng, (2026, 2026)))}", "i")
    sheet.y += 8
    two_sign(sheet, ("Bên nữ", "Bên nam"), (wife.name, husband.name))


def death_declaration(sheet: Sheet, rng: random.Random) -> None:
    """Tờ khai đăng ký khai tử."""
    dead, applicant = person(rng, years=(1930, 1968)), person(rng, years=(1965, 2000))
    died = day(rng, (2025, 2026))
    motto(sheet)
    title(sheet, "TỜ KHAI ĐĂNG KÝ KHAI TỬ")
    addressed(sheet, dead.home.committee)
    _applicant(sheet, applicant, rng)
    sheet.field(
        "Quan hệ với người đã chết:", rng.choice(("Con", "Cháu", "Vợ", "Em")), "applicant.relation"
    )
    sheet.line("Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:", "b")
    sheet.field("Họ, chữ đệm, tên:", dead.name, "dead.full_name")
    sheet.field("Ngày, tháng, năm sinh:", dead.birthday, "dead.birth_date")
    sheet.filled(
        ("Giới tính:", dead.sex, "dead.sex"),
        ("Dân tộc:", dead.people, "dead.ethnicity"),
        ("Quốc tịch:", "Việt Nam", "dead.nationality"),
    )
    sheet.end_row()
    sheet.field("Nơi cư trú cuối cùng:", dead.home.address, "dead.residence")
    sheet.field("Giấy tờ tùy thân:", dead.number, "dead.number")
    sheet.field(
        "Đã chết vào lúc:",
        f"{rng.randrange(24):02d} giờ {rng.randrange(60):02d} phút, {spelled(died)}",
        "death.time",
    )
    sheet.field("Nơi chết:", f"Tại nhà riêng, {dead.home.whole}", "death.place")
    sheet.field(
        "Nguyên nhân chết:",
        rng.choice(("Tuổi già", "Bệnh tim mạch", "Ung thư phổi")),
        "death.cause",
    )
    sheet.field(
        "Số Giấy báo tử/Giấy tờ thay thế:",
        f"{rng.randint(1, 90):02d}/GBT do Trạm Y tế cấp ngày {figures(died)}",
        "notice.number",
    )
    sheet.paragraph(_PLEDGE)
    sheet.filled(
        ("Đề nghị cấp bản sao:", "Có", "copies.wanted"),
        ("Số lượng:", f"{rng.randint(1, 9):02d} bản", "copies"),
    )
    sheet.end_row()
    signed(sheet, dead.home, died, "Người yêu cầu", applicant.name)


def application(sheet: Sheet, rng: random.Random) -> None:
    """Đơn đề nghị: head, personal data on dotted lines, prose."""
    who = person(rng, years=(1955, 2002))
    motto(sheet)
    title(sheet, "ĐƠN ĐỀ NGHỊ", "(Về việc xác nhận hiện trạng sử dụng đất)")
    addressed(sheet, who.home.committee)
    sheet.field("Tôi tên là:", who.name, "applicant.full_name")
    sheet.filled(
        ("Sinh ngày:", who.birthday, "applicant.birth_date"),
        ("Nghề nghiệp:", who.job, "applicant.job"),
    )
    sheet.end_row()
    sheet.field("Số định danh cá nhân:", who.number, "applicant.number")
    sheet.field("Thường trú tại:", who.home.address, "applicant.residence")
    sheet.field("Điện thoại:", who.phone, "applicant.phone")
    parcel, plan, area = rng.randint(1, 900), rng.randint(1, 60), rng.randint(80, 2400)
    sheet.paragraph(
        f"Gia đình tôi đang sử dụng thửa đất số {parcel}, tờ bản đồ số {plan}, diện tích {area} m2 tại "
        f"{who.home.whole}. Nguồn gốc đất do ông bà để lại từ năm {rng.randint(1968, 1989)}, sử dụng "
        "liên tục, ổn định, không có tranh chấp với các hộ liền kề và đã kê khai, nộp thuế đầy đủ."
    )
    sheet.paragraph(
        "Nay tôi làm đơn này kính đề nghị quý cơ quan xem xét, xác nhận hiện trạng sử dụng đất nêu trên "
        "để tôi hoàn thiện hồ sơ cấp Giấy chứng nhận quyền sử dụng đất theo quy định của pháp luật."
    )
    sheet.paragraph(
        "Hồ sơ gửi kèm theo đơn gồm: bản sao thẻ căn cước, trích đo địa chính thửa đất, biên lai nộp thuế "
        f"sử dụng đất phi nông nghiệp các năm {rng.randint(2016, 2019)} đến 2025 và giấy xác nhận của "
        "trưởng thôn về ranh giới với các hộ giáp ranh."
    )
    sheet.paragraph("Tôi xin cam đoan nội dung trên là đúng sự thật. Trân trọng cảm ơn!")
    signed(sheet, who.home, day(rng, (2026, 2026)), "Người làm đơn", who.name)
