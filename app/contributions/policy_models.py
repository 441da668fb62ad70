"""Which policy moderation follows: every version there ever was, in a record that only grows."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.chain import Link
from app.db import Base, Word
from app.ids import new_id


class PolicyAct(StrEnum):
    """How a version came into force."""

    APPROVED = "approved"
    UNDONE = "undone"


class PolicyVersion(Link, Base):
    """One version: what differs from the policy that is shipped, for ever. The last row is in force."""

    __tablename__ = "policy_versions"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    act: Mapped[PolicyAct] = mapped_column(Word(PolicyAct))
    origin: Mapped[int] = mapped_column(
        comment="position at which two people agreed to these words; 0: nothing differs"
    )
    before: Mapped[int] = mapped_column(comment="origin of what was in force when they agreed; 0: nothing differed")
    amendments: Mapped[str] = mapped_column(Text, comment="words, thresholds and rows, as JSON")
    because: Mapped[str] = mapped_column(String(1000), default="")
    # No foreign keys: the record outlives what it speaks of.
    author: Mapped[str] = mapped_column(String(16), comment="mask of who drafted it, or who took the last one back")
    second: Mapped[str] = mapped_column(String(16), default="", comment="mask of the second person")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    def said(self) -> dict[str, str | int]:
        return {
            "id": self.id,
            "act": self.act.value,
            "origin": self.origin,
            "before": self.before,
            "amendments": self.amendments,
            "because": self.because,
            "author": self.author,
            "second": self.second,
            "made_at": self.made_at.isoformat(timespec="microseconds"),
        }
