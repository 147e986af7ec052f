"""Papers an authority issues: birth, death, marriage, marital status, land, hospital notice."""

from __future__ import annotations

import random

from demo.pages.heads import issued, signed, title
from demo.pages.people import Person, day, figures, in_words, money, person, place, spelled
from demo.pages.sheet import LEFT, Sheet


def _official(rng: random.Random) -> str:
    return person(rng).name


def _parent(sheet: Sheet, label: str, name: str, who: Person) -> None:
    sheet.field(f"Họ, chữ đệm, tên người {label}:", who.name.upper(), f"{name}.full_name")
    sheet.filled(
        ("Năm sinh:", str(who.born.year), f"{name}.birth_year"),
        ("Dân tộc:", who.people, f"{name}.ethnicity"),
        ("Quốc tịch:", "Việt Nam", f"{name}.nationality"),
    )
    sheet.end_row()
    sheet.field("Nơi cư trú:", who.home.address, f"{name}.residence")


def birth_certificate(sheet: Sheet, rng: random.Random) -> None:
    """Giấy khai sinh."""
    father = person(rng, "Nam", (1975, 2000))
    mother = person(rng, "Nữ", (1978, 2002), home=father.home)
    child = person(rng, years=(2021, 2026), surname=father.name.split(" ")[0], home=father.home)
    entered = day(rng, (2019, 2026))
    issued(
        sheet,
        ("ỦY BAN NHÂN DÂN", father.home.commune.upper()),
        f"Số: {rng.randint(1, 480)}/{entered.year}",
    )
    title(sheet, "GIẤY KHAI SINH", "(BẢN CHÍNH)", 20)
    sheet.field("Họ, chữ đệm, tên:", child.name.upper(), "child.full_name")
    sheet.field("Ngày, tháng, năm sinh:", child.birthday, "child.birth_date")
    sheet.field("Ghi bằng chữ:", in_words(child.born), "child.birth_date_words")
    sheet.filled(
        ("Giới tính:", child.sex, "child.sex"),
        ("Dân tộc:", child.people, "child.ethnicity"),
        ("Quốc tịch:", "Việt Nam", "child.nationality"),
    )
    sheet.end_row()
    sheet.field("Nơi sinh:", f"Bệnh viện Đa khoa khu vực, {father.home.whole}", "child.birth_place")
    sheet.field("Quê quán:", father.home.whole, "child.home_town")
    sheet.field("Số định danh cá nhân:", child.number, "child.number")
    _parent(sheet, "mẹ", "mother", mother)
    _parent(sheet, "cha", "father", father)
    sheet.field(
        "Họ, chữ đệm, tên người đi khai sinh:",
        rng.choice((father, mother)).name,
        "applicant.full_name",
    )
    sheet.field(
        "Giấy tờ tùy thân:",
        f"Thẻ căn cước số {father.number}, cấp ngày {figures(day(rng, (2021, 2025)))}",
    )
    sheet.field("Nơi đăng ký khai sinh:", father.home.committee, "registry.office")
    sheet.field("Ngày, tháng, năm đăng ký:", figures(entered), "registry.date")
    signed(sheet, father.home, entered, "NGƯỜI KÝ GIẤY KHAI SINH", _official(rng), seal=True)


def birth_notice(sheet: Sheet, rng: random.Random) -> None:
    """Giấy chứng sinh."""
    mother = person(rng, "Nữ", (1980, 2004))
    child = person(rng, years=(2024, 2026), home=mother.home)
    issued(
        sheet,
        ("BỆNH VIỆN ĐA KHOA", "KHOA PHỤ SẢN"),
        f"Số: {rng.randint(100, 999)}/GCS-{child.born.year}",
    )
    title(sheet, "GIẤY CHỨNG SINH", points=18)
    sheet.field("Họ, chữ đệm, tên mẹ:", mother.name, "mother.full_name")
    sheet.field("Ngày, tháng, năm sinh:", mother.birthday, "mother.birth_date")
    sheet.field("Nơi cư trú:", mother.home.address, "mother.residence")
    sheet.field("Số định danh cá nhân:", mother.number, "mother.number")
    sheet.field("Dân tộc:", mother.people, "mother.ethnicity")
    hour = f"{rng.randrange(24):02d} giờ {rng.randrange(60):02d} phút, {spelled(child.born)}"
    sheet.field("Đã sinh con vào lúc:", hour, "child.birth_time")
    sheet.field("Tại:", f"Bệnh viện Đa khoa, {mother.home.whole}", "child.birth_place")
    sheet.filled(
        ("Số con trong lần sinh này:", "01 (một)", "birth.children"),
        ("Giới tính của con:", child.sex, "child.sex"),
    )
    sheet.end_row()
    sheet.field("Cân nặng:", f"{money(rng.randrange(2600, 3900, 50))} gam", "child.weight")
    sheet.field("Tình trạng con:", "Khỏe mạnh")
    sheet.field("Dự định đặt tên con là:", child.name, "child.full_name")
    sheet.field("Người đỡ đẻ:", f"Nữ hộ sinh {_official(rng)}")
    sheet.paragraph(
        "Lưu ý: Tên dự định của con có thể khác với tên trong Giấy khai sinh. Trẻ sinh ra phải được "
        "đăng ký khai sinh trong thời hạn 60 ngày kể từ ngày sinh.", 0, "i",
    )  # fmt: skip
    signed(sheet, mother.home, child.born, "THỦ TRƯỞNG CƠ SỞ Y TẾ", _official(rng), seal=True)


def death_extract(sheet: Sheet, rng: random.Random) -> None:
    """Trích lục khai tử."""
    dead = person(rng, years=(1932, 1970))
    died = day(rng, (2020, 2026))
    issued(
        sheet, ("ỦY BAN NHÂN DÂN", dead.home.commune.upper()), f"Số: {rng.randint(1, 300)}/TLKT-BS"
    )
    title(sheet, "TRÍCH LỤC KHAI TỬ", "(BẢN SAO)", 18)
    sheet.field("Họ, chữ đệm, tên:", dead.name.upper(), "dead.full_name")
    sheet.field("Ngày, tháng, năm sinh:", dead.birthday, "dead.birth_date")
    sheet.filled(
        ("Giới tính:", dead.sex, "dead.sex"),
        ("Dân tộc:", dead.people, "dead.ethnicity"),
        ("Quốc tịch:", "Việt Nam", "dead.nationality"),
    )
    sheet.end_row()
    sheet.field("Số định danh cá nhân:", dead.number, "dead.number")
    sheet.field(
        "Đã chết vào lúc:",
        f"{rng.randrange(24):02d} giờ {rng.randrange(60):02d} phút, {spelled(died)}",
        "death.time",
    )
    sheet.field("Ghi bằng chữ:", in_words(died), "death.date_words")
    sheet.field("Nơi chết:", dead.home.address, "death.place")
    sheet.field(
        "Nguyên nhân chết:",
        rng.choice(("Bệnh già", "Đột quỵ não", "Suy tim", "Tai nạn giao thông")),
        "death.cause",
    )
    sheet.field("Đăng ký khai tử tại:", dead.home.committee, "registry.office")
    sheet.field("Số:", f"{rng.randint(1, 220)}/{died.year} ngày {figures(died)}", "registry.number")
    sheet.line("Thực hiện trích lục từ Sổ đăng ký khai tử.", "i")
    signed(sheet, dead.home, died, "NGƯỜI KÝ TRÍCH LỤC", _official(rng), seal=True)


def marriage_certificate(sheet: Sheet, rng: random.Random) -> None:
    """Giấy chứng nhận kết hôn: husband and wife in two ruled columns."""
    wife, husband = person(rng, "Nữ", (1975, 2004)), person(rng, "Nam", (1970, 2003))
    married = day(rng, (2005, 2026))
    issued(
        sheet,
        ("ỦY BAN NHÂN DÂN", husband.home.commune.upper()),
        f"Số: {rng.randint(1, 260)}/{married.year}",
    )
    title(sheet, "GIẤY CHỨNG NHẬN KẾT HÔN", points=18)
    rows = [("Nội dung", "Bên vợ", "Bên chồng")]
    for label, name, of in (
        ("Họ, chữ đệm, tên", "full_name", lambda who: who.name.upper()),
        ("Ngày, tháng, năm sinh", "birth_date", lambda who: who.birthday),
        ("Dân tộc", "ethnicity", lambda who: who.people),
        ("Quốc tịch", "nationality", lambda _: "Việt Nam"),
        ("Nơi cư trú", "residence", lambda who: who.home.address),
        ("Giấy tờ tùy thân", "number", lambda who: who.number),
    ):
        rows.append((label, of(wife), of(husband)))
        sheet.fields[f"wife.{name}"], sheet.fields[f"husband.{name}"] = of(wife), of(husband)
    sheet.table((44.0, 61.0, 61.0), rows, 12.5, by_hand=1)
    sheet.field("Nơi đăng ký kết hôn:", husband.home.committee, "registry.office")
    sheet.field("Ngày, tháng, năm đăng ký:", figures(married), "registry.date")
    sheet.paragraph("Giấy chứng nhận này có giá trị kể từ ngày, tháng, năm đăng ký.", 0)
    top = sheet.y
    for x, role, who in ((LEFT + 16, "VỢ", wife), (LEFT + 56, "CHỒNG", husband)):
        sheet.y = top + 9
        sheet.centred(role, "b", x=x)
        sheet.signature(x)
        sheet.centred(who.name, "", 11, x)
    sheet.y = top
    signed(sheet, husband.home, married, "NGƯỜI KÝ GIẤY", _official(rng), seal=True)


def marital_status(sheet: Sheet, rng: random.Random) -> None:
    """Giấy xác nhận tình trạng hôn nhân."""
    who = person(rng, years=(1975, 2004))
    issued_on = day(rng, (2024, 2026))
    issued(
        sheet,
        ("ỦY BAN NHÂN DÂN", who.home.commune.upper()),
        f"Số: {rng.randint(1, 900)}/UBND-XNTTHN",
    )
    title(sheet, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN")
    sheet.paragraph(
        f"Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014; xét đề nghị của ông/bà có tên dưới đây về việc "
        f"cấp Giấy xác nhận tình trạng hôn nhân, {who.home.committee} xác nhận:"
    )
    sheet.field("Họ, chữ đệm, tên:", who.name, "person.full_name")
    sheet.field("Ngày, tháng, năm sinh:", who.birthday, "person.birth_date")
    sheet.filled(
        ("Giới tính:", who.sex, "person.sex"),
        ("Dân tộc:", who.people, "person.ethnicity"),
        ("Quốc tịch:", "Việt Nam", "person.nationality"),
    )
    sheet.end_row()
    sheet.field("Giấy tờ tùy thân:", f"Thẻ căn cước số {who.number}", "person.number")
    sheet.fields["person.number"] = who.number
    sheet.field("Nơi cư trú:", who.home.address, "person.residence")
    since = figures(day(rng, (2010, 2018)))
    state = rng.choice((
        "Hiện tại chưa đăng ký kết hôn với ai",
        f"Trong thời gian cư trú tại địa phương từ ngày {since} đến nay chưa đăng ký kết hôn với ai",
    ))  # fmt: skip
    sheet.field("Tình trạng hôn nhân:", state, "person.marital_status")
    purpose = rng.choice(
        (
            "Để đăng ký kết hôn",
            "Để làm thủ tục vay vốn ngân hàng",
            "Để chuyển nhượng quyền sử dụng đất",
        )
    )
    sheet.field("Mục đích sử dụng:", purpose, "certificate.purpose")
    sheet.paragraph(
        "Giấy này có giá trị 6 tháng kể từ ngày cấp, được sử dụng đúng mục đích nêu trên."
    )
    signed(sheet, who.home, issued_on, "CHỦ TỊCH", _official(rng), seal=True)


def land_certificate(sheet: Sheet, rng: random.Random) -> None:
    """Giấy chứng nhận quyền sử dụng đất: the page with owner and parcel."""
    owner, where = person(rng, years=(1950, 1995)), place(rng)
    issued_on = day(rng, (2015, 2026))
    area = rng.randrange(600, 9800) / 10
    sheet.centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b", 13)
    sheet.centred("Độc lập - Tự do - Hạnh phúc", "b", 13)
    sheet.y += 5
    title(sheet, "GIẤY CHỨNG NHẬN", "", 20)
    sheet.centred("QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", "b", 12)
    sheet.y += 4
    serial = f"{rng.choice('BCD')}{rng.choice('ABEKLM')} {rng.randrange(10**6):06d}"
    sheet.text(160, serial, "b")
    sheet.fields["certificate.serial"] = serial
    sheet.line("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất", "b")
    sheet.field("Ông/bà:", owner.name, "owner.full_name")
    sheet.filled(
        ("Năm sinh:", str(owner.born.year), "owner.birth_year"),
        ("Số định danh cá nhân:", owner.number, "owner.number"),
    )
    sheet.end_row()
    sheet.field("Địa chỉ thường trú:", owner.home.address, "owner.residence")
    sheet.line("2. Thông tin thửa đất", "b")
    sheet.filled(
        ("Thửa đất số:", str(rng.randint(1, 1400)), "parcel.number"),
        ("Tờ bản đồ số:", str(rng.randint(1, 90)), "parcel.sheet"),
    )
    sheet.end_row()
    sheet.field("Địa chỉ thửa đất:", where.address, "parcel.address")
    sheet.field("Diện tích:", f"{area:.1f} m2".replace(".", ","), "parcel.area")
    sheet.field("Hình thức sử dụng:", "Sử dụng riêng", "parcel.form")
    sheet.field(
        "Mục đích sử dụng:",
        rng.choice(("Đất ở tại nông thôn", "Đất ở tại đô thị", "Đất trồng cây lâu năm")),
        "parcel.purpose",
    )
    sheet.field("Thời hạn sử dụng:", rng.choice(("Lâu dài", "Đến ngày 15/10/2043")), "parcel.term")
    sheet.field(
        "Nguồn gốc sử dụng:",
        "Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất",
        "parcel.origin",
    )
    sheet.line("3. Thông tin tài sản gắn liền với đất", "b")
    sheet.table(
        (46.0, 40.0, 40.0, 40.0),
        [
            ("Loại tài sản", "Diện tích xây dựng", "Kết cấu", "Năm hoàn thành"),
            (
                "Nhà ở riêng lẻ",
                f"{rng.randrange(400, 1600) / 10:.1f} m2".replace(".", ","),
                "Bê tông cốt thép",
                str(rng.randint(1998, 2024)),
            ),
        ],
    )
    sheet.field(
        "Số vào sổ cấp Giấy chứng nhận:",
        f"CS {rng.randrange(10**5):05d}",
        "certificate.book_number",
    )
    signed(sheet, where, issued_on, "TM. ỦY BAN NHÂN DÂN", _official(rng), seal=True)
