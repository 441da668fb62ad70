"""Who is looking at what, and what was decided."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.chain import Link
from app.db import Base, Word
from app.ids import new_id


class Outcome(StrEnum):
    """What a ruling can say; the consequences of each are one table in review/outcomes.py."""

    PUBLISH = "publish"
    PUBLISH_MASKED = "publish_masked"
    REMOVE = "remove"
    WARN = "warn"
    HIDE = "hide"


class Lease(Base):
    """One moderator is looking at one contribution, until a moment."""

    __tablename__ = "leases"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), index=True)
    until: Mapped[datetime]
    renewed_at: Mapped[datetime] = mapped_column(default=clock.now)


class Ruling(Link, Base):
    """A decision by a moderator. Rows are only ever added; each carries the hash of the one before."""

    __tablename__ = "rulings"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    # No foreign keys: the record outlives what it speaks of, and holds no text of it.
    contribution_id: Mapped[str] = mapped_column(String(16), index=True)
    mask_id: Mapped[str] = mapped_column(String(16), comment="the moderator's mask")
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    reason: Mapped[str] = mapped_column(String(40), comment="a rule of the house, see review/reasons.py")
    words: Mapped[str] = mapped_column(String(1000), default="", comment="what the author was told besides the reason")
    note: Mapped[str] = mapped_column(String(1000), default="", comment="for other moderators only")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    def said(self) -> dict[str, str | int]:
        return {
            "id": self.id,
            "contribution": self.contribution_id,
            "mask": self.mask_id,
            "outcome": self.outcome.value,
            "reason": self.reason,
            "words": self.words,
            "note": self.note,
            "made_at": self.made_at.isoformat(timespec="microseconds"),
        }


class Hide(Base):
    """A text that a watcher has put out of sight; it comes back by itself unless a ruling comes first."""

    __tablename__ = "hides"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), comment="who put it out of sight")
    version: Mapped[int] = mapped_column(comment="what was hidden; other words do not come back unseen")
    until: Mapped[datetime] = mapped_column(index=True)
