"""Documents and the signatures they wait for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signing_wait",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("component_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("copy_form", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("signed_sha256", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("owed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_signing_wait_dossier_id")
        ),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_signing_wait")),
        sa.UniqueConstraint("id", name=op.f("uq_signing_wait_id")),
        sa.UniqueConstraint(
            "dossier_id",
            "position",
            "kind",
            name=op.f("uq_signing_wait_dossier_id_position_kind"),
        ),
    )
    op.create_index(op.f("ix_signing_wait_state_serial"), "signing_wait", ["state", "serial"])
    op.create_index(op.f("ix_signing_wait_owed"), "signing_wait", ["owed"])


def downgrade() -> None:
    # A store is never taken back: an older program refuses it and the backup is put back.
    raise NotImplementedError
