from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.codes import (
    ScannedKind,
    classify,
    is_dossier_code,
    is_provisional_code,
    national_code,
    normalise,
    official_code,
    provisional_code,
    same_procedure,
)

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "code",
    [
        "H15.50.05.13-261008-0975",
        "H01.12-250701-0001",
        "G15.20-261008-1500123",
        "G09.20-20260609-0092637",
        "000.00.04.G18-200101-0001",
    ],
)
def test_codes_seen_in_practice_are_dossier_codes(code):
    assert is_dossier_code(code)
    assert classify(code) == classify(f"  {code.lower()} ".replace("-", "–"))
    assert classify(code).kind is ScannedKind.DOSSIER


@pytest.mark.parametrize(
    "text",
    [
        "Z15.50-261008-0975",
        "H15.50.05.13-261008-975",
        "H15-2610080-0975",
        "H15.50-261008-123456789",
        "H15." + "AB." * 20 + "13-261008-0001",
        "TAM-Q1-261008-0001",
    ],
)
def test_other_shapes_are_not(text):
    assert not is_dossier_code(text)


def test_an_official_code_is_made_and_widens_instead_of_wrapping():
    assert official_code("H15.50.05.13", DAY, 975) == "H15.50.05.13-261120-0975"
    assert official_code("H15.50.05.13", DAY, 10_000) == "H15.50.05.13-261120-10000"
    assert official_code("G15.20", DAY, 7, width=7) == "G15.20-261120-0000007"


def test_what_cannot_be_a_code_is_refused():
    for agency, number, width in (("15.50", 1, 4), ("H15", 0, 4), ("H15", 1, 3), ("h15", 1, 4)):
        with pytest.raises(ValueError, match=r"agency|number"):
            official_code(agency, DAY, number, width)
    with pytest.raises(ValueError, match="desk"):
        provisional_code("quầy 1", DAY, 1)


@given(st.dates(date(1980, 1, 1), date(2079, 1, 1)), st.integers(1, 99_999_999))
def test_what_is_made_is_recognised(day, number):
    assert is_dossier_code(official_code("H15.50.05.13", day, number))
    provisional = provisional_code("Q12", day, number)
    assert is_provisional_code(provisional)
    assert not is_dossier_code(provisional)
    assert classify(provisional.lower()).text == provisional


def test_scans_are_told_apart():
    qr = "001099000017|012345678|Nguyễn Văn An|01011999|Nam|Thôn 1, Xã Thử|15042021"
    assert classify(qr).kind is ScannedKind.CITIZEN_QR
    assert classify(qr + "||||\r\n").text == qr + "||||"
    assert classify(" 001099000017 ").kind is ScannedKind.NUMBER
    assert classify("0912345678").kind is ScannedKind.TEXT
    assert classify("Nguyễn Văn An") == classify("  Nguyễn Văn An ")
    assert classify("a|b|c|d|e|f|g").kind is ScannedKind.TEXT
    assert classify("").kind is ScannedKind.TEXT


def test_procedure_codes_compare_on_their_national_part():
    assert same_procedure("2.000815", "2.000815.000.00.00.H55.02")
    assert same_procedure("1.012796.H36", "1.012796")
    assert not same_procedure("2.000815", "2.000884")
    assert not same_procedure("chứng thực", "chứng thực")
    assert national_code("4.000815") is None
    assert national_code("2.0008150") is None


def test_normalising_is_idempotent():
    assert normalise(" h15.50—261008−0975\n") == "H15.50-261008-0975"
