"""The verdict on a document as PDF/A stays with it; of older documents nobody knows one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "document",
        sa.Column("pdfa", sa.Text(), server_default="not_checked", nullable=False),
    )
