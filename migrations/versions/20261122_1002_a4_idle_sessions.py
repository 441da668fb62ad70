"""idle sessions: an end that no visit moves, and the moment from which a shared device asks again"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a4"
down_revision: str | None = "a3"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)
EXPIRES = "moves on with visits, never past ends_at"
ENDS = "the end that no visit moves"
LOCKS = "a shared device asks again from here on; NULL: one's own"


def upgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(sa.Column("ends_at", MOMENT, nullable=True, comment=ENDS))
        sessions.add_column(sa.Column("locks_at", MOMENT, nullable=True, comment=LOCKS))
    # Whoever is signed in already keeps the end they were given.
    op.execute("UPDATE sessions SET ends_at = expires_at")
    with op.batch_alter_table("sessions") as sessions:
        sessions.alter_column("ends_at", existing_type=MOMENT, nullable=False, existing_comment=ENDS)
        sessions.alter_column("expires_at", existing_type=MOMENT, existing_nullable=False, comment=EXPIRES)


def downgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        sessions.drop_column("locks_at")
        sessions.drop_column("ends_at")
        sessions.alter_column(
            "expires_at", existing_type=MOMENT, existing_nullable=False, comment=None, existing_comment=EXPIRES
        )
