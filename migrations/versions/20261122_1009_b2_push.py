"""push: errands to be done after an answer, what members want to be told and where, and what a notice belongs to"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b2"
down_revision: str | None = "b1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)
PLACE = "the thread it belongs to; notices of one place are shown as one"


def upgrade() -> None:
    op.create_table(
        "errands",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("about", sa.String(16), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column(
            "taken_until",
            MOMENT,
            nullable=True,
            comment="somebody is at it; whoever was killed loses it then",
        ),
        sa.Column("tries", sa.Integer(), nullable=False, comment="how often it failed"),
        sa.Column("given_up_at", MOMENT, nullable=True, comment="failed too often; kept for some days to be seen"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errands")),
    )
    op.create_index(op.f("ix_errands_due_at"), "errands", ["due_at"])
    op.create_table(
        "errand_counts",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_errand_counts")),
    )
    op.create_table(
        "notice_choices",
        sa.Column("member_id", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False, comment="kinds and quiet hours, of one size"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_notice_choices_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_notice_choices")),
    )
    op.create_table(
        "push_subscriptions",
        sa.Column("session_id", sa.String(16), nullable=False),
        sa.Column("tag", sa.LargeBinary(16), nullable=False, comment="keyed: one browser, one subscription"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False, comment="where to, its keys, what is owed; of one size"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_push_subscriptions_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_push_subscriptions")),
        sa.UniqueConstraint("tag", name=op.f("uq_push_subscriptions_tag")),
    )
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("place_id", sa.String(16), nullable=True, comment=PLACE))
        notices.create_foreign_key(
            op.f("fk_notices_place_id_contributions"), "contributions", ["place_id"], ["id"], ondelete="CASCADE"
        )
        notices.create_index(op.f("ix_notices_place_id"), ["place_id"])


def downgrade() -> None:
    # Kinds that an older version could not name.
    op.execute("DELETE FROM notices WHERE kind IN ('thanked', 'followed_up')")
    with op.batch_alter_table("notices") as notices:
        notices.drop_index(op.f("ix_notices_place_id"))
        notices.drop_constraint(op.f("fk_notices_place_id_contributions"), type_="foreignkey")
        notices.drop_column("place_id")
    op.drop_table("push_subscriptions")
    op.drop_table("notice_choices")
    op.drop_table("errand_counts")
    op.drop_index(op.f("ix_errands_due_at"), table_name="errands")
    op.drop_table("errands")
