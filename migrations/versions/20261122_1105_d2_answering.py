"""expert rooms: urgency, duty, hand-overs, second looks and phrases"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d2"
down_revision: str | None = "d1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

URGENCY = "a word of Urgency, or nothing; it only ever grows"
FIRST = "the counsellor on duty who may take it first"
DUTY = "the end of the opening in which they said that they are there; never when they came"


def upgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.add_column(sa.Column("urgency", sa.String(8), nullable=False, server_default="", comment=URGENCY))
        questions.add_column(sa.Column("kept_for_mask_id", sa.String(16), nullable=True, comment=FIRST))
        questions.add_column(sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True))
        questions.create_foreign_key(
            op.f("fk_questions_kept_for_mask_id_masks"), "masks", ["kept_for_mask_id"], ["id"], ondelete="SET NULL"
        )
    op.add_column("counsellors", sa.Column("on_duty_until", sa.DateTime(timezone=True), nullable=True, comment=DUTY))
    op.execute("UPDATE questions SET urgency = 'danger' WHERE set_apart_at IS NOT NULL")
    _create_hand_overs()
    _create_second_looks()
    _create_phrases()


def _create_hand_overs() -> None:
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("question_id", sa.String(16), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False, comment="who passed it on"),
        sa.Column("to_mask_id", sa.String(16), nullable=True, comment="NULL: to any counsellor of the room"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False, comment="the note"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], op.f("fk_hand_overs_question_id_questions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], op.f("fk_hand_overs_mask_id_masks"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["to_mask_id"], ["masks.id"], op.f("fk_hand_overs_to_mask_id_masks"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index(op.f("ix_hand_overs_question_id"), "hand_overs", ["question_id"])


def _create_second_looks() -> None:
    op.create_table(
        "second_looks",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("question_id", sa.String(16), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False, comment="the drafter who asked"),
        sa.Column(
            "reader_mask_id", sa.String(16), nullable=True, comment="who has read it; NULL while it is only asked"
        ),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True, comment="what the colleague remarked"),
        sa.Column("words_tag", sa.LargeBinary(16), nullable=True, comment="keyed: which words the colleague read"),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], op.f("fk_second_looks_question_id_questions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], op.f("fk_second_looks_mask_id_masks"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["reader_mask_id"], ["masks.id"], op.f("fk_second_looks_reader_mask_id_masks"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_looks")),
    )
    op.create_index(op.f("ix_second_looks_question_id"), "second_looks", ["question_id"])


def _create_phrases() -> None:
    op.create_table(
        "phrases",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False, comment="name and words; read by their owner alone"),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], op.f("fk_phrases_mask_id_masks"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrases")),
    )
    op.create_index(op.f("ix_phrases_mask_id"), "phrases", ["mask_id"])


def downgrade() -> None:
    for table in ("phrases", "second_looks", "hand_overs"):
        op.drop_table(table)
    op.drop_column("counsellors", "on_duty_until")
    with op.batch_alter_table("questions") as questions:
        questions.drop_constraint(op.f("fk_questions_kept_for_mask_id_masks"), type_="foreignkey")
        for column in ("kept_until", "kept_for_mask_id", "urgency"):
            questions.drop_column(column)
