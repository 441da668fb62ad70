"""masks and context

Masks and members lose what tells when they were made: SQLite's hidden row numbers and the count beside the account.
Going back brings the count's column back empty, because only the running application could seal it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a2"
down_revision: str | None = "a1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHOICES = "sealed and of one size: usual and retired masks, coarse context, what was read"
COUNT = "sealed number of masks, so that a dump does not tell it"


def upgrade() -> None:
    _keep_rows_by(with_rowid=False)
    # What stood there opens under no key any more and reads as "nothing chosen yet".
    _rename("mask_count", "choices", CHOICES)
    op.create_table(
        "unmaskings",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("mask_id", sa.String(length=16), nullable=False, comment="the name that is asked about"),
        sa.Column("contribution_id", sa.String(length=16), nullable=False, comment="the case it arose from"),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("asked_by", sa.String(length=16), nullable=False, comment="mask of the lead who asks"),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.String(length=16), nullable=True, comment="mask of the second person"),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_approved", sa.Boolean(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True, comment="when the names were first shown"),
        sa.ForeignKeyConstraint(["asked_by"], ["masks.id"], op.f("fk_unmaskings_asked_by_masks"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["masks.id"], op.f("fk_unmaskings_answered_by_masks"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], op.f("fk_unmaskings_mask_id_masks"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmaskings")),
    )
    op.create_index(op.f("ix_unmaskings_mask_id"), "unmaskings", ["mask_id"])
    op.create_table(
        "unmasking_steps",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("unmasking_id", sa.String(length=16), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False, comment="the mask that was asked about"),
        sa.Column("mask_id", sa.String(length=16), nullable=False, comment="whose step it was"),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False, comment="the reason, when asked"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("before_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmasking_steps")),
        sa.UniqueConstraint("position", name=op.f("uq_unmasking_steps_position")),
    )
    op.create_index(op.f("ix_unmasking_steps_unmasking_id"), "unmasking_steps", ["unmasking_id"])
    op.drop_index("ix_notices_mask_read", "notices")
    with op.batch_alter_table("notices") as notices:
        # Read at the same moment under several names would tie them together; up to when one has read is sealed instead.
        notices.drop_column("read_at")
    op.create_index("ix_notices_mask_made", "notices", ["mask_id", "made_at"])
    _remark("notices.made_at", "shown from this moment on, which may be to come")


def downgrade() -> None:
    _remark("notices.made_at", None)
    op.drop_index("ix_notices_mask_made", "notices")
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_notices_mask_read", "notices", ["mask_id", "read_at"])
    op.drop_table("unmasking_steps")
    op.drop_table("unmaskings")
    _rename("choices", "mask_count", COUNT)
    _keep_rows_by(with_rowid=True)


def _keep_rows_by(*, with_rowid: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in ("masks", "members"):
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}):
            pass


def _rename(before: str, after: str, comment: str) -> None:
    """In place: a copied table would have its hidden row numbers back."""
    op.execute(f"ALTER TABLE members RENAME COLUMN {before} TO {after}")
    _remark(f"members.{after}", comment)


def _remark(column: str, comment: str | None) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN {column} IS " + (f"'{comment}'" if comment else "NULL"))
