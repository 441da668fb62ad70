"""rulings: what rulings bring about, and appeals"""

from collections.abc import Sequence

revision: str = "c2"
down_revision: str | None = "c1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
