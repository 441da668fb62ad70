"""fitting guides: which guide fits beside a thread or question, worked out once"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e1"
down_revision: str | None = "d3"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# What stands there already waits to be read; the errands of the server do it little by little, the latest first.
WHAT_STANDS = """
    INSERT INTO fitting_guides (contribution_id, version)
    SELECT id, version FROM contributions WHERE kind IN ('thread', 'question') AND state = 'visible'
    ORDER BY written_at, id
"""


def upgrade() -> None:
    op.create_table(
        "fitting_guides",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False, comment="later texts are read first"),
        sa.Column("contribution_id", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="of the text; another one is read anew"),
        sa.Column(
            "sealed",
            sa.LargeBinary(),
            nullable=True,
            comment="which guide, or that none; of one size; empty until the text was read",
        ),
        sa.Column(
            "edition",
            sa.LargeBinary(8),
            nullable=True,
            comment="digest of what the guides were offered to; with another one the text is read anew",
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            op.f("fk_fitting_guides_contribution_id_contributions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fitting_guides")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_fitting_guides_contribution_id")),
        sqlite_autoincrement=True,
    )
    op.execute(WHAT_STANDS)


def downgrade() -> None:
    # Errands that an older version does not know would wait for ever.
    op.execute("DELETE FROM errands WHERE kind IN ('fitting-guide', 'fitting-look', 'fitting-some')")
    op.drop_table("fitting_guides")
