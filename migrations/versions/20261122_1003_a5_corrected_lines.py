"""corrected lines, and offers of guides that were put away"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a5"
down_revision: str | None = "a4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "line_corrections",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.String(length=60), nullable=False, comment="id in app/referrals/data/lines.toml"),
        sa.Column("mask_id", sa.String(length=16), nullable=False, comment="the lead's mask"),
        sa.Column("undoes", sa.String(length=16), nullable=True, comment="the correction taken back by this one"),
        sa.Column("why", sa.String(length=500), nullable=False, comment="what the official page says"),
        sa.Column("before", sa.Text(), nullable=False, comment="the facts until then, as JSON"),
        sa.Column("after", sa.Text(), nullable=False, comment="the facts from then on, as JSON"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_corrections")),
        sa.UniqueConstraint("position", name=op.f("uq_line_corrections_position")),
    )
    op.create_index(op.f("ix_line_corrections_line_id"), "line_corrections", ["line_id"])
    op.create_table(
        "put_away_guides",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False, comment="keyed: tells neither who nor which guide"),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_put_away_guides")),
    )


def downgrade() -> None:
    op.drop_table("put_away_guides")
    op.drop_index(op.f("ix_line_corrections_line_id"), table_name="line_corrections")
    op.drop_table("line_corrections")
