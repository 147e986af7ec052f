"""Signed checkpoints of the audit chain, scans released on purpose, persons erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_checkpoint",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("hub_at", sa.Text(), nullable=True),
        sa.Column("hub_key", sa.LargeBinary(), nullable=True),
        sa.Column("hub_signature", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(hub_at IS NULL) = (hub_key IS NULL) AND (hub_at IS NULL) = (hub_signature IS NULL)",
            name=op.f("ck_audit_checkpoint_whole_answer"),
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_checkpoint")),
    )
    op.create_table(
        "released_scan",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("released_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_released_scan")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erased_dossier",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_erased_dossier_dossier_id")
        ),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_erased_dossier")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    # A store is never taken back: an older program refuses it and the backup is put back.
    raise NotImplementedError
