"""policy: versions of the policy"""

from collections.abc import Sequence

revision: str = "c4"
down_revision: str | None = "c3"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
