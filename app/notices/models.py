"""What a mask has been told."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base, Word
from app.ids import new_id


class NoticeKind(StrEnum):
    """Each kind has one sentence in notices/wording.py."""

    REPLY = "reply"
    HELD = "held"
    RELEASED = "released"
    RELEASED_MASKED = "released_masked"
    REMOVED = "removed"
    WARNED = "warned"
    REPORT_ANSWERED = "report_answered"
    ANSWERED = "answered"
    UNMASKED = "unmasked"
    CARE = "care"


class Notice(Base):
    """One thing to know. It belongs to a mask, so that notices cannot tie two masks together."""

    __tablename__ = "notices"
    # Nothing says when it was read: several masks of one member, read at one moment, would be tied together.
    __table_args__ = (Index("ix_notices_mask_made", "mask_id", "made_at"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"))
    kind: Mapped[NoticeKind] = mapped_column(Word(NoticeKind))
    contribution_id: Mapped[str | None] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(String(40), default="", comment="care topic or reason code")
    words: Mapped[str] = mapped_column(String(1000), default="", comment="a moderator's own words to the author")
    made_at: Mapped[datetime] = mapped_column(
        default=clock.now, comment="shown from this moment on, which may be to come"
    )

    @property
    def leads_to(self) -> str | None:
        """The contribution to look at, where this notice is about something that its reader can still read."""
        return self.contribution_id if self.kind in LEADING else None


LEADING = frozenset(
    {NoticeKind.REPLY, NoticeKind.HELD, NoticeKind.RELEASED, NoticeKind.RELEASED_MASKED, NoticeKind.ANSWERED}
)
