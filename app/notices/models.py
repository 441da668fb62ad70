"""What a mask has been told."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base, Word
from app.ids import new_id


class NoticeKind(StrEnum):
    """Each kind has one sentence in notices/wording.py."""

    REPLY = "reply"
    THANKED = "thanked"
    FOLLOWED_UP = "followed_up"
    HELD = "held"
    RELEASED = "released"
    RELEASED_MASKED = "released_masked"
    REMOVED = "removed"
    WARNED = "warned"
    RETURNED = "returned"
    FOLDED = "folded"
    THREAD_CLOSED = "thread_closed"
    CAUTIONED = "cautioned"
    PAUSED = "paused"
    MASK_BANNED = "mask_banned"
    ACCOUNT_BANNED = "account_banned"
    RESTORED = "restored"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    REPORT_ANSWERED = "report_answered"
    ANSWERED = "answered"
    UNMASKED = "unmasked"
    UNSEALED = "unsealed"
    CALLED = "called"
    ROSTER = "roster"
    HANDED = "handed"
    UNREAD = "unread"
    HANDED_OVER = "handed_over"
    LOOK_ASKED = "look_asked"
    LOOKED = "looked"
    ASKED_AGAIN = "asked_again"
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
    place_id: Mapped[str | None] = mapped_column(
        ForeignKey("contributions.id", ondelete="CASCADE"),
        index=True,
        comment="the thread it belongs to; notices of one place are shown as one",
    )
    ruling_id: Mapped[str | None] = mapped_column(
        String(16), index=True, comment="the ruling it tells of, and with which it goes"
    )
    topic: Mapped[str] = mapped_column(String(40), default="", comment="care topic or reason code")
    words: Mapped[str] = mapped_column(String(1000), default="", comment="a moderator's own words to the author")
    made_at: Mapped[datetime] = mapped_column(
        default=clock.now, comment="shown from this moment on, which may be to come"
    )

    @property
    def leads_to(self) -> str | None:
        """The contribution to look at, where this notice is about something that its reader can still read."""
        return self.contribution_id if self.kind in LEADING else None


class NoticeChoice(Base):
    """Which kinds a member wants to hear of and when it is to be quiet; nobody but the running site can read it."""

    __tablename__ = "notice_choices"

    member_id: Mapped[str] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="kinds and quiet hours, of one size")


class PushSubscription(Base):
    """Where a browser can be told that there is something; it ends with the session that asked for it."""

    __tablename__ = "push_subscriptions"

    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True, comment="keyed: one browser, one subscription")
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="where to, its keys, what is owed; of one size")


class Matter(StrEnum):
    """What a member can choose to hear of, in four words instead of a dozen kinds."""

    REPLIES = "replies"
    THANKS = "thanks"
    FOLLOW_UPS = "follow_ups"
    WATCH = "watch"


MATTERS: dict[NoticeKind, Matter] = {
    NoticeKind.REPLY: Matter.REPLIES,
    NoticeKind.ANSWERED: Matter.REPLIES,
    NoticeKind.THANKED: Matter.THANKS,
    NoticeKind.FOLLOWED_UP: Matter.FOLLOW_UPS,
}

# For counsellors while they are on duty; off duty nothing of it is told, listed or rings.
ON_DUTY = frozenset({NoticeKind.HANDED_OVER, NoticeKind.LOOK_ASKED, NoticeKind.LOOKED, NoticeKind.ASKED_AGAIN})
# What somebody else wrote or felt: told only while the text can still be read by everybody.
OF_OTHERS = frozenset(MATTERS) | ON_DUTY
LEADING = OF_OTHERS | {NoticeKind.HELD, NoticeKind.RELEASED, NoticeKind.RELEASED_MASKED}
# Care is shown where one is, and that a text waits was said when it was sent: neither calls anybody to the telephone.
PUSHED = frozenset(NoticeKind) - {NoticeKind.CARE, NoticeKind.HELD}


def matter_of(kind: NoticeKind) -> Matter:
    """Which of the four a kind belongs to."""
    return MATTERS.get(kind, Matter.WATCH)
