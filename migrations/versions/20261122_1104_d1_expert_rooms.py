"""expert rooms: hours, verification and sealed questions"""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from app import clock

revision: str = "d1"
down_revision: str | None = "c4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SEALED = "the words of a text that is not for everybody; title, body and html are empty then"
APART = "not put in line, because a life may be in danger; its asker can still put it there"
# Whoever was verified before there were ends is verified for another year; the operator can say otherwise.
A_YEAR = timedelta(days=365)

ADDED = (
    *(("answers", column) for column in ("is_thanked", "outdated_on", "reviewed_on")),
    *(("questions", column) for column in ("set_apart_at", "waiting_since", "topic", "stage")),
    *(("masks", column) for column in ("verified_until", "verified_in", "claimed")),
    ("staff_invitations", "verified_until"),
    ("revisions", "sealed"),
    ("contributions", "sealed"),
)


def upgrade() -> None:
    _seal()
    _let_verifications_end()
    _let_rooms_have_hours()
    _let_questions_wait()
    _create_counsellors()
    _create_unsealings()


def _seal() -> None:
    op.add_column("contributions", sa.Column("sealed", sa.LargeBinary(), nullable=True, comment=SEALED))
    op.add_column("revisions", sa.Column("sealed", sa.LargeBinary(), nullable=True, comment="as in contributions"))


def _let_verifications_end() -> None:
    claimed = "a profession nobody has verified yet; never shown"
    op.add_column("masks", sa.Column("claimed", sa.String(40), nullable=True, comment=claimed))
    first = "the first day of the month of the verification"
    op.add_column("masks", sa.Column("verified_in", sa.Date(), nullable=True, comment=first))
    last = "the last day on which it holds"
    op.add_column("masks", sa.Column("verified_until", sa.Date(), nullable=True, comment=last))
    op.create_index(op.f("ix_masks_verified_until"), "masks", ["verified_until"])
    known = "where the operator has verified it already"
    op.add_column("staff_invitations", sa.Column("verified_until", sa.Date(), nullable=True, comment=known))
    masks = sa.table(
        "masks", sa.column("badge"), sa.column("verified_in", sa.Date), sa.column("verified_until", sa.Date)
    )
    today = clock.today()
    op.execute(
        masks.update()
        .where(masks.c.badge.is_not(None))
        .values(verified_in=today.replace(day=1), verified_until=today + A_YEAR)
    )


def _let_rooms_have_hours() -> None:
    zone = sa.Column(
        "zone", sa.String(40), nullable=False, server_default="Asia/Tokyo", comment="whose clock its hours are"
    )
    holidays = "closed on public holidays of Japan"
    capacity = "how many may wait before nothing more is taken; NULL: no end"
    with op.batch_alter_table("expert_rooms") as rooms:
        rooms.drop_column("hours_ja")
        rooms.drop_column("hours_en")
        rooms.add_column(zone)
        rooms.add_column(
            sa.Column("keeps_holidays", sa.Boolean(), nullable=False, server_default=sa.true(), comment=holidays)
        )
        rooms.add_column(sa.Column("capacity", sa.Integer(), nullable=True, comment=capacity))
    with op.batch_alter_table("expert_rooms") as rooms:
        rooms.alter_column("zone", existing_type=sa.String(40), existing_comment=zone.comment, server_default=None)
        rooms.alter_column("keeps_holidays", existing_type=sa.Boolean(), existing_comment=holidays, server_default=None)
    _create_weekly_hours()
    _create_other_hours()


def _create_weekly_hours() -> None:
    op.create_table(
        "expert_hours",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("room_id", sa.String(16), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False, comment="0 is Monday"),
        sa.Column("begins", sa.Integer(), nullable=False, comment="minutes after midnight, on the room's clock"),
        sa.Column("ends", sa.Integer(), nullable=False, comment="the same; more than 1440 is the next day"),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_expert_hours_weekday_known")),
        sa.CheckConstraint(
            "begins >= 0 AND begins < 1440 AND ends > begins AND ends <= 2880",
            name=op.f("ck_expert_hours_ends_after_begin"),
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["expert_rooms.id"], op.f("fk_expert_hours_room_id_expert_rooms"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_hours")),
    )
    op.create_index(op.f("ix_expert_hours_room_id"), "expert_hours", ["room_id"])


def _create_other_hours() -> None:
    op.create_table(
        "expert_other_hours",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("room_id", sa.String(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=True, comment="NULL: closed all day"),
        sa.Column("ends", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(begins IS NULL AND ends IS NULL) OR (begins >= 0 AND begins < 1440 AND ends > begins AND ends <= 2880)",
            name=op.f("ck_expert_other_hours_ends_after_begin"),
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["expert_rooms.id"], op.f("fk_expert_other_hours_room_id_expert_rooms"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_other_hours")),
    )
    op.create_index(op.f("ix_expert_other_hours_room_id"), "expert_other_hours", ["room_id"])
    op.create_index(op.f("ix_expert_other_hours_day"), "expert_other_hours", ["day"])


def _let_questions_wait() -> None:
    stage, topic = "a word of Stage, or nothing", "a word of Topic, or nothing"
    line = "its place in line; NULL while it is not in line"
    with op.batch_alter_table("questions") as questions:
        questions.add_column(sa.Column("stage", sa.String(16), nullable=False, server_default="", comment=stage))
        questions.add_column(sa.Column("topic", sa.String(16), nullable=False, server_default="", comment=topic))
        questions.add_column(sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True, comment=line))
        questions.add_column(sa.Column("set_apart_at", sa.DateTime(timezone=True), nullable=True, comment=APART))
    with op.batch_alter_table("questions") as questions:
        questions.alter_column("stage", existing_type=sa.String(16), existing_comment=stage, server_default=None)
        questions.alter_column("topic", existing_type=sa.String(16), existing_comment=topic, server_default=None)
    op.create_index(op.f("ix_questions_room_waiting"), "questions", ["room_id", "waiting_since"])
    op.execute(
        "UPDATE questions SET waiting_since ="
        " (SELECT written_at FROM contributions WHERE contributions.id = questions.id) WHERE answered_at IS NULL"
    )
    reviewed = "the day a counsellor last found it still right"
    outdated = "the day a counsellor found it no longer right"
    thanked = sa.Column("is_thanked", sa.Boolean(), nullable=False, server_default=sa.false(), comment="by its asker")
    op.add_column("answers", sa.Column("reviewed_on", sa.Date(), nullable=True, comment=reviewed))
    op.add_column("answers", sa.Column("outdated_on", sa.Date(), nullable=True, comment=outdated))
    op.add_column("answers", thanked)
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("question_id", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["contributions.id"], op.f("fk_follow_ups_id_contributions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], op.f("fk_follow_ups_question_id_questions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    op.create_index(op.f("ix_follow_ups_question_id"), "follow_ups", ["question_id"])


def _create_counsellors() -> None:
    op.create_table(
        "counsellors",
        sa.Column("mask_id", sa.String(16), nullable=False),
        sa.Column("interests", sa.String(120), nullable=False, comment="for whom else they work; shown, screened"),
        sa.Column("quota", sa.Integer(), nullable=True, comment="answers in one opening of the room; NULL: no end"),
        sa.Column("topics_not_taken", sa.String(200), nullable=False, comment="words of Topic, with spaces"),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], op.f("fk_counsellors_mask_id_masks"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mask_id", name=op.f("pk_counsellors")),
    )


def _create_unsealings() -> None:
    op.create_table(
        "unsealings",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("contribution_id", sa.String(16), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False, comment="the moderator's"),
        sa.Column("ground", sa.String(40), nullable=False, comment="the kind of the concern that allowed it"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("before_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsealings")),
        sa.UniqueConstraint("position", name=op.f("uq_unsealings_position")),
    )
    op.create_index(op.f("ix_unsealings_contribution_id"), "unsealings", ["contribution_id"])


def downgrade() -> None:
    # What is sealed cannot be opened here, where there is no key: those texts read empty afterwards, and say so to nobody.
    for table in ("unsealings", "counsellors", "expert_other_hours", "expert_hours"):
        op.drop_table(table)
    op.execute("DELETE FROM contributions WHERE kind = 'follow_up'")
    op.drop_table("follow_ups")
    op.drop_index(op.f("ix_questions_room_waiting"), "questions")
    op.drop_index(op.f("ix_masks_verified_until"), "masks")
    for table, column in ADDED:
        op.drop_column(table, column)
    with op.batch_alter_table("expert_rooms") as rooms:
        for column in ("capacity", "keeps_holidays", "zone"):
            rooms.drop_column(column)
        for column in ("hours_ja", "hours_en"):
            rooms.add_column(sa.Column(column, sa.String(120), nullable=False, server_default=""))
