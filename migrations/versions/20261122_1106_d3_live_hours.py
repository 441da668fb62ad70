"""live hours: rooms that are led, lines that wait to be called, raised hands; what askers were told"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d3"
down_revision: str | None = "d2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# No foreign keys among them, so that SQLite need not make the table anew under the lines that point to it.
OF_A_ROOM = (
    ("profession", sa.String(40), "who leads; empty: nobody"),
    ("plan", sa.JSON(), "when it is led: a calendar"),
    ("called_id", sa.String(16), "the line whose writer has been called"),
    ("called_mask_id", sa.String(16), "the mask that may speak until it is closed"),
    ("called_at", sa.DateTime(timezone=True), None),
)


def upgrade() -> None:
    for name, kind, comment in OF_A_ROOM:
        default = "" if name == "profession" else None
        column = sa.Column(name, kind, nullable=default is None, server_default=default, comment=comment)
        op.add_column("rooms", column)
    waits = sa.Column(
        "waits", sa.Boolean(), nullable=False, server_default=sa.false(), comment="said only once it is called"
    )
    op.add_column("messages", waits)
    told = sa.Column(
        "told_until",
        sa.DateTime(timezone=True),
        nullable=True,
        comment="the end of the opening its asker was told of",
    )
    op.add_column("questions", told)
    op.create_table(
        "live_hours",
        sa.Column("expert_room_id", sa.String(16), nullable=False),
        sa.Column("room_id", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["expert_room_id"],
            ["expert_rooms.id"],
            op.f("fk_live_hours_expert_room_id_expert_rooms"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], op.f("fk_live_hours_room_id_rooms"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("expert_room_id", name=op.f("pk_live_hours")),
        sa.UniqueConstraint("room_id", name=op.f("uq_live_hours_room_id")),
    )
    op.create_table(
        "hands",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("message_id", sa.String(16), nullable=False),
        sa.Column("room_id", sa.String(16), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False, comment="its place in line"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["contributions.id"], op.f("fk_hands_message_id_contributions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], op.f("fk_hands_room_id_rooms"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hands")),
        sa.UniqueConstraint("message_id", name=op.f("uq_hands_message_id")),
    )
    op.create_index(op.f("ix_hands_room_id"), "hands", ["room_id"])


def downgrade() -> None:
    # Below this migration everybody could talk in them. What still waits has no number, so it is shown to nobody and ends by itself.
    op.execute("UPDATE rooms SET closed_at = CURRENT_TIMESTAMP WHERE profession <> ''")
    op.drop_table("hands")
    op.drop_table("live_hours")
    op.drop_column("questions", "told_until")
    op.drop_column("messages", "waits")
    for name, _kind, _comment in OF_A_ROOM:
        op.drop_column("rooms", name)
