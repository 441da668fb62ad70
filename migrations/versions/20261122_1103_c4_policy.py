"""policy: versions of the policy, the draft and its trials, and sums of what moderators did"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c4"
down_revision: str | None = "c3"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)
JSON_WORDS = "words, thresholds and rows, as JSON"


def upgrade() -> None:
    _versions()
    _drafts()
    _trials()
    _numbers()


def downgrade() -> None:
    op.drop_table("tallies")
    op.drop_index(op.f("ix_first_looks_looked_at"), table_name="first_looks")
    op.drop_table("first_looks")
    op.drop_index(op.f("ix_policy_changes_contribution_id"), table_name="policy_changes")
    op.drop_table("policy_changes")
    op.drop_index(op.f("ix_policy_trials_draft_id"), table_name="policy_trials")
    op.drop_table("policy_trials")
    op.drop_table("policy_hands")
    op.drop_table("policy_drafts")
    op.drop_table("policy_versions")


def _versions() -> None:
    op.create_table(
        "policy_versions",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("act", sa.String(24), nullable=False),
        sa.Column(
            "origin",
            sa.Integer(),
            nullable=False,
            comment="position at which two people agreed to these words; 0: nothing differs",
        ),
        sa.Column(
            "before",
            sa.Integer(),
            nullable=False,
            comment="origin of what was in force when they agreed; 0: nothing differed",
        ),
        sa.Column("amendments", sa.Text(), nullable=False, comment=JSON_WORDS),
        sa.Column("because", sa.String(1000), nullable=False),
        sa.Column(
            "author", sa.String(16), nullable=False, comment="mask of who drafted it, or who took the last one back"
        ),
        sa.Column("second", sa.String(16), nullable=False, comment="mask of the second person"),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("before_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_versions")),
        sa.UniqueConstraint("position", name=op.f("uq_policy_versions_position")),
    )


def _drafts() -> None:
    op.create_table(
        "policy_drafts",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("is_the_one", sa.Boolean(), nullable=False, comment="always true, so that there is one"),
        sa.Column("version", sa.Integer(), nullable=False, comment="grows with every change"),
        sa.Column("amendments", sa.Text(), nullable=False, comment=JSON_WORDS),
        sa.Column("because", sa.String(1000), nullable=False),
        sa.Column("author", sa.String(16), nullable=False, comment="who began it"),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.CheckConstraint("is_the_one = true", name=op.f("ck_policy_drafts_only_one")),
        sa.ForeignKeyConstraint(
            ["author"], ["masks.id"], name=op.f("fk_policy_drafts_author_masks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_drafts")),
        sa.UniqueConstraint("is_the_one", name=op.f("uq_policy_drafts_is_the_one")),
    )
    op.create_table(
        "policy_hands",
        sa.Column("draft_id", sa.String(16), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["policy_drafts.id"], name=op.f("fk_policy_hands_draft_id_policy_drafts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mask_id"], ["masks.id"], name=op.f("fk_policy_hands_mask_id_masks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft_id", "mask_id", name=op.f("pk_policy_hands")),
    )


def _trials() -> None:
    op.create_table(
        "policy_trials",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("draft_id", sa.String(16), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False, comment="position of the version in force when it began"),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("looked", sa.Integer(), nullable=False),
        sa.Column(
            "next_at",
            MOMENT,
            nullable=False,
            comment="texts written before this, and with it the next, are still to come",
        ),
        sa.Column("next_id", sa.String(16), nullable=False, comment="among those of one moment, the last looked at"),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["policy_drafts.id"], name=op.f("fk_policy_trials_draft_id_policy_drafts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_trials")),
    )
    op.create_index(op.f("ix_policy_trials_draft_id"), "policy_trials", ["draft_id"])
    op.create_table(
        "policy_changes",
        sa.Column("trial_id", sa.String(16), nullable=False),
        sa.Column("contribution_id", sa.String(16), nullable=False),
        sa.Column("situations", sa.Text(), nullable=False, comment="in which situations, from what to what, as JSON"),
        sa.Column("kinds", sa.String(400), nullable=False, comment="what was seen before or after, with commas"),
        sa.ForeignKeyConstraint(
            ["trial_id"],
            ["policy_trials.id"],
            name=op.f("fk_policy_changes_trial_id_policy_trials"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_policy_changes_contribution_id_contributions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("trial_id", "contribution_id", name=op.f("pk_policy_changes")),
    )
    op.create_index(op.f("ix_policy_changes_contribution_id"), "policy_changes", ["contribution_id"])


def _numbers() -> None:
    op.create_table(
        "first_looks",
        sa.Column("contribution_id", sa.String(16), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_first_looks_contribution_id_contributions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_first_looks")),
    )
    op.create_index(op.f("ix_first_looks_looked_at"), "first_looks", ["looked_at"])
    op.create_table(
        "tallies",
        sa.Column("day", sa.Date(), nullable=False, comment="in Tokyo"),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("about", sa.String(120), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "what", "about", name=op.f("pk_tallies")),
    )
