"""Numbers are given once, lowest first; values are what was last written."""

from __future__ import annotations

from models.messages import Lease
from models.role import Role, User
from models.store import accounts, leases, values
from models.store.engine import Store
from tests.support.store_samples import NOON

DAY = "2026-11-19"


def lease(first: int, last: int, day: str = DAY) -> Lease:
    return Lease(f"lease-{day}-{first}", "H99.50.05", day, first, last, "device-1")


def test_leased_numbers_are_given_once_and_in_order(store: Store) -> None:
    with store.writing() as tx:
        assert leases.take(tx, "H99.50.05", DAY) is None
        for one in (lease(21, 22), lease(5, 6), lease(1, 9, "2026-11-20")):
            leases.add(tx, one)
        assert leases.remaining(tx, "H99.50.05", DAY) == 4
        assert [leases.take(tx, "H99.50.05", DAY) for _ in range(3)] == [5, 6, 21]
        leases.add(tx, lease(5, 6))
        assert leases.remaining(tx, "H99.50.05", DAY) == 1
        assert [leases.take(tx, "H99.50.05", DAY) for _ in range(2)] == [22, None]
        assert leases.remaining(tx, "H99.50.06", DAY) == 0


def test_a_number_is_not_lost_with_a_failed_act(store: Store) -> None:
    with store.writing() as tx:
        leases.add(tx, lease(1, 2))
    try:
        with store.writing() as tx:
            assert leases.take(tx, "H99.50.05", DAY) == 1
            raise RuntimeError
    except RuntimeError:
        pass
    with store.writing() as tx:
        assert leases.take(tx, "H99.50.05", DAY) == 1


def test_provisional_numbers_count_by_desk_and_day(store: Store) -> None:
    with store.writing() as tx:
        given = [
            leases.next_provisional(tx, desk, day)
            for desk, day in [("Q1", DAY), ("Q1", DAY), ("Q2", DAY), ("Q1", "2026-11-20")]
        ]
    assert given == [1, 2, 1, 1]


def test_values_are_what_was_last_written(store: Store) -> None:
    with store.writing() as tx:
        assert values.get(tx, "cursor") is None
        values.set(tx, "cursor", "1")
        values.set(tx, "cursor", "2")
        assert values.get(tx, "cursor") == "2"


def test_accounts_are_listed_by_login(store: Store) -> None:
    lan, binh = User("lan", "Phạm Thị Lan", Role.CLERK), User("binh", "Lê Bình", Role.CLERK)
    with store.writing() as tx:
        accounts.save(tx, lan, "quantri", NOON)
        accounts.save(tx, binh, "quantri", NOON)
        accounts.save(tx, User("lan", "Phạm Thị Lan", Role.SUPERVISOR), "quantri", NOON)
        assert accounts.get(tx, "ai") is None
        assert accounts.everybody(tx) == (binh, User("lan", lan.name, Role.SUPERVISOR))
