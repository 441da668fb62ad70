"""duty: the roster, and who was asked to look"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c3"
down_revision: str | None = "c2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OFFERED = "a colleague is asked for; until then the promise stands"
WEEKLY = "fk_shifts_weekly_id_weekly_shifts"


def upgrade() -> None:
    op.create_table(
        "weekly_shifts",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False, comment="0 is Monday"),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False, comment="not after starts: the next day"),
        sa.Column("zone", sa.String(40), nullable=False, comment="whose clock, such as Asia/Tokyo"),
        sa.Column(
            "planned_until",
            sa.Date(),
            nullable=False,
            comment="shifts were made up to this day; one given back stays away",
        ),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], op.f("fk_weekly_shifts_mask_id_masks"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_shifts")),
    )
    with op.batch_alter_table("shifts") as shifts:
        shifts.add_column(sa.Column("weekly_id", sa.String(16), nullable=True))
        shifts.add_column(
            sa.Column("is_offered", sa.Boolean(), server_default=sa.false(), nullable=False, comment=OFFERED)
        )
        shifts.create_foreign_key(op.f(WEEKLY), "weekly_shifts", ["weekly_id"], ["id"], ondelete="SET NULL")
        shifts.create_index(op.f("ix_shifts_weekly_id"), ["weekly_id"])
    with op.batch_alter_table("shifts") as shifts:
        shifts.alter_column("is_offered", existing_type=sa.Boolean(), existing_comment=OFFERED, server_default=None)
    _create_calls()


def _create_calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("contribution_id", sa.String(16), nullable=False),
        sa.Column("open_for", sa.String(16), comment="the same while it is open: one open call for one text"),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), comment="when it goes on by itself; NULL: nobody was asked yet"),
        sa.Column("holder_id", sa.String(16), comment="mask of whoever took it over"),
        sa.Column("ending", sa.String(24)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            op.f("fk_calls_contribution_id_contributions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["masks.id"], op.f("fk_calls_holder_id_masks"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("open_for", name=op.f("uq_calls_open_for")),
    )
    op.create_index(op.f("ix_calls_contribution_id"), "calls", ["contribution_id"])
    op.create_index(op.f("ix_calls_ended_at"), "calls", ["ended_at"])
    op.create_table(
        "call_steps",
        sa.Column("call_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(24)),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], op.f("fk_call_steps_call_id_calls"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], op.f("fk_call_steps_mask_id_masks"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call_id", "number", name=op.f("pk_call_steps")),
        sa.UniqueConstraint("call_id", "mask_id", name=op.f("uq_call_steps_call_id_mask_id")),
    )
    op.create_index(op.f("ix_call_steps_mask_id"), "call_steps", ["mask_id"])


def downgrade() -> None:
    for table in ("call_steps", "calls"):
        op.drop_table(table)
    with op.batch_alter_table("shifts") as shifts:
        shifts.drop_constraint(op.f(WEEKLY), type_="foreignkey")
        shifts.drop_index(op.f("ix_shifts_weekly_id"))
        shifts.drop_column("is_offered")
        shifts.drop_column("weekly_id")
    op.drop_table("weekly_shifts")
