"""Rooms at night: the pace of a room, who stays outside for a night, muted names, and the record of moderators' acts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b1"
down_revision: str | None = "a7"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PAUSE = "pause between two lines of one member; 0: none"


def upgrade() -> None:
    op.add_column("rooms", sa.Column("slow_seconds", sa.Integer(), server_default="0", nullable=False, comment=PAUSE))
    with op.batch_alter_table("rooms") as rooms:
        rooms.alter_column("slow_seconds", existing_type=sa.Integer(), existing_comment=PAUSE, server_default=None)
    op.create_table(
        "evictions",
        sa.Column("room_id", sa.String(16), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], op.f("fk_evictions_room_id_rooms"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], op.f("fk_evictions_mask_id_masks"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("room_id", "mask_id", name=op.f("pk_evictions")),
    )
    op.create_index(op.f("ix_evictions_mask_id"), "evictions", ["mask_id"])
    op.create_index(op.f("ix_evictions_until"), "evictions", ["until"])
    _create_hushes()
    _create_room_acts()


def _create_hushes() -> None:
    op.create_table(
        "hushes",
        sa.Column("tag", sa.LargeBinary(16), nullable=False, comment="keyed: this member and this name"),
        sa.Column("owner_tag", sa.LargeBinary(16), nullable=False, comment="keyed: this member"),
        sa.Column("mask_sealed", sa.LargeBinary(), nullable=False, comment="the name, for its owner's own list"),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_hushes")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_hushes_owner_tag"), "hushes", ["owner_tag"])


def _create_room_acts() -> None:
    op.create_table(
        "room_acts",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("room_id", sa.String(16), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False, comment="the moderator's mask"),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("contribution_id", sa.String(16), nullable=False, comment="the line it was about"),
        sa.Column("seconds", sa.Integer(), nullable=False, comment="of slowing down"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("before_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_acts")),
        sa.UniqueConstraint("position", name=op.f("uq_room_acts_position")),
    )
    op.create_index(op.f("ix_room_acts_room_id"), "room_acts", ["room_id"])


def downgrade() -> None:
    for table in ("room_acts", "hushes", "evictions"):
        op.drop_table(table)
    with op.batch_alter_table("rooms") as rooms:
        rooms.drop_column("slow_seconds")
