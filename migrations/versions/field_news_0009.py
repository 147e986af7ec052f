"""Confirmed values that neither the hub nor the document's own record knows yet.

What was confirmed before this step was never told as data: all of it is owed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "field_news",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("component_code", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "component_code", name=op.f("pk_field_news")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO field_news (subject, component_code, confirmed_at, told)"
        " SELECT subject, component_code, max(confirmed_at), 0 FROM field_value"
        " WHERE confirmed_at IS NOT NULL GROUP BY subject, component_code"
    )


def downgrade() -> None:
    # A store is never taken back: an older program refuses it and the backup is put back.
    raise NotImplementedError
