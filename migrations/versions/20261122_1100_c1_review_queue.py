"""review queue: what a moderator would rather not see and what they carried"""

from collections.abc import Sequence

revision: str = "c1"
down_revision: str | None = "b2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
