"""Expert rooms, questions put to counsellors, and their answers."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.contributions.models import Contribution
from app.db import Base, Word
from app.ids import new_id


class Audience(StrEnum):
    """Who may read a question once it is answered."""

    EVERYONE = "everyone"
    COUNSELLORS = "counsellors"


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
    hours_ja: Mapped[str] = mapped_column(String(120), default="")
    hours_en: Mapped[str] = mapped_column(String(120), default="")
    limits_ja: Mapped[str] = mapped_column(String(300), default="", comment="what cannot be answered here")
    limits_en: Mapped[str] = mapped_column(String(300), default="")


class Question(Contribution):
    """A question to counsellors; one drafter at a time holds the lease."""

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_room_answered", "room_id", "answered_at"),)
    __mapper_args__: dict[str, Any] = {"polymorphic_identity": "question"}

    id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("expert_rooms.id", ondelete="RESTRICT"))
    audience: Mapped[Audience] = mapped_column(Word(Audience), default=Audience.COUNSELLORS)
    answered_at: Mapped[datetime | None]
    drafter_mask_id: Mapped[str | None] = mapped_column(ForeignKey("masks.id", ondelete="SET NULL"))
    drafter_until: Mapped[datetime | None]

    room: Mapped[ExpertRoom] = relationship(lazy="raise")

    @property
    def place_id(self) -> str:
        return self.room_id

    @property
    def is_for_all(self) -> bool:
        """May everybody read it: visible, answered, and its asker agreed?"""
        return self.is_visible and self.answered_at is not None and self.audience is Audience.EVERYONE

    @property
    def is_being_written(self) -> bool:
        """Does somebody hold the lease now?"""
        return self.drafter_mask_id is not None and self.drafter_until is not None and self.drafter_until > clock.now()

    def is_drafted_by(self, mask_id: str | None) -> bool:
        """Does this mask hold the lease now?"""
        return self.is_being_written and self.drafter_mask_id == mask_id

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

    question: Mapped[Question] = relationship(lazy="raise", foreign_keys=[question_id])

    @property
    def place_id(self) -> str:
        return self.question_id
