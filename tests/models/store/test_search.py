"""Search finds what a clerk means, and exactly what a plain look at every name would find."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.dossier import CodeKind
from models.store import dossiers, search, search_keys
from models.store.engine import Store
from models.text import fold
from tests.support.store_samples import citizen, dossier, receipt

PEOPLE = (
    ("Nguyễn Văn Hậu", "001099012317", "0912 345 678"),
    ("Nguyễn Thị Hậu", "001199012318", "+84 912 345 679"),
    ("Đỗ Đức Hậu", "031099000111", "0987654321"),
    ("Đặng Thị Thu Hà", "038199000222", ""),
    ("Hồ A Đông", "040099000333", "02363 555 111"),
    ("Tôn Nữ Thị Ngọc Quỳnh Như Mai", None, ""),
)


@pytest.fixture
def office(store: Store) -> Store:
    with store.writing() as tx:
        for number, (name, identity, phone) in enumerate(PEOPLE, 1):
            one = dossier(number, owner=citizen(name, number=identity, phone=phone))
            dossiers.add(tx, replace(one, owner=replace(one.owner, old_number=None)), receipt(one))
    return store


def found(store: Store, text: str, limit: int = 20) -> list[int]:
    with store.reading() as tx:
        return [int(row.id.removeprefix("dossier-")) for row in search.find(tx, text, limit)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nguyen van hau", [1]),
        ("NGUYỄN VĂN HẬU", [1]),
        ("nguye", [2, 1]),
        ("nguyen hau", [2, 1]),  # skipped middle words, the newest first
        ("hau", [3, 2, 1]),
        ("van ha", [1]),
        ("do hau", [3]),
        ("đức", [3]),
        ("dang ha", [4]),
        ("đăng", [4]),
        ("thi", [4, 2, 6]),
        ("ton quynh mai", [6]),
        ("nu ngoc nhu mai", [6]),
        ("ngoc quynh nhu", [6]),
        ("hậu văn", []),
        ("khong ai", []),
        ("", []),
        ("   ", []),
        ("%", []),
        ("_guyen", []),
        ("' OR 1=1 --", []),
    ],
)
def test_names(office: Store, typed: str, expected: list[int]) -> None:
    assert found(office, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("H99.50.05-261119-0002", [2]),
        ("h99.50.05–261119–0002", [2]),
        (" h99.50", [1, 2, 3, 4, 5, 6]),
        ("0003", [3]),
        ("3", [3]),
        ("261119-0004", [4]),
        ("2611190005", [5]),
        ("001099012317", [1]),
        ("0010 9901 2317", [1]),
        ("0011", [2]),
        ("2317", [1]),
        ("0912345678", [1]),
        ("0912 345 679", [2]),
        ("+84912345678", [1]),
        ("84987654321", [3]),
        ("4321", [3]),
        ("5679", [2]),
        ("02363555111", [5]),
        ("999999", []),
        ("0" * 300, []),
    ],
)
def test_codes_and_numbers(office: Store, typed: str, expected: list[int]) -> None:
    assert found(office, typed) == expected


def test_a_provisional_code_is_found_by_its_end_and_after_it_was_replaced(office: Store) -> None:
    one = dossier(7, code="TAM-Q1-261119-017", code_kind=CodeKind.PROVISIONAL)
    with office.writing() as tx:
        dossiers.add(tx, one, receipt(one))
        dossiers.set_official_code(tx, one.id, "H99.50.05-261119-0450")
    for typed in ("TAM-Q1-261119-017", "tam-q1", "261119-017", "0450", "h99.50.05-261119-045"):
        assert found(office, typed) == [7], typed


def test_the_newest_of_many_equal_ends_come_first(store: Store) -> None:
    with store.writing() as tx:
        for number in range(1, 31):
            one = dossier(number, code=f"H99.50.05-2611{number:02d}-0012")
            dossiers.add(tx, one, receipt(one))
    assert found(store, "0012", 5) == [30, 29, 28, 27, 26]
    assert found(store, "12", 2) == [30, 29]


def test_the_submitter_is_found_too(store: Store) -> None:
    one = dossier(submitter=citizen("Lò Thị Inh", number="011199000444", phone="0333000222"))
    with store.writing() as tx:
        dossiers.add(tx, one, receipt(one))
    for typed in ("lo inh", "011199000444", "0222"):
        assert found(store, typed) == [1]


def test_a_page_is_filled_although_names_have_many_keys(store: Store) -> None:
    with store.writing() as tx:
        for number in range(1, 41):
            one = dossier(number, owner=citizen("An An An An An", number=None, phone=""))
            dossiers.add(tx, one, receipt(one))
    assert len(found(store, "an", 30)) == 30
    assert len(set(found(store, "an", 100))) == 40
    assert found(store, "an", 0) == []


def test_a_very_long_name_is_found_by_any_of_its_words(store: Store) -> None:
    name = "Maria Nguyễn Công Tằng Tôn Nữ Thị Bạch Tuyết"
    one = dossier(owner=citizen(name, number=None, phone=""))
    with store.writing() as tx:
        dossiers.add(tx, one, receipt(one))
    for typed in ("tuyet", "bach tu", "ton nu thi", "maria tuyet", fold(name)):
        assert found(store, typed) == [1], typed


WORDS = st.sampled_from(["An", "Ân", "Anh", "Bình", "Đạt", "Đa", "Thị", "Thi", "Văn", "Vân"])
NAMES = st.lists(WORDS, min_size=1, max_size=search_keys.MANY_WORDS).map(" ".join)


def naive(names: list[str], typed: str) -> set[int]:
    """Whose words hold the typed words in their order, the last typed one unfinished."""
    *whole, last = fold(typed).split()

    def fits(name: str) -> bool:
        words = iter(fold(name).split())
        return all(word in words for word in whole) and any(w.startswith(last) for w in words)

    return {number for number, name in enumerate(names, 1) if fits(name)}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NAMES, min_size=1, max_size=8), st.lists(WORDS, min_size=1, max_size=3), st.data())
def test_search_equals_a_look_at_every_name(
    store: Store, names: list[str], words: list[str], data: st.DataObject
) -> None:
    typed = " ".join(words)
    typed = typed[: data.draw(st.integers(1, len(typed)))].strip()
    with store.writing() as tx:
        for table in ("search_key", "receipt", "code_alias", "dossier"):
            tx.exec_driver_sql(f"DELETE FROM {table}")
        for number, name in enumerate(names, 1):
            one = dossier(number, owner=citizen(name, number=None, old_number=None, phone=""))
            dossiers.add(tx, one, receipt(one))
    assert set(found(store, typed, 50)) == naive(names, typed)
