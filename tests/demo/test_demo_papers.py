"""The demo's sample papers and its office."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from demo.office import CLERKS, OFFICE, USERS
from demo.papers import birth_notice, family, write_samples
from models.role import Role


def test_the_samples_are_pages_as_a_scanner_makes_them(tmp_path: Path) -> None:
    found = write_samples(tmp_path, seed=3)
    for path in (found.birth_notice, found.birth_declaration, found.marriage_certificate):
        with Image.open(path) as page:
            assert page.format == "JPEG"
            assert page.size == (1654, 2339)
            assert page.info["dpi"] == (200, 200)
    with Image.open(found.marriage_certificate) as page:
        small = page.convert("RGB").resize((413, 584))
        data = list(small.get_flattened_data())
    red = sum(1 for r, g, b in data if r > 150 and g < 110 and b < 110)
    assert red > 300
    document = pypdfium2.PdfDocument(found.declaration_with_pledge)
    try:
        sizes = [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()
    assert [(round(w), round(h)) for w, h in sizes] == [(595, 842), (595, 842)]


def test_the_same_seed_draws_the_same_page() -> None:
    once, again = birth_notice(family(5)), birth_notice(family(5))
    assert once == again
    assert once != birth_notice(family(6))
    with Image.open(BytesIO(once)) as page:
        page.load()


def test_the_first_family_is_that_of_the_cards() -> None:
    first = family()
    assert (first.father, first.mother) == ("Nguyễn Văn An", "Trần Thị Bình")
    assert first.child.startswith("Nguyễn ")
    other = family(2)
    assert other.father_number[4:6] == f"{other.father_year % 100:02d}"
    assert len(other.mother_number) == 12


def test_the_office_has_one_of_each_and_two_clerks() -> None:
    assert [user.role for user in USERS] == [
        Role.ADMINISTRATOR,
        Role.SUPERVISOR,
        Role.CLERK,
        Role.CLERK,
    ]
    assert len({user.login for user in USERS}) == len(USERS)
    assert all(len(user.password) >= 12 for user in USERS)
    assert len(CLERKS) == 2
    assert OFFICE.agency_code.startswith("H99")
    assert "Thử Nghiệm" in OFFICE.place
