"""The deck covers every branch of reading, with invented people whose numbers add up."""

from __future__ import annotations

import unicodedata
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from demo.card import files, mrz
from demo.card.ciphers import Suite
from demo.card.deck import DECKS, deck, person
from demo.card.identity import ActiveKind, FaceFormat, MasterFile, Person, Signer
from demo.card.perso import personalise

PEOPLE = deck()


def test_every_branch_has_its_card() -> None:
    chips = [p.chip for p in PEOPLE]
    assert len(PEOPLE) >= 14
    assert len({p.key for p in PEOPLE}) == len({p.number for p in PEOPLE}) == len(PEOPLE)
    assert any(p.expires is None for p in PEOPLE)
    assert any(p.spouse is None for p in PEOPLE)
    assert any(p.face_bytes > 32_767 for p in PEOPLE)
    assert any(len(p.address.encode()) > 255 for p in PEOPLE)
    assert {p.face for p in PEOPLE} == set(FaceFormat)
    assert {c.suite for c in chips} == set(Suite)
    assert {c.active for c in chips} == set(ActiveKind)
    assert {c.signer for c in chips} == set(Signer)
    assert {c.selects_master_file for c in chips} == set(MasterFile)
    assert any(not c.pace for c in chips)
    assert any(not c.extended_length for c in chips)
    assert {c.curve.name for c in chips} == {
        "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1",
        "prime256v1", "secp384r1", "secp521r1",
    }  # fmt: skip
    assert {p.key for name in DECKS for p in DECKS[name]} == {p.key for p in PEOPLE}


@pytest.mark.parametrize("who", PEOPLE, ids=lambda p: p.key)
def test_the_number_tells_sex_and_year_of_birth(who: Person) -> None:
    assert len(who.number) == 12
    assert who.number.isdigit()
    century, year = divmod(who.born.year, 100)
    assert int(who.number[3]) == 2 * (century - 19) + (who.sex == "Nữ")
    assert int(who.number[4:6]) == year
    for text in (who.name, who.address, who.hometown, *who.parents):
        assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("who", PEOPLE, ids=lambda p: p.key)
def test_the_machine_readable_zone_checks(who: Person) -> None:
    first, second, third = who.mrz_lines
    assert [len(line) for line in who.mrz_lines] == [30, 30, 30]
    assert first[14] == mrz.check_digit(first[5:14])
    assert first[29] == mrz.check_digit(first[15:29])
    assert second[6] == mrz.check_digit(second[:6])
    assert second[14] == mrz.check_digit(second[8:14])
    composite = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    assert second[29] == mrz.check_digit(composite)
    assert first[15:27] == who.number
    assert third.isascii()
    assert third.replace("<", "").isalpha()


def test_the_examples_of_the_field_notes() -> None:
    an = mrz.lines("001099000017", "Nguyễn Văn An", "990101", "M", date(2039, 1, 1))
    assert an[1] == "9901018M3901016VNM<<<<<<<<<<<2"
    assert an[2] == "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"
    assert mrz.transliterate("Đặng Thị Ngọc Oanh") == "DANG<THI<NGOC<OANH"
    assert files.card_access(person("an").chip) == files.VIETNAMESE_CARD_ACCESS


@pytest.mark.parametrize("who", PEOPLE, ids=lambda p: p.key)
def test_the_face_is_a_picture_of_about_its_size(who: Person) -> None:
    dg2 = personalise(who).application_files.get(0x0102)
    if who.face is FaceFormat.NONE:
        assert dg2 is None
        return
    assert dg2 is not None
    magic = b"\x00\x00\x00\x0cjP  " if who.face is FaceFormat.JPEG_2000 else b"\xff\xd8\xff"
    image = dg2[dg2.index(magic) :]
    assert 0.7 * who.face_bytes < len(image) <= who.face_bytes
    with Image.open(BytesIO(image)) as picture:
        picture.load()
        assert picture.size == (480, 640)


def test_dg2_is_measured_out_exactly() -> None:
    dg2 = personalise(person("an")).application_files[0x0102]
    record = dg2[dg2.index(b"FAC\x00") :]
    assert int.from_bytes(record[8:12]) == len(record)
    assert int.from_bytes(record[14:18]) == len(record) - 14


def test_the_qr_text_has_seven_or_eleven_fields() -> None:
    assert person("an").qr_text == (
        "001099000017|012345678|Nguyễn Văn An|01011999|Nam|Thôn 1, Xã Thử Nghiệm, Hà Nội|15042021"
    )
    assert person("binh").qr_text.count("|") == 10
    assert person("birth-year").qr_text.split("|")[3] == "00001952"


def test_ef_com_lists_what_is_there() -> None:
    contents = personalise(person("no-face")).application_files
    assert contents[0x011E].endswith(bytes.fromhex("5C05616 36D6E6F".replace(" ", "")))
    assert 0x0102 not in contents


def test_a_person_with_decomposed_text_is_refused() -> None:
    an = person("an")
    with pytest.raises(ValueError, match="NFC"):
        Person(
            key="x", number=an.number, name=unicodedata.normalize("NFD", an.name), born=an.born,
            sex=an.sex, hometown=an.hometown, address=an.address, issued=an.issued,
            expires=an.expires, parents=an.parents,
        )  # fmt: skip


def test_personalising_twice_gives_the_same_bytes() -> None:
    once = personalise(person("binh"))
    personalise.cache_clear()
    again = personalise(person("binh"))
    assert once is not again
    assert once.application_files == again.application_files
