"""The first schema of a desk's store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("admitted_by", sa.Text(), nullable=False),
        sa.Column("admitted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_account")),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"], unique=False)
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
        sa.UniqueConstraint("name", name=op.f("uq_blob_name")),
    )
    op.create_table(
        "dossier",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_kind", sa.Text(), nullable=False),
        sa.Column("procedure_code", sa.Text(), nullable=False),
        sa.Column("procedure_version", sa.Text(), nullable=False),
        sa.Column("procedure_name", sa.Text(), nullable=False),
        sa.Column("field_name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("submitter", sa.Text(), nullable=True),
        sa.Column("channel", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("due_hour_exact", sa.BigInteger(), nullable=False),
        sa.Column("due_is_provisional", sa.Boolean(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("fee_dong", sa.BigInteger(), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("return_method", sa.Text(), nullable=False),
        sa.Column("components", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.BigInteger(), nullable=True),
        sa.Column("returned_to", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_dossier")),
        sa.UniqueConstraint("id", name=op.f("uq_dossier_id")),
    )
    op.create_index(op.f("ix_dossier_due"), "dossier", ["due"], unique=False)
    op.create_index(op.f("ix_dossier_received_at"), "dossier", ["received_at"], unique=False)
    op.create_index(
        op.f("ix_dossier_status_received_at"), "dossier", ["status", "received_at"], unique=False
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_clerk_saved_at"), "draft", ["clerk", "saved_at"], unique=False)
    op.create_table(
        "lease",
        sa.Column("lease_id", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "first <= last AND next BETWEEN first AND last + 1", name=op.f("ck_lease_in_block")
        ),
        sa.PrimaryKeyConstraint("lease_id", name=op.f("pk_lease")),
    )
    op.create_index(
        op.f("ix_lease_agency_day_first"), "lease", ["agency", "day", "first"], unique=False
    )
    op.create_table(
        "outbox",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("aggregate_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("body_json", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_reason", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("refused_at", sa.BigInteger(), nullable=True),
        sa.Column("refused_code", sa.Text(), nullable=False),
        sa.Column("refused_message", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "accepted_at IS NULL OR refused_at IS NULL", name=op.f("ck_outbox_one_answer")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "aggregate_id", "sequence", name=op.f("uq_outbox_aggregate_id_sequence")
        ),
        sa.UniqueConstraint("event_id", name=op.f("uq_outbox_event_id")),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["aggregate_id", "sequence", "position", "refused_at", "not_before"],
        unique=False,
        sqlite_where=sa.text("accepted_at IS NULL"),
    )
    op.create_table(
        "outbox_file",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_reason", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_outbox_file")),
        sa.UniqueConstraint("sha256", "dossier_id", name=op.f("uq_outbox_file_sha256_dossier_id")),
    )
    op.create_index(op.f("ix_outbox_file_dossier_id"), "outbox_file", ["dossier_id"], unique=False)
    op.create_index(
        "ix_outbox_file_waiting",
        "outbox_file",
        ["position"],
        unique=False,
        sqlite_where=sa.text("sent_at IS NULL"),
    )
    op.create_table(
        "provisional_number",
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "day", name=op.f("pk_provisional_number")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_key",
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("nid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "nid", name=op.f("pk_search_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "value",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_value")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "code_alias",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_code_alias_dossier_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_code_alias")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_code_alias_dossier_id"), "code_alias", ["dossier_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("component_code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_document_dossier_id")
        ),
        sa.PrimaryKeyConstraint("dossier_id", "position", name=op.f("pk_document")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"], unique=False)
    op.create_table(
        "owed_print",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("owed_since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_owed_print_dossier_id")
        ),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_owed_print")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "page",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("component_code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.BigInteger(), nullable=False),
        sa.Column("rotation", sa.Integer(), nullable=False),
        sa.Column("file_page", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_page_draft_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
    )
    op.create_index(
        op.f("ix_page_draft_id_component_code_position"),
        "page",
        ["draft_id", "component_code", "position"],
        unique=False,
    )
    op.create_index(op.f("ix_page_sha256"), "page", ["sha256"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_receipt_dossier_id")),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_receipt")),
    )
    op.create_table(
        "status_event",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_status_event_dossier_id")
        ),
        sa.PrimaryKeyConstraint("dossier_id", "sequence", name=op.f("pk_status_event")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    # A store is never taken back: an older program refuses it and the backup is put back.
    raise NotImplementedError
