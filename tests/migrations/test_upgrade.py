"""A store is made whole, brought up whole, or left exactly as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from migrations import upgrade
from models.problems import Problem
from models.store import values
from models.store.engine import Store, Tx
from models.store.tables import SCHEMA, SCHEMA_VERSION

KEY = bytes(range(32))
SCRIPTS = Path(upgrade.__file__).parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "motcua.db"


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    store = Store.open(path, KEY)
    try:
        yield store
    finally:
        store.close()


def schema(tx: Tx) -> dict[str, str]:
    """Every table and index with its SQL, order of columns and spelling of blanks aside."""
    rows = tx.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL").all()
    return {
        name: " ".join(sorted(sql.replace('"', "").replace(",", " ").replace(")", " ) ").split()))
        for name, sql in rows
        if name not in {"alembic_version", "sqlite_sequence"}
    }


def test_head_is_what_the_models_say(path: Path, tmp_path: Path) -> None:
    store = upgrade.open_current(path, KEY, create=True)
    with store.reading() as tx:
        assert compare_metadata(MigrationContext.configure(tx), SCHEMA) == []
        migrated = schema(tx)
    store.close()
    direct = Store.open(tmp_path / "direct.db", KEY, create=True)
    with direct.writing() as tx:
        SCHEMA.create_all(tx)
        assert migrated == schema(tx), "conditions, partial indexes and options too"
    direct.close()


def test_revisions_are_one_line_and_numbered_like_the_schema() -> None:
    scripts = ScriptDirectory(str(SCRIPTS))
    revisions = [one.revision for one in scripts.walk_revisions()]
    assert revisions == [f"{number:04d}" for number in range(SCHEMA_VERSION, 0, -1)]


def test_a_store_of_a_later_program_is_left_alone(path: Path) -> None:
    store = upgrade.open_current(path, KEY, create=True)
    with store.writing() as tx:
        tx.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    store.close()
    with pytest.raises(Problem, match=r"store\.newer"):
        upgrade.open_current(path, KEY)
    with opened(path) as later:
        assert later.schema_version() == SCHEMA_VERSION + 1


def test_a_database_without_a_schema_is_not_taken_for_a_new_one(path: Path) -> None:
    store = Store.open(path, KEY, create=True)
    with store.writing() as tx:
        tx.exec_driver_sql("CREATE TABLE something (a)")
    store.close()
    with pytest.raises(Problem, match=r"store\.damaged"):
        upgrade.open_current(path, KEY)


STEPS = 4
NEXT = SCHEMA_VERSION + 1
LATER = """
from alembic import op
import sqlalchemy as sa

revision = "NEXT"
down_revision = "HEAD"

def step(number):
    if FAIL_AT == number:
        raise RuntimeError("the power of the office went")

def upgrade():
    op.add_column("dossier", sa.Column("colour", sa.Text(), server_default="", nullable=False))
    step(0)
    with op.batch_alter_table("dossier") as table:
        table.alter_column("note", new_column_name="remark")
    step(1)
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    step(2)
    op.execute("UPDATE value SET value = 'changed'")
    step(3)
""".replace("NEXT", f"{NEXT:04d}").replace("HEAD", f"{SCHEMA_VERSION:04d}")


@pytest.fixture
def later_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The scripts with one more revision, and a program that wants it."""
    scripts = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(upgrade, "_SCRIPTS", scripts)
    monkeypatch.setattr(upgrade, "SCHEMA_VERSION", NEXT)
    return scripts / "versions" / "later.py"  # type: ignore[return-value]


def filled(path: Path, version: int = SCHEMA_VERSION) -> dict[str, str]:
    """A store at an earlier schema with a dossier whose children refer to it."""
    store = Store.open(path, KEY, create=True)
    with store.writing() as tx:
        upgrade.run_scripts(tx, SCRIPTS, f"{version:04d}")
        tx.exec_driver_sql(f"PRAGMA user_version = {version}")
        values.set(tx, "name", "kept")
        columns = sa.inspect(tx).get_columns("dossier")
        names = ", ".join(f'"{one["name"]}"' for one in columns)
        tx.exec_driver_sql(
            f"INSERT INTO dossier ({names}) VALUES ({', '.join('1' for _ in columns)})"
        )
        tx.exec_driver_sql("INSERT INTO code_alias VALUES ('code', '1')")
        found = schema(tx)
    store.close()
    return found


@pytest.mark.parametrize("failing", range(STEPS))
def test_a_migration_failing_anywhere_changes_nothing(
    path: Path, later_revision: Path, failing: int
) -> None:
    before = filled(path)
    later_revision.write_text(LATER.replace("FAIL_AT", str(failing)))
    with pytest.raises(RuntimeError, match="power"):
        upgrade.open_current(path, KEY)
    with opened(path) as store:
        assert store.schema_version() == SCHEMA_VERSION
        with store.reading() as tx:
            assert schema(tx) == before
            assert values.get(tx, "name") == "kept"
        store.check()
    later_revision.write_text(LATER.replace("FAIL_AT", "None"))
    store = upgrade.open_current(path, KEY)
    assert store.schema_version() == NEXT
    store.close()


def test_an_upgrade_keeps_every_row_and_leaves_a_copy_of_before(
    path: Path, later_revision: Path
) -> None:
    filled(path)
    later_revision.write_text(LATER.replace("FAIL_AT", "None"))
    store = upgrade.open_current(path, KEY)
    with store.reading() as tx:
        assert values.get(tx, "name") == "changed"
        assert tx.exec_driver_sql("SELECT remark, colour FROM dossier").all() == [("1", "")]
        assert tx.exec_driver_sql("SELECT dossier_id FROM code_alias").all() == [("1",)], (
            "rebuilding a table must not delete what refers to it"
        )
    store.check()
    store.close()
    with opened(path.with_name(f"motcua.before-{NEXT:04d}.db")) as old:
        assert old.schema_version() == SCHEMA_VERSION
        with old.reading() as tx:
            assert values.get(tx, "name") == "kept"


def test_a_result_that_breaks_references_is_taken_back(path: Path, later_revision: Path) -> None:
    before = filled(path)
    later_revision.write_text(
        LATER.replace("FAIL_AT", "None").replace(
            "UPDATE value SET value = 'changed'", "DELETE FROM dossier"
        )
    )
    with pytest.raises(Problem, match=r"store\.upgrade_failed"):
        upgrade.open_current(path, KEY)
    with opened(path) as store, store.reading() as tx:
        assert schema(tx) == before
        assert tx.exec_driver_sql("SELECT count(*) FROM dossier").scalar_one() == 1


def test_a_full_disk_stops_an_upgrade_before_it_begins(
    path: Path, later_revision: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(path)
    later_revision.write_text(LATER.replace("FAIL_AT", "None"))
    usage = shutil.disk_usage(path.parent)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: usage._replace(free=4096))
        with pytest.raises(Problem, match=r"store\.no_room"):
            upgrade.open_current(path, KEY)
    with opened(path) as store, store.reading() as tx:
        assert schema(tx) == before


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_every_released_schema_comes_up_with_its_data(path: Path, version: int) -> None:
    filled(path, version)
    store = upgrade.open_current(path, KEY)
    store.check()
    with store.reading() as tx:
        assert values.get(tx, "name") == "kept"
        assert tx.exec_driver_sql("SELECT dossier_id FROM code_alias").all() == [("1",)]
        assert compare_metadata(MigrationContext.configure(tx), SCHEMA) == []
    store.close()


def test_pages_of_open_drafts_come_up_in_their_order(path: Path) -> None:
    filled(path, 5)
    with opened(path) as old, old.writing() as tx:
        tx.exec_driver_sql("INSERT INTO draft VALUES ('d', 'lan', 1, '{}')")
        for number in (2, 1):
            tx.exec_driver_sql(
                "INSERT INTO page VALUES (?, 'd', 'TP1', ?, 'aa', 'image/jpeg', 1, 1, NULL,"
                " 'scanner', 1, 90, 0)",
                (f"p{number}", number),
            )
    store = upgrade.open_current(path, KEY)
    with store.reading() as tx:
        assert tx.exec_driver_sql(
            "SELECT serial, id, rotation, batch, removed_at FROM page ORDER BY serial"
        ).all() == [(1, "p1", 90, "", None), (2, "p2", 90, "", None)]
    store.check()
    store.close()


def test_values_confirmed_before_they_were_told_are_owed_to_the_hub(path: Path) -> None:
    filled(path, 8)
    row = "INSERT INTO field_value VALUES ('d', ?, ?, 0, '', '[]', '[]', '', 0, '{}', 1, ?, ?, ?)"
    with opened(path) as old, old.writing() as tx:
        for values_of in (
            ("TP1", "name", "A", "lan", 5),
            ("TP1", "born", "B", "lan", 7),
            ("TP2", "name", None, "", None),
        ):
            tx.exec_driver_sql(row, values_of)
    store = upgrade.open_current(path, KEY)
    with store.reading() as tx:
        assert tx.exec_driver_sql("SELECT * FROM field_news").all() == [("d", "TP1", 7, 0)]
    store.close()


def test_a_real_step_cut_short_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Failure after every statement of the steps from the first schema to this one."""
    before = filled(path, 1)
    for statement in range(1, 200):
        with monkeypatch.context() as patched:
            patched.setattr(upgrade, "_verify", lambda tx: None)
            try:
                with failing_after(statement):
                    upgrade.open_current(path, KEY).close()
            except FailingError:
                with opened(path) as store, store.reading() as tx:
                    assert store.schema_version() == 1
                    assert schema(tx) == before
            else:
                break
    assert 3 < statement < 199
    with opened(path) as store:
        assert store.schema_version() == SCHEMA_VERSION


class FailingError(Exception):
    pass


@contextmanager
def failing_after(statements: int) -> Iterator[None]:
    """The n-th statement that changes something is the last that comes through."""
    seen = 0

    def hear(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal seen
        if statement.lstrip().upper().startswith(("CREATE", "ALTER", "DROP", "UPDATE", "INSERT")):
            seen += 1
            if seen == statements:
                raise FailingError

    sa.event.listen(sa.Engine, "after_cursor_execute", hear)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "after_cursor_execute", hear)
