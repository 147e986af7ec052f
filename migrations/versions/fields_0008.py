"""Values read from pages: proposals, and what a person confirmed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "field_paper",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("component_code", sa.Text(), nullable=False),
        sa.Column("document_type", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("deferred_by", sa.Text(), nullable=False),
        sa.Column("deferred_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("subject", "component_code", name=op.f("pk_field_paper")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "field_value",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("component_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("machine_value", sa.Text(), nullable=False),
        sa.Column("readings", sa.Text(), nullable=False),
        sa.Column("doubts", sa.Text(), nullable=False),
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("box", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(value IS NULL) = (confirmed_at IS NULL)",
            name=op.f("ck_field_value_confirmed_whole"),
        ),
        sa.PrimaryKeyConstraint("subject", "component_code", "name", name=op.f("pk_field_value")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_field_value_owed",
        "field_value",
        ["subject"],
        sqlite_where=sa.text("confirmed_at IS NULL"),
    )


def downgrade() -> None:
    # A store is never taken back: an older program refuses it and the backup is put back.
    raise NotImplementedError
