"""Reading and drafts: the order of boards, follow-ups and thanks, quiet answers, what each member keeps about reading."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a7"
down_revision: str | None = "a6"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STIRRED = "opening or its author's last visible word: when an answer was last needed"
STIRRED_BEFORE = "opening or last visible reply"

# What stands on a board already is put into the new order: by its author's last word, and rising where nobody answered.
OWN_LAST_WORD = """
    UPDATE threads SET stirred_at = coalesce(
        (SELECT max(answer.written_at) FROM replies JOIN contributions AS answer ON answer.id = replies.id
         WHERE replies.thread_id = threads.id AND answer.state = 'visible' AND answer.mask_id =
            (SELECT opening.mask_id FROM contributions AS opening WHERE opening.id = threads.id)),
        (SELECT opening.written_at FROM contributions AS opening WHERE opening.id = threads.id))
"""
RISING = """
    UPDATE threads SET rises = {yes} WHERE closed_at IS NULL
    AND id IN (SELECT id FROM contributions WHERE state = 'visible' AND {hour} BETWEEN 10 AND 20)
    AND NOT EXISTS (SELECT 1 FROM replies JOIN contributions AS answer ON answer.id = replies.id
        WHERE replies.thread_id = threads.id AND answer.state = 'visible' AND answer.mask_id <>
            (SELECT opening.mask_id FROM contributions AS opening WHERE opening.id = threads.id))
"""
# From 19:00 to 6:00 in Tokyo.
HOUR = {
    "sqlite": "CAST(strftime('%H', written_at) AS INTEGER)",
    "postgresql": "extract(hour FROM written_at AT TIME ZONE 'UTC')",
}


def upgrade() -> None:
    _upgrade_threads()
    _upgrade_replies()
    _create_feelings_and_drawers()
    _create_drafts()


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False, comment="keyed; a new one every week"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False, comment="place and words; every row is of one size"),
        sa.Column("due_on", sa.Date(), nullable=False, comment="the day on which it is forgotten"),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_drafts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_drafts_due_on"), "drafts", ["due_on"])


def _upgrade_threads() -> None:
    kind = op.get_bind().dialect.name
    op.add_column(
        "threads",
        sa.Column(
            "rises",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="begun at night, open, and nobody else has answered yet",
        ),
    )
    op.drop_index("ix_threads_board_stirred", "threads")
    op.create_index("ix_threads_board_rises_stirred", "threads", ["board_id", "rises", "stirred_at"])
    rising = {"sqlite_where": sa.text("rises"), "postgresql_where": sa.text("rises")}
    op.create_index("ix_threads_rising", "threads", ["stirred_at"], **rising)
    op.execute(OWN_LAST_WORD)
    op.execute(RISING.format(yes="1" if kind == "sqlite" else "true", hour=HOUR[kind]))
    _say_of_stirred(STIRRED)


def _upgrade_replies() -> None:
    for name, comment in (
        ("is_sequel", "the thread's author tells how it went on"),
        ("is_thanked", "by the thread's author; only the reply's author sees it"),
    ):
        column = sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False, comment=comment)
        op.add_column("replies", column)
    sequels = {"sqlite_where": sa.text("is_sequel"), "postgresql_where": sa.text("is_sequel")}
    op.create_index("ix_replies_sequels", "replies", ["thread_id"], **sequels)


def _create_feelings_and_drawers() -> None:
    op.create_table(
        "feelings",
        sa.Column(
            "tag",
            sa.LargeBinary(length=16),
            nullable=False,
            comment="keyed: tells neither whose it is nor what else they felt",
        ),
        sa.Column("contribution_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_feelings_contribution_id_contributions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_feelings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_feelings_contribution_id"), "feelings", ["contribution_id"])
    op.create_table(
        "drawers",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False, comment="keyed: does not tell whose it is"),
        sa.Column(
            "sealed",
            sa.LargeBinary(),
            nullable=False,
            comment="how far one has read, bookmarks, muted names, hidden threads; padded",
        ),
        sa.Column("due_on", sa.Date(), nullable=True, comment="a day after which something in it has to go"),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_drawers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_drawers_due_on"), "drawers", ["due_on"])


def _say_of_stirred(comment: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        said = comment.replace("'", "''")
        op.execute(f"COMMENT ON COLUMN threads.stirred_at IS '{said}'")


def downgrade() -> None:
    op.drop_table("drafts")
    op.drop_table("drawers")
    op.drop_table("feelings")
    op.drop_index("ix_replies_sequels", "replies")
    op.drop_column("replies", "is_thanked")
    op.drop_column("replies", "is_sequel")
    op.drop_index("ix_threads_rising", "threads")
    op.drop_index("ix_threads_board_rises_stirred", "threads")
    op.drop_column("threads", "rises")
    op.create_index("ix_threads_board_stirred", "threads", ["board_id", "stirred_at"])
    _say_of_stirred(STIRRED_BEFORE)
