"""Who asked to know which names belong together, who agreed, and the record of every step. Never the names themselves."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.chain import Link
from app.db import Base, Word
from app.ids import new_id


class Unmasking(Base):
    """One request. What it found is worked out anew while it is read, and kept nowhere."""

    __tablename__ = "unmaskings"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    mask_id: Mapped[str] = mapped_column(
        ForeignKey("masks.id", ondelete="CASCADE"), index=True, comment="the name that is asked about"
    )
    contribution_id: Mapped[str] = mapped_column(String(16), comment="the case it arose from")
    reason: Mapped[str] = mapped_column(String(1000))
    asked_by: Mapped[str] = mapped_column(
        ForeignKey("masks.id", ondelete="CASCADE"), comment="mask of the lead who asks"
    )
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_by: Mapped[str | None] = mapped_column(
        ForeignKey("masks.id", ondelete="SET NULL"), comment="mask of the second person"
    )
    answered_at: Mapped[datetime | None]
    is_approved: Mapped[bool | None]
    told_at: Mapped[datetime | None] = mapped_column(comment="when the names were first shown")


class Step(StrEnum):
    """What happened to a request."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    SHOWN = "shown"


class UnmaskingStep(Link, Base):
    """One step, for ever: rows are only added, and each carries the hash of the one before."""

    __tablename__ = "unmasking_steps"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    # No foreign keys: the record outlives what it speaks of.
    unmasking_id: Mapped[str] = mapped_column(String(16), index=True)
    about: Mapped[str] = mapped_column(String(16), comment="the mask that was asked about")
    mask_id: Mapped[str] = mapped_column(String(16), comment="whose step it was")
    step: Mapped[Step] = mapped_column(Word(Step))
    words: Mapped[str] = mapped_column(String(1000), default="", comment="the reason, when asked")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    def said(self) -> dict[str, str | int]:
        return {
            "id": self.id,
            "unmasking": self.unmasking_id,
            "about": self.about,
            "mask": self.mask_id,
            "step": self.step.value,
            "words": self.words,
            "made_at": self.made_at.isoformat(timespec="microseconds"),
        }
