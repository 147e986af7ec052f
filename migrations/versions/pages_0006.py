"""Pages outlive their draft: what is seen and read on them, and the versions of documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild_pages()
    _pages()
    _documents()


def _rebuild_pages() -> None:
    op.drop_index(op.f("ix_page_draft_id_component_code_position"), "page")
    op.drop_index(op.f("ix_page_sha256"), "page")
    op.rename_table("page", "page_of_draft")
    op.create_table(
        "page",
        sa.Column("serial", sa.Integer(), nullable=False),
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
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_page")),
        sa.UniqueConstraint("id", name=op.f("uq_page_id")),
    )
    op.create_index(
        op.f("ix_page_draft_id_component_code_position"),
        "page",
        ["draft_id", "component_code", "position"],
    )
    op.create_index(op.f("ix_page_sha256"), "page", ["sha256"])
    kept = (
        "id, draft_id, component_code, position, sha256, media_type, width, height, dpi, source,"
        " captured_at, rotation, file_page"
    )
    op.execute(
        f"INSERT INTO page ({kept}, batch) SELECT {kept}, '' FROM page_of_draft"  # noqa: S608
        " ORDER BY draft_id, component_code, position, id"
    )
    op.drop_table("page_of_draft")


def _pages() -> None:
    op.create_table(
        "page_view",
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Integer(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("likeness", sa.LargeBinary(), nullable=False),
        sa.Column("prepared_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["page.id"], name=op.f("fk_page_view_page_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page_view")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_page_view_sha256"), "page_view", ["sha256"])
    op.create_table(
        "page_undone",
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["page.id"], name=op.f("fk_page_undone_page_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_id", "proposal", name=op.f("pk_page_undone")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "page_text",
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("view_sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["page.id"], name=op.f("fk_page_text_page_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_id", "stage", name=op.f("pk_page_text")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "page_step",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_page_step")),
    )
    op.create_index(op.f("ix_page_step_draft_id_serial"), "page_step", ["draft_id", "serial"])
    op.create_table(
        "page_work",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_page_work")),
        sqlite_with_rowid=False,
    )


def _documents() -> None:
    op.create_table(
        "document_source",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("component_code", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (outcome = '')",
            name=op.f("ck_document_source_outcome_when_finished"),
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_document_source_dossier_id")
        ),
        sa.PrimaryKeyConstraint("dossier_id", "position", name=op.f("pk_document_source")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_document_source_draft_id"), "document_source", ["draft_id"])
    op.create_index(
        "ix_document_source_unfinished",
        "document_source",
        ["made_at"],
        sqlite_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "document_version",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_document_version_dossier_id")
        ),
        sa.PrimaryKeyConstraint(
            "dossier_id", "position", "number", name=op.f("pk_document_version")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    # A store is never taken back: an older program refuses it and the backup is put back.
    raise NotImplementedError
