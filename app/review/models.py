"""Who is looking at what, and what was decided."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.chain import Link
from app.contributions.models import State
from app.db import Base, Word
from app.ids import new_id


class Outcome(StrEnum):
    """What a ruling can say; the consequences of each are one table in review/outcomes.py."""

    # About a text, or the place where it stands.
    PUBLISH = "publish"
    PUBLISH_MASKED = "publish_masked"
    REMOVE = "remove"
    RETURN = "return"
    FOLD = "fold"
    CLOSE_THREAD = "close_thread"
    SLOW_ROOM = "slow_room"
    HIDE = "hide"
    # About whoever wrote it, beside one of the above.
    WARN = "warn"
    NOTE = "note"
    PAUSE = "pause"
    MASK_BAN = "mask_ban"
    ACCOUNT_BAN = "account_ban"
    # About another ruling.
    TAKE_BACK = "take_back"
    OVERTURN = "overturn"
    UPHOLD = "uphold"
    CONFIRM = "confirm"
    DECLINE = "decline"


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
    measure: Mapped[Outcome | None] = mapped_column(
        Word(Outcome), comment="what it also asks of whoever wrote the text"
    )
    amount: Mapped[int] = mapped_column(default=0, comment="hours of a pause, or seconds of a slowed room")
    version: Mapped[int] = mapped_column(default=0, comment="which version of the text was ruled on")
    was: Mapped[State | None] = mapped_column(Word(State), comment="the state of the text before")
    earlier: Mapped[int] = mapped_column(default=0, comment="the pace of a slowed room before")
    points_to: Mapped[str | None] = mapped_column(String(16), index=True, comment="the ruling that this one is about")

    def said(self) -> dict[str, str | int]:
        return {**self._said_always(), **{name: value for name, value in self._said_since().items() if value}}

    def _said_since(self) -> dict[str, str | int]:
        """What older rows do not say, so that their hashes still hold."""
        return {
            "measure": self.measure.value if self.measure else "",
            "amount": self.amount or 0,
            "version": self.version or 0,
            "was": self.was.value if self.was else "",
            "earlier": self.earlier or 0,
            "points_to": self.points_to or "",
        }

    def _said_always(self) -> dict[str, str | int]:
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
