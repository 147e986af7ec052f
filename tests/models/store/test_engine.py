"""The file opens with its key only, keeps what was committed, and says what is wrong."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from migrations.upgrade import open_current
from models.problems import Kind, Problem, wording
from models.store import dossiers, values
from models.store.engine import Store
from models.store.guard import ForeignAccessError
from tests.support.store_samples import dossier, receipt


def test_a_wrong_key_is_named_and_quiet(store: Store, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Problem, match=r"store\.wrong_key"):
        Store.open(store.path, bytes(32))
    assert capfd.readouterr() == ("", "")
    with store.writing() as tx:
        values.set(tx, "still", "there")


def test_a_key_has_32_bytes(store: Store) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.open(store.path, b"short")


def test_opening_never_makes_a_file(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(Problem, match=r"store\.missing"):
        Store.open(tmp_path / "absent.db", key)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_damage_not_a_new_store(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "motcua.db").touch()
    with pytest.raises(Problem, match=r"store\.damaged"):
        Store.open(tmp_path / "motcua.db", key)
    assert (tmp_path / "motcua.db").stat().st_size == 0


def test_every_connection_is_set_up_for_durability(store: Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": 10_000,
    }
    for transaction in (store.writing, store.reading):
        with transaction() as tx:
            assert {
                name: tx.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted
            } == wanted


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(sa.exc.OperationalError, match="readonly"), store.reading() as tx:
        values.set(tx, "name", "value")


def test_a_reader_sees_one_snapshot(store: Store) -> None:
    with store.writing() as tx:
        values.set(tx, "name", "before")
    with store.reading() as reading:
        assert values.get(reading, "name") == "before"
        with store.writing() as tx:
            values.set(tx, "name", "after")
        assert values.get(reading, "name") == "before"
    with store.reading() as reading:
        assert values.get(reading, "name") == "after"


def test_writers_on_many_threads_wait_for_each_other(store: Store) -> None:
    with store.writing() as tx:
        values.set(tx, "sum", "0")

    def add() -> None:
        for _ in range(20):
            with store.writing() as tx:
                values.set(tx, "sum", str(int(values.get(tx, "sum") or 0) + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with store.reading() as tx:
        assert values.get(tx, "sum") == "80"


def test_errors_do_not_repeat_what_was_being_written(store: Store) -> None:
    whole = dossier()
    with pytest.raises(sa.exc.IntegrityError) as caught, store.writing() as tx:  # noqa: PT012
        dossiers.add(tx, whole, receipt(whole))
        tx.exec_driver_sql("INSERT INTO account VALUES (?, NULL, '', '', 0)", ("Nguyễn Văn Hậu",))
    assert "Hậu" not in str(caught.value)


def test_a_full_disk_is_named_and_nothing_is_half_written(store: Store) -> None:
    with store.writing() as tx:
        values.set(tx, "name", "before")
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(Problem, match=r"store\.disk_full") as caught, store.writing() as tx:  # noqa: PT012
        values.set(tx, "name", "after")
        values.set(tx, "big", "x" * 100_000)
    assert caught.value.kind is Kind.DEVICE_OR_LINE
    assert wording(caught.value).next_step
    with store.writing() as tx:
        assert values.get(tx, "name") == "before"
        tx.exec_driver_sql("PRAGMA max_page_count = 100000")
        values.set(tx, "big", "x" * 100_000)
    store.check()


@pytest.mark.parametrize("page", [0, 1, 5])
def test_one_flipped_byte_is_noticed(tmp_path: Path, key: bytes, page: int) -> None:
    path = tmp_path / "motcua.db"
    open_current(path, key, create=True).close()
    content = bytearray(path.read_bytes())
    content[page * 4096 + 1000] ^= 1
    path.write_bytes(content)
    with pytest.raises(Problem) as caught:
        _open_and_check(path, key)
    assert caught.value.code in {"store.damaged", "store.wrong_key"}


def _open_and_check(path: Path, key: bytes) -> None:
    store = Store.open(path, key)
    try:
        store.check()
    finally:
        store.close()


def test_a_cut_file_is_noticed(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "motcua.db"
    open_current(path, key, create=True).close()
    path.write_bytes(path.read_bytes()[: 4096 * 3])
    with pytest.raises(Problem):
        _open_and_check(path, key)


def test_a_sound_store_passes_its_check_with_rows_still_in_the_log(store: Store) -> None:
    with store.writing() as tx:
        values.set(tx, "name", "value")
    store.check()
    log = store.path.with_name("motcua.db-wal")
    assert log.stat().st_size == 0, "what is only in the log would not have been judged"


def test_a_backup_opens_under_the_same_key_only(store: Store, key: bytes, tmp_path: Path) -> None:
    with store.writing() as tx:
        values.set(tx, "name", "value")
    store.back_up(tmp_path / "copy.db")
    copy = Store.open(tmp_path / "copy.db", key)
    with copy.reading() as tx:
        assert values.get(tx, "name") == "value"
    copy.check()
    copy.close()
    with pytest.raises(Problem, match=r"store\.wrong_key"):
        Store.open(tmp_path / "copy.db", bytes(32))
    with pytest.raises(FileExistsError):
        store.back_up(tmp_path / "copy.db")


def test_no_second_sqlite_in_this_process_may_touch_the_file(store: Store) -> None:
    with pytest.raises(ForeignAccessError):
        sqlite3.connect(store.path)
    with pytest.raises(ForeignAccessError):
        sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)
    for name in ("motcua.db", "motcua.db-wal"):
        with pytest.raises(ForeignAccessError):
            store.path.with_name(name).read_bytes()
    sqlite3.connect(":memory:").close()


def test_a_closed_store_may_be_looked_at(store: Store) -> None:
    second = Store.open(store.path, bytes(range(32)))
    second.close()
    second.close()
    with pytest.raises(ForeignAccessError):
        store.path.read_bytes()
    store.close()
    for transaction in (store.reading, store.writing):
        with pytest.raises(Problem, match=r"store\.closed"), transaction():
            pass
    assert store.path.read_bytes()
    assert not store.path.with_name("motcua.db-wal").exists()


def test_a_store_at_this_schema_opens_without_alembic(store: Store, key: bytes) -> None:
    program = (
        "import sys; from pathlib import Path; from migrations.upgrade import open_current;"
        f"open_current(Path({str(store.path)!r}), bytes.fromhex({key.hex()!r})).close();"
        "sys.exit(any(m.split('.')[0] in ('alembic', 'sqlite3') for m in sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[3], check=False
    )
    assert ended.returncode == 0
