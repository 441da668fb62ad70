"""duty: the roster, and who was asked to look"""

from collections.abc import Sequence

revision: str = "c3"
down_revision: str | None = "c2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
