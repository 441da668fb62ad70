"""rulings: what rulings bring about, and appeals"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c2"
down_revision: str | None = "c1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.String(16)
WORD = sa.String(24)
KNOWN = "kind IN ('note', 'warning', 'pause', 'mask_ban', 'account_ban')"
KNOWN_BEFORE = "kind IN ('warning', 'pause')"
NEW_KINDS = (
    "('returned', 'folded', 'thread_closed', 'cautioned', 'paused', 'mask_banned', 'account_banned', 'restored',"
    " 'upheld', 'overturned')"
)


def upgrade() -> None:
    _extend_rulings()
    _extend_texts()
    _name_sanctions(KNOWN)
    with op.batch_alter_table("sanctions") as sanctions:
        sanctions.create_index(op.f("ix_sanctions_ruling_id"), ["ruling_id"])
    with op.batch_alter_table("notices") as notices:
        notices.add_column(
            sa.Column("ruling_id", ID, nullable=True, comment="the ruling it tells of, and with which it goes")
        )
        notices.create_index(op.f("ix_notices_ruling_id"), ["ruling_id"])
    _create_appeals()
    _create_ban_proposals()
    _protect_rulings()


def downgrade() -> None:
    _unprotect_rulings()
    op.drop_table("ban_proposals")
    op.drop_table("appeals")
    op.execute(f"DELETE FROM notices WHERE kind IN {NEW_KINDS}")  # noqa: S608 - our own words, a few lines above
    with op.batch_alter_table("notices") as notices:
        notices.drop_index(op.f("ix_notices_ruling_id"))
        notices.drop_column("ruling_id")
    # Kinds that an older version could not name.
    op.execute("DELETE FROM sanctions WHERE kind NOT IN ('warning', 'pause')")
    with op.batch_alter_table("sanctions") as sanctions:
        sanctions.drop_index(op.f("ix_sanctions_ruling_id"))
    _name_sanctions(KNOWN_BEFORE)
    with op.batch_alter_table("threads") as threads:
        threads.drop_column("is_shut")
    with op.batch_alter_table("contributions") as contributions:
        contributions.drop_column("is_folded")
        contributions.drop_column("is_returned")
    with op.batch_alter_table("rulings") as rulings:
        rulings.drop_index(op.f("ix_rulings_points_to"))
        for name in ("points_to", "earlier", "was", "version", "amount", "measure"):
            rulings.drop_column(name)


def _extend_rulings() -> None:
    with op.batch_alter_table("rulings") as rulings:
        rulings.add_column(
            sa.Column("measure", WORD, nullable=True, comment="what it also asks of whoever wrote the text")
        )
        for name, what in (
            ("amount", "hours of a pause, or seconds of a slowed room"),
            ("version", "which version of the text was ruled on"),
            ("earlier", "the pace of a slowed room before"),
        ):
            rulings.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0", comment=what))
        rulings.add_column(sa.Column("was", WORD, nullable=True, comment="the state of the text before"))
        rulings.add_column(sa.Column("points_to", ID, nullable=True, comment="the ruling that this one is about"))
        rulings.create_index(op.f("ix_rulings_points_to"), ["points_to"])


def _extend_texts() -> None:
    with op.batch_alter_table("contributions") as contributions:
        for name, what in (
            ("is_returned", "waits with its author, who was asked to change it"),
            ("is_folded", "a ruling put the warning there; its author may only reword it"),
        ):
            contributions.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false(), comment=what)
            )
    with op.batch_alter_table("threads") as threads:
        threads.add_column(
            sa.Column(
                "is_shut",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="closed by a ruling: its author cannot open it again",
            )
        )


def _name_sanctions(known: str) -> None:
    """Which kinds there may be. SQLite copies the table, and leaves out what it was told to forget by not being told of it."""
    name = op.f("ck_sanctions_kind_known")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(name, "sanctions", type_="check")
    with op.batch_alter_table("sanctions", recreate="auto") as sanctions:
        sanctions.create_check_constraint(name, known)


def _create_appeals() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", ID, nullable=False),
        sa.Column("ruling_id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("mask_id", ID, nullable=False),
        sa.Column("words", sa.String(1000), nullable=False, comment="why its author asks"),
        sa.Column(
            "evidence",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed: the text as it was ruled on and why somebody looked; empty once answered",
        ),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answer", WORD, nullable=True),
        sa.Column("answer_words", sa.String(1000), nullable=False, comment="what its author was told"),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], name=op.f("fk_appeals_mask_id_masks"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("ruling_id", name=op.f("uq_appeals_ruling_id")),
    )
    for name in ("contribution_id", "mask_id", "made_at"):
        op.create_index(op.f(f"ix_appeals_{name}"), "appeals", [name])


def _create_ban_proposals() -> None:
    op.create_table(
        "ban_proposals",
        sa.Column("ruling_id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False, comment="the text it arose from"),
        sa.Column("mask_id", ID, nullable=False, comment="whose owner it is about; nobody learns who"),
        sa.Column("asked_by", ID, nullable=False, comment="mask of the first moderator"),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_by", ID, nullable=True, comment="mask of the second"),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("is_confirmed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mask_id"], ["masks.id"], name=op.f("fk_ban_proposals_mask_id_masks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ruling_id", name=op.f("pk_ban_proposals")),
    )
    for name in ("contribution_id", "mask_id", "asked_at"):
        op.create_index(op.f(f"ix_ban_proposals_{name}"), "ban_proposals", [name])


def _protect_rulings() -> None:
    """The database itself refuses to change the record: a mistake in the program, or a hurried hand, cannot."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER rulings_only_grow_{verb.lower()} BEFORE {verb} ON rulings"
                " BEGIN SELECT RAISE(ABORT, 'the record of rulings only grows'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION rulings_only_grow() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the record of rulings only grows'; END $$"
    )
    op.execute(
        "CREATE TRIGGER rulings_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON rulings"
        " FOR EACH STATEMENT EXECUTE FUNCTION rulings_only_grow()"
    )


def _unprotect_rulings() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER rulings_only_grow_{verb}")
        return
    op.execute("DROP TRIGGER rulings_only_grow ON rulings")
    op.execute("DROP FUNCTION rulings_only_grow()")
