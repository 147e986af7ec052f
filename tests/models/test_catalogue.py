import json
import re
import unicodedata
from datetime import date
from importlib.resources import files

import pytest

from models.catalogue import Catalogue, load_catalogue, parse_procedures, what_is_missing
from models.procedure import CopyKind, Limit, Unit
from models.vocabulary import codes_of

TODAY = date(2026, 11, 22)
COMPLETE = {"2.000815", "1.001193", "1.000656", "1.000894", "2.000635", "2.000884"}
KNOWN_ROWS = (
    "2.000815 2.000884 2.000992 2.001008 2.001035 2.000913 2.000942 2.001019 2.001406 2.000908",
    "1.001193 1.000689 1.004884 1.004772 1.000110 2.000528 2.000986 1.000894 1.004746 1.000593",
    "2.000806 1.004873 1.000656 1.005461 1.000419 2.000635 1.004859 1.001022 1.004837 1.004845",
    "3.000323 2.001263 1.004222 1.004194 1.002755 1.003197 1.010038 1.010028 2.001159 1.001776",
    "1.001731 1.014027 1.014028 1.001699 1.001653 1.011606 1.011607 1.011608 1.010833 1.010803",
    "2.002307 2.002308 1.001612 2.000720 1.001570 1.001266 2.000575 1.012753 1.013978 1.012796",
    "1.013225 1.013226 1.013227 1.013228 1.002211 2.000930 2.000950 2.000424 3.000182",
)
KNOWN = [code for row in KNOWN_ROWS for code in row.split()]
CATALOGUE = load_catalogue()


def found(text, limit=20):
    return [one.code for one in CATALOGUE.search(text, TODAY, limit)]


def test_every_known_code_is_there_once():
    codes = [one.code for one in CATALOGUE.all_current(TODAY)]
    assert sorted(codes) == sorted(KNOWN)


def test_six_are_ready_and_the_others_say_what_they_lack():
    ready = {one.code for one in CATALOGUE.all_current(TODAY) if not what_is_missing(one, TODAY)}
    assert ready == COMPLETE
    for one in CATALOGUE.all_current(TODAY):
        assert one.complete == (one.code in COMPLETE)
        assert one.complete or "components" in what_is_missing(one)


@pytest.mark.parametrize("code", sorted(COMPLETE))
def test_a_ready_procedure_can_be_used(code):
    procedure = CATALOGUE.current(code, TODAY)
    assert procedure.limit == Limit(Unit.SAME_DAY)
    assert any(one.required for one in procedure.components)
    component_codes = [one.code for one in procedure.components]
    assert len(set(component_codes)) == len(component_codes)
    assert all(one.copy_kinds and one.count >= 1 for one in procedure.components)
    assert all(not one.database for one in procedure.components if one.required)
    assert procedure.unconfirmed, "nobody has compared the record with the publication itself"


def test_every_record_names_a_known_owner_system_and_when_it_may_take_longer():
    for one in CATALOGUE.all_current(TODAY):
        assert one.back_end in codes_of("back_ends")
        assert one.boundary_free in ("none", "province", "nation")
        assert (
            (one.extended_limit is None) or one.extended_when or "extended_when" in one.unconfirmed
        )
        assert (one.review_on is None) == (not one.review_reason)
    assert CATALOGUE.current("1.000894", TODAY).extended_limit == Limit(Unit.WORKING_DAY, 5)


def test_nothing_is_scanned_for_certified_copies_and_no_identity_card_anywhere():
    copies = CATALOGUE.current("2.000815", TODAY)
    assert not any(one.digitise for one in copies.components)
    for procedure in CATALOGUE.all_current(TODAY):
        for one in procedure.components:
            assert not (one.presented_only and one.digitise)


def test_all_text_is_composed_and_clean():
    folder = files("models.data").joinpath("procedures")
    for source in folder.iterdir():
        text = source.read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text)
    for one in CATALOGUE.all_current(TODAY):
        for words in (one.name, one.title, *one.synonyms):
            assert words == words.strip()
            assert not re.search(r"\s{2,}", words)
        assert re.fullmatch(r"[123]\.\d{6}", one.code)
        assert len(one.synonyms) == len(set(one.synonyms))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("khai sinh", "1.001193"),
        ("khai s", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("ks", "1.001193"),
        ("dkks", "1.001193"),
        ("độc thân", "1.004873"),
        ("doc than", "1.004873"),
        ("giấy độc thân", "1.004873"),
        ("photo công chứng", "2.000815"),
        ("photo cong chung", "2.000815"),
        ("sao y", "2.000815"),
        ("sổ đỏ", "1.013978"),
        ("so do", "1.013978"),
        ("sang tên", "2.001035"),
        ("tách khẩu", "1.010038"),
        ("trợ cấp già", "1.014027"),
        ("kết hôn", "1.000894"),
        ("khai tử", "1.000656"),
        ("trích lục", "2.000635"),
        ("chữ ký", "2.000884"),
        ("2.000815", "2.000815"),
        ("2000635", "2.000635"),
        ("000894", "1.000894"),
        ("hôn kết", "1.000894"),
        ("giấy phép xây", "1.013225"),
        ("mở quán", "1.001612"),
    ],
)
def test_people_find_what_they_mean(typed, code):
    assert found(typed)[0] == code


def test_search_in_any_order_and_through_the_field():
    assert "1.004884" in found("sinh lại khai")
    assert set(found("hộ tịch cải")) == {"1.004859"}
    assert found("zzz") == []
    assert found("sổ đỏ xyz") == []


def test_every_keystroke_keeps_the_wanted_procedure_in_sight():
    for typed in ("khai sinh", "kết hôn", "khai tử", "trích lục", "chứng thực chữ ký", "độc thân"):
        wanted = found(typed)[0]
        for length in range(2, len(typed) + 1):
            assert wanted in found(typed[:length]), typed[:length]


def test_empty_text_shows_the_ready_ones_first():
    assert set(found("", limit=6)) == COMPLETE
    assert found("  ", limit=3) == found("", limit=3)
    assert len(found("", limit=0)) == 0


def test_a_local_variant_is_the_same_procedure():
    assert CATALOGUE.current("2.000815.000.00.00.H55", TODAY).code == "2.000815"
    assert CATALOGUE.current("9.999999", TODAY) is None
    assert CATALOGUE.current("khai sinh", TODAY) is None


def rows(*procedures):
    common = {"field_name": "Thử", "version": "1", "legal_basis": ["Luật thử"]}
    return parse_procedures(json.dumps({"common": common, "procedures": list(procedures)}))


OLD = {"code": "1.000001", "name": "Thủ tục cũ", "valid_from": "2020-01-01", "version": "1"}
NEW = {**OLD, "name": "Thủ tục mới", "valid_from": "2026-01-01", "version": "2"}


def test_a_version_rules_from_its_day_and_the_old_one_is_kept_for_old_dossiers():
    catalogue = Catalogue(rows(OLD, NEW))
    assert catalogue.current("1.000001", date(2019, 12, 31)) is None
    assert catalogue.current("1.000001", date(2025, 12, 31)).version == "1"
    assert catalogue.current("1.000001", date(2026, 1, 1)).version == "2"
    assert catalogue.version("1.000001", "1").name == "Thủ tục cũ"
    assert catalogue.version("1.000001", "3") is None
    assert [one.version for one in catalogue.all_current(TODAY)] == ["2"]
    assert catalogue.search("cũ", TODAY) == ()


def test_a_version_ends_with_its_last_day():
    catalogue = Catalogue(rows({**OLD, "valid_to": "2026-06-30"}))
    assert catalogue.current("1.000001", date(2026, 6, 30)) is not None
    assert catalogue.current("1.000001", date(2026, 7, 1)) is None


def test_what_is_missing_names_the_gaps_and_a_coming_law():
    (bare,) = rows({**OLD, "legal_basis": []})
    assert what_is_missing(bare) == ("limit", "components", "fees", "result", "legal_basis")
    birth = CATALOGUE.current("1.001193", TODAY)
    assert what_is_missing(birth, date(2027, 2, 28)) == ()
    assert what_is_missing(birth, date(2027, 3, 1)) == ("review",)
    full = {
        **OLD,
        "legal_limit": {"unit": "working_day", "amount": 3},
        "components": [{"code": "1", "name": "Tờ khai", "copy_kinds": ["electronic"]}],
        "fees": [{"name": "Phí", "amount_dong": 0}],
        "result_name": "Giấy",
    }
    (unreleased,) = rows(full)
    assert what_is_missing(unreleased) == ("not_released",)
    assert unreleased.components[0].copy_kinds == (CopyKind.ELECTRONIC,)


def test_the_committed_limit_is_promised():
    legal = {"unit": "working_day", "amount": 5}
    (one,) = rows({**OLD, "legal_limit": legal, "committed_limit": {**legal, "amount": 3}})
    assert one.limit == Limit(Unit.WORKING_DAY, 3)
