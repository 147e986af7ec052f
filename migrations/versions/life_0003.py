"""Life after reception: facts, people, books, bundles, the register; a fee may be unknown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "book_number",
        sa.Column("book", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 1", name=op.f("ck_book_number_from_one")),
        sa.PrimaryKeyConstraint("book", "year", name=op.f("pk_book_number")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bundle",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
        sa.UniqueConstraint("number", name=op.f("uq_bundle_number")),
    )
    with op.batch_alter_table("bundle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bundle_made_at"), ["made_at"], unique=False)

    op.create_table(
        "catalogue_entry",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_catalogue_entry")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fact",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_fact")),
        sa.UniqueConstraint("id", name=op.f("uq_fact_id")),
    )
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fact_kind_at"), ["kind", "at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_fact_subject_kind_serial"), ["subject", "kind", "serial"], unique=False
        )

    op.create_table(
        "local_day",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_local_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "register_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_register_year")),
    )
    op.create_table(
        "bundle_item",
        sa.Column("bundle_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["bundle.id"], name=op.f("fk_bundle_item_bundle_id")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_bundle_item_dossier_id")
        ),
        sa.PrimaryKeyConstraint("bundle_id", "position", name=op.f("pk_bundle_item")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("bundle_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bundle_item_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "certified_copy",
        sa.Column("book", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("handed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_certified_copy_dossier_id")
        ),
        sa.PrimaryKeyConstraint("book", "year", "number", name=op.f("pk_certified_copy")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("certified_copy", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_certified_copy_dossier_id"), ["dossier_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_certified_copy_handed_at_at"), ["handed_at", "at"], unique=False
        )

    op.create_table(
        "dossier_person",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_person_dossier_id")
        ),
        sa.PrimaryKeyConstraint("dossier_id", "position", name=op.f("pk_dossier_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "register_entry",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("volume", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_register_entry_dossier_id")
        ),
        sa.PrimaryKeyConstraint("year", "number", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("dossier_id", name=op.f("uq_register_entry_dossier_id")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.alter_column("fee_dong", existing_type=sa.BIGINT(), nullable=True)


def downgrade() -> None:
    # A store is never taken back: an older program refuses it and the backup is put back.
    raise NotImplementedError
