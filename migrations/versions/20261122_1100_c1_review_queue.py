"""review queue: what a moderator would rather not see and what they carried"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c1"
down_revision: str | None = "b2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # A lease lasts five minutes: who had one while the site was changed takes it again.
    op.execute("DELETE FROM leases")
    with op.batch_alter_table("leases") as leases:
        leases.add_column(sa.Column("renewed_at", MOMENT, nullable=False))
    op.create_table(
        "review_wishes",
        sa.Column("member_id", sa.String(16), nullable=False),
        sa.Column(
            "sealed", sa.LargeBinary(), nullable=False, comment="of one size; also says nothing about how much is in it"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_review_wishes_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_review_wishes")),
    )
    op.create_table(
        "review_loads",
        _mask(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("heavy", sa.Integer(), nullable=False),
        sa.Column("in_a_row", sa.Integer(), nullable=False, comment="heavy ones since the last lighter one or pause"),
        _of_mask("review_loads"),
        sa.PrimaryKeyConstraint("mask_id", "day", name=op.f("pk_review_loads")),
    )
    op.create_table(
        "review_limits",
        _mask(),
        sa.Column("heavy", sa.Integer(), nullable=False),
        _of_mask("review_limits"),
        sa.PrimaryKeyConstraint("mask_id", name=op.f("pk_review_limits")),
    )


def downgrade() -> None:
    for table in ("review_limits", "review_loads", "review_wishes"):
        op.drop_table(table)
    with op.batch_alter_table("leases") as leases:
        leases.drop_column("renewed_at")


def _mask() -> "sa.Column[str]":
    return sa.Column("mask_id", sa.String(16), nullable=False)


def _of_mask(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["mask_id"], ["masks.id"], name=op.f(f"fk_{table}_mask_id_masks"), ondelete="CASCADE"
    )
