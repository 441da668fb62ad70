"""reading and drafts"""

from collections.abc import Sequence

import sqlalchemy as sa  # noqa: F401 - filled as the area grows
from alembic import op  # noqa: F401 - as above

revision: str = "a7"
down_revision: str | None = "a6"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
