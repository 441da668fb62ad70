"""rooms and posts: what rooms and the forum still need"""

from collections.abc import Sequence

revision: str = "d3"
down_revision: str | None = "d2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
