"""expert rooms: hours, verification and sealed questions"""

from collections.abc import Sequence

revision: str = "d1"
down_revision: str | None = "c4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
