"""Keys out of numbers and QR texts, the MRZ, DG13's many shapes, and the cross-checks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.card import access, number_pattern, person, tlv
from desk.card.dg13 import NationalData, field_numbers, parse_dg13
from desk.card.faults import Malformed
from desk.card.mrz import Mrz, check_digit, parse_dg1, parse_lines
from desk.card.qr import QrCard, parse_qr
from models.card_reading import Check, CheckState
from models.citizen import PartialDate, Sex
from models.problems import Problem

TODAY = date(2026, 11, 20)
AN = "IDVNM0990000176001099000017<<79901018M3901016VNM<<<<<<<<<<<2NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"
BINH = "IDVNM3000000252079300000025<<20002299F4002297VNM<<<<<<<<<<<8TRAN<<THI<BINH<<<<<<<<<<<<<<<<"


def qr(birth: str, issued: str, number: str = "001099000017") -> QrCard:
    return parse_qr(f"{number}||Nguyễn Văn An|{birth}|Nam|Thôn 1|{issued}")


def national(*fields: tuple[int, bytes], version: bytes = b"\x02\x01\x01") -> bytes:
    members = b"".join(tlv.encode(0x30, tlv.encode(2, bytes((n,))) + value) for n, value in fields)
    oid = bytes.fromhex("060628D316010008")
    return tlv.encode(0x6D, tlv.encode(0x30, version + oid + tlv.encode(0x31, members)))


def text(value: str, tag: int = 0x0C) -> bytes:
    return tlv.encode(tag, value.encode())


def test_the_can_is_the_end_of_the_number() -> None:
    assert access.from_number("001099000017") == access.CanKey("000017")
    assert access.from_number(qr("01011999", "15042021").number) == access.CanKey("000017")
    for wrong in ("", "12345", "00109900001x", "0010990000171", "٠٠١٠٩٩٠٠٠٠١٧"):
        with pytest.raises(Problem, match=r"card\.number_invalid"):
            access.from_number(wrong)


@pytest.mark.parametrize(
    ("birth", "issued", "expiry"),
    [
        ("01011999", "15042021", "240101"),  # at 22: to 25
        ("01011999", "15042022", "390101"),  # at 23, within two years of 25: to 40
        ("29022000", "02072024", "400229"),  # at 24: to 40
        ("02091945", "20062021", "991231"),  # past 58: never
        ("15061968", "15062026", "991231"),  # on the 58th birthday: never
        ("15061968", "14062026", "280615"),  # a day before: to 60
        ("05102013", "14022025", "271005"),  # at 11: to 14
    ],
)
def test_the_expiry_follows_from_birth_and_issue(birth: str, issued: str, expiry: str) -> None:
    keys = access.mrz_candidates(qr(birth, issued))
    assert keys[0].expiry == expiry
    assert len(keys) <= 2
    assert keys[0].document_number == "099000017"


def test_an_expiry_on_the_29th_of_february_moves_only_where_it_must() -> None:
    assert access.mrz_candidates(qr("29022000", "02072015"))[0].expiry == "250228"


def test_no_candidates_from_partial_dates() -> None:
    assert access.mrz_candidates(qr("00001952", "01102021")) == ()


@given(
    st.dates(date(1930, 1, 1), date(2012, 12, 31)), st.dates(date(2016, 1, 1), date(2026, 11, 1))
)
def test_there_are_always_one_or_two_candidates(born: date, issued: date) -> None:
    keys = access.mrz_candidates(qr(f"{born:%d%m%Y}", f"{issued:%d%m%Y}"))
    assert 1 <= len(keys) <= 2


def test_typed_mrz() -> None:
    spaced = "\n".join((AN[:30], AN[30:60], AN[60:]))
    assert access.from_mrz(spaced) == access.MrzKey("099000017", "990101", "390101")
    assert access.from_mrz("099000017990101390101") == access.from_mrz(AN)
    with pytest.raises(Problem, match=r"card\.mrz_invalid"):
        access.from_mrz("IDVNM")


@pytest.mark.parametrize("lines", [AN, BINH])
def test_published_synthetic_zones_have_right_check_digits(lines: str) -> None:
    zone = parse_lines(lines)
    assert zone.wrong_digits == ()
    assert zone.number is not None
    assert zone.number[-9:] == zone.document_number


def test_a_wrong_digit_is_named() -> None:
    assert "birth" in parse_lines(AN.replace("9901018", "9901019")).wrong_digits
    assert check_digit("L898902C<") == "3"


def test_dg1_must_be_td1() -> None:
    whole = tlv.encode(0x61, tlv.encode(0x5F1F, AN.encode()))
    assert parse_dg1(whole).surname == "NGUYEN"
    for wrong in (b"", whole[:-1], whole + b"\0", tlv.encode(0x61, tlv.encode(0x5F1F, b"P<VNM"))):
        with pytest.raises(Malformed):
            parse_dg1(wrong)


PASSPORT = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
)


def test_a_passport_zone_is_read_too() -> None:
    zone = parse_lines(PASSPORT)
    assert zone.wrong_digits == ()
    assert (zone.surname, zone.given_names, zone.nationality) == ("ERIKSSON", "ANNA MARIA", "UTO")
    assert (zone.document_number, zone.birth, zone.expiry) == ("L898902C3", "740812", "120415")
    assert access.from_mrz(PASSPORT) == access.MrzKey("L898902C3", "740812", "120415")
    told = person.assemble(zone, None, TODAY)
    assert (told.number, told.full_name, told.sex) == ("", "ERIKSSON ANNA MARIA", Sex.FEMALE)


def test_dg13_in_any_order_with_fields_missing_and_unknown() -> None:
    octets = national(
        (77, text("mới")),
        (9, text("Thôn 1, " + "x" * 300)),
        (2, text("Nguye\u0302\u0303n Va\u0306n An")),
        (1, text("001099000017", 0x13)),
        (3, text("01011999")),
        (12, text("Không thời hạn")),
        (13, tlv.encode(0x30, text("Cha") + text("Mẹ"))),
        (15, tlv.encode(0x30, text("012345678"))),
    )
    data = parse_dg13(octets)
    assert data.full_name == "Nguyễn Văn An"
    assert data.birth_date == PartialDate(1999, 1, 1)
    assert data.expiry_date is None
    assert len(data.address) > 300
    assert data.old_number == "012345678"
    assert 77 in field_numbers(octets)
    assert data.sex is None
    assert "Cha" not in repr([getattr(data, name) for name in NationalData.__slots__])


def test_dg13_that_is_no_dg13() -> None:
    for wrong in (
        b"",
        b"\x6d\x00",
        national((1, b""))[:-3],
        national((2, tlv.encode(12, b"\xff"))),
    ):
        with pytest.raises(Malformed):
            parse_dg13(wrong)


def data(**changes: object) -> NationalData:
    plain: dict[str, object] = {
        "number": "001099000017",
        "full_name": "Nguyễn Văn An",
        "birth_date": PartialDate(1999, 1, 1),
        "sex": Sex.MALE,
        "nationality": "Việt Nam",
        "ethnicity": "Kinh",
        "hometown": "",
        "address": "",
        "issue_date": None,
        "expiry_date": None,
        "old_number": None,
    }
    return NationalData(**{**plain, **changes})  # type: ignore[arg-type]


ZONE = parse_lines(AN)


@pytest.mark.parametrize(
    ("zone", "held", "scanned", "number", "expected"),
    [
        (ZONE, data(), None, None, "passed"),
        (ZONE, data(), qr("01011999", "15042021"), "001099000017", "passed"),
        (ZONE, data(number="001099000018"), None, None, "failed number_differs"),
        (ZONE, data(birth_date=PartialDate(1998, 1, 1)), None, None, "failed birth_date_differs"),
        (ZONE, data(sex=Sex.FEMALE), None, None, "failed sex_differs"),
        (ZONE, data(full_name="Lê Văn An"), None, None, "inconclusive name_differs"),
        (ZONE, data(), None, "079300000017", "failed typed_number_differs"),
        (
            ZONE,
            data(),
            qr("01011999", "15042021", "079300000017"),
            None,
            "failed qr_number_differs",
        ),
        (ZONE, data(), qr("02011999", "15042021"), None, "failed qr_birth_date_differs"),
        (ZONE, None, None, None, "inconclusive national_data_missing"),
        (None, data(), None, None, "inconclusive mrz_missing"),
        (
            parse_lines(AN.replace("9901018", "9901019")),
            data(),
            None,
            None,
            "inconclusive mrz_check_digit",
        ),
    ],
)
def test_cross_checks(
    zone: Mrz | None,
    held: NationalData | None,
    scanned: QrCard | None,
    number: str | None,
    expected: str,
) -> None:
    check = person.cross_check(zone, held, scanned, number, TODAY)
    assert f"{check.state.value} {check.reason}".strip() == expected


def test_long_names_are_compared_as_far_as_the_zone_reaches() -> None:
    name = "Công Tằng Tôn Nữ Thị Hoàng Nhã Phương Uyên"
    printed = "CONG<<TANG<TON<NU<THI<HOANG<NHA<PHUONG"[:30]
    zone = parse_lines(AN[:60] + printed)
    assert person.cross_check(zone, data(full_name=name), None, None, TODAY) == Check(
        CheckState.PASSED
    )


def test_numbers_warn_and_never_stop() -> None:
    birth = PartialDate(1999, 1, 1)
    assert number_pattern.warnings("001099000017", birth, Sex.MALE) == ()
    assert number_pattern.warnings("999099000017", birth, Sex.MALE) == ("number_pattern_unknown",)
    assert set(number_pattern.warnings("001199000017", PartialDate(1998), Sex.MALE)) == {
        "number_birth_differs",
        "number_sex_differs",
    }
    assert number_pattern.birth_year("001223000071") == 2023


def test_the_century_comes_from_the_number() -> None:
    old = parse_lines(AN.replace("9901018", "1501015"))
    assert person.mrz_birth(old, "001115000017", TODAY) == PartialDate(1915, 1, 1)
    assert person.mrz_birth(old, "001215000017", TODAY) == PartialDate(2015, 1, 1)
    assert person.mrz_birth(old, "", TODAY) == PartialDate(2015, 1, 1)


def test_without_dg13_the_zone_speaks_and_without_both_nobody() -> None:
    told = person.assemble(ZONE, None, TODAY)
    assert (told.full_name, told.number) == ("NGUYEN VAN AN", "001099000017")
    with pytest.raises(Malformed):
        person.assemble(None, None, TODAY)
