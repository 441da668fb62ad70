"""answering: drafts, hand-overs and live hours"""

from collections.abc import Sequence

revision: str = "d2"
down_revision: str | None = "d1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
