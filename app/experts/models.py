"""Expert rooms, questions put to counsellors, and their answers."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.contributions.models import Contribution
from app.db import Base, Word
from app.ids import new_id


class Audience(StrEnum):
    """Who may read a question once it is answered."""

    EVERYONE = "everyone"
    COUNSELLORS = "counsellors"


class Topic(StrEnum):
    """What a question is about, roughly: so that a counsellor can leave some to others."""

    SCHOOL = "school"
    BODY = "body"
    FEELINGS = "feelings"
    BULLYING = "bullying"
    LEARNING = "learning"
    FAMILY = "family"
    RIGHTS = "rights"
    OTHER = "other"


class Stage(StrEnum):
    """How far the child is in school."""

    PRESCHOOL = "preschool"
    ELEMENTARY = "elementary"
    JUNIOR_HIGH = "junior_high"
    HIGH = "high"
    AFTER = "after"


class ExpertRoom(Base):
    """A room run by counsellors of one profession, with a queue of questions."""

    __tablename__ = "expert_rooms"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    position: Mapped[int]
    profession: Mapped[str] = mapped_column(String(40), comment="matches Mask.badge of those who may answer")
    name_ja: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    purpose_ja: Mapped[str] = mapped_column(String(200))
    purpose_en: Mapped[str] = mapped_column(String(200))
    limits_ja: Mapped[str] = mapped_column(String(300), default="", comment="what cannot be answered here")
    limits_en: Mapped[str] = mapped_column(String(300), default="")
    zone: Mapped[str] = mapped_column(String(40), default="Asia/Tokyo", comment="whose clock its hours are")
    keeps_holidays: Mapped[bool] = mapped_column(default=True, comment="closed on public holidays of Japan")
    capacity: Mapped[int | None] = mapped_column(comment="how many may wait before nothing more is taken; NULL: no end")


class WeeklyHours(Base):
    """Hours of a room that come every week."""

    __tablename__ = "expert_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_known"),
        CheckConstraint("begins >= 0 AND begins < 1440 AND ends > begins AND ends <= 2880", name="ends_after_begin"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    room_id: Mapped[str] = mapped_column(ForeignKey("expert_rooms.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int] = mapped_column(comment="0 is Monday")
    begins: Mapped[int] = mapped_column(comment="minutes after midnight, on the room's clock")
    ends: Mapped[int] = mapped_column(comment="the same; more than 1440 is the next day")


class OtherHours(Base):
    """What is different on one day, holidays included: other hours, or none."""

    __tablename__ = "expert_other_hours"
    __table_args__ = (
        CheckConstraint(
            "(begins IS NULL AND ends IS NULL) OR (begins >= 0 AND begins < 1440 AND ends > begins AND ends <= 2880)",
            name="ends_after_begin",
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    room_id: Mapped[str] = mapped_column(ForeignKey("expert_rooms.id", ondelete="CASCADE"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    begins: Mapped[int | None] = mapped_column(comment="NULL: closed all day")
    ends: Mapped[int | None]


class Counsellor(Base):
    """How a counsellor wants to work; the row belongs to the mask with the badge."""

    __tablename__ = "counsellors"

    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), primary_key=True)
    interests: Mapped[str] = mapped_column(String(120), default="", comment="for whom else they work; shown, screened")
    quota: Mapped[int | None] = mapped_column(comment="answers in one opening of the room; NULL: no end")
    topics_not_taken: Mapped[str] = mapped_column(String(200), default="", comment="words of Topic, with spaces")
    on_duty_until: Mapped[datetime | None] = mapped_column(
        comment="the end of the opening in which they said that they are there; never when they came"
    )


class Urgency(StrEnum):
    """What goes first in the line: what was said in a question, never who said it or how loudly."""

    DANGER = "danger"
    CARE = "care"


class Question(Contribution):
    """A question to counsellors; one drafter at a time holds the lease."""

    __tablename__ = "questions"
    __table_args__ = (
        Index("ix_questions_room_answered", "room_id", "answered_at"),
        Index("ix_questions_room_waiting", "room_id", "waiting_since"),
    )
    __mapper_args__: dict[str, Any] = {"polymorphic_identity": "question"}

    id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("expert_rooms.id", ondelete="RESTRICT"))
    audience: Mapped[Audience] = mapped_column(Word(Audience), default=Audience.COUNSELLORS)
    stage: Mapped[str] = mapped_column(String(16), default="", comment="a word of Stage, or nothing")
    topic: Mapped[str] = mapped_column(String(16), default="", comment="a word of Topic, or nothing")
    waiting_since: Mapped[datetime | None] = mapped_column(comment="its place in line; NULL while it is not in line")
    set_apart_at: Mapped[datetime | None] = mapped_column(
        comment="not put in line, because a life may be in danger; its asker can still put it there"
    )
    urgency: Mapped[str] = mapped_column(
        String(8), default="", server_default="", comment="a word of Urgency, or nothing; it only ever grows"
    )
    answered_at: Mapped[datetime | None]
    told_until: Mapped[datetime | None] = mapped_column(comment="the end of the opening its asker was told of")
    drafter_mask_id: Mapped[str | None] = mapped_column(ForeignKey("masks.id", ondelete="SET NULL"))
    drafter_until: Mapped[datetime | None]
    kept_for_mask_id: Mapped[str | None] = mapped_column(
        ForeignKey("masks.id", ondelete="SET NULL"), comment="the counsellor on duty who may take it first"
    )
    kept_until: Mapped[datetime | None]

    room: Mapped[ExpertRoom] = relationship(lazy="raise")

    @property
    def place_id(self) -> str:
        return self.room_id

    @property
    def profession(self) -> str:
        """Whose counsellors answer it."""
        return self.room.profession

    @property
    def is_for_all(self) -> bool:
        """May everybody read it: visible, answered, and its asker agreed?"""
        return self.is_visible and self.answered_at is not None and self.audience is Audience.EVERYONE

    @property
    def is_being_written(self) -> bool:
        """Does somebody hold the lease now?"""
        return self.drafter_mask_id is not None and self.drafter_until is not None and self.drafter_until > clock.now()

    @property
    def is_revisable(self) -> bool:
        """Until a counsellor has taken it in hand."""
        return self.answered_at is None and not self.is_being_written

    def is_drafted_by(self, mask_id: str | None) -> bool:
        """Does this mask hold the lease now?"""
        return self.is_being_written and self.drafter_mask_id == mask_id

    def let_go(self) -> None:
        """End the lease, and remember whose it was: their last words may still be on the way to the desk."""
        self.drafter_until = None

    def keep_for(self, mask_id: str | None, until: datetime | None) -> None:
        """Let one counsellor take it first; None for nobody in particular."""
        self.kept_for_mask_id, self.kept_until = mask_id, until

    def lend_to(self, mask_id: str, until: datetime) -> None:
        """Give the lease to one drafter."""
        self.drafter_mask_id, self.drafter_until = mask_id, until

    def take_back(self) -> None:
        """End the lease."""
        self.drafter_mask_id = self.drafter_until = None


class Answer(Contribution):
    """A counsellor's answer."""

    __tablename__ = "answers"
    __mapper_args__: dict[str, Any] = {"polymorphic_identity": "answer"}

    id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    reviewed_on: Mapped[date | None] = mapped_column(comment="the day a counsellor last found it still right")
    outdated_on: Mapped[date | None] = mapped_column(comment="the day a counsellor found it no longer right")
    is_thanked: Mapped[bool] = mapped_column(default=False, server_default=false(), comment="by its asker")

    question: Mapped[Question] = relationship(lazy="raise", foreign_keys=[question_id])

    @property
    def place_id(self) -> str:
        return self.question_id


class FollowUp(Contribution):
    """What the asker asks once more, after an answer."""

    __tablename__ = "follow_ups"
    __mapper_args__: dict[str, Any] = {"polymorphic_identity": "follow_up"}

    id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)

    question: Mapped[Question] = relationship(lazy="raise", foreign_keys=[question_id])

    @property
    def place_id(self) -> str:
        return self.question_id
