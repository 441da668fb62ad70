"""Members, the masks they write under, their browser sessions, sanctions and the duty roster.

Nothing here holds an address, a device or a name. A mask knows its owner only as sealed bytes and a keyed tag.
"""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base, Word
from app.ids import new_id
from app.permissions import Role, Standing


class Member(Base):
    """A person with an account. What they write belongs to their masks, not to this row."""

    __tablename__ = "members"
    # Kept in the order of their identifiers: hidden row numbers would tell who came before whom.
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    joined_on: Mapped[date] = mapped_column(default=clock.today, comment="a date is enough to tell a newcomer")
    role: Mapped[Role] = mapped_column(Word(Role), default=Role.MEMBER)
    standing: Mapped[Standing] = mapped_column(Word(Standing), default=Standing.NEWCOMER)
    choices: Mapped[bytes] = mapped_column(
        LargeBinary, comment="sealed and of one size: usual and retired masks, coarse context, what was read"
    )


class Mask(Base):
    """A name to write under. Nobody can tell from the table which masks belong together."""

    __tablename__ = "masks"
    # As above: two masks made one after the other would lie side by side.
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(40))
    name_key: Mapped[str] = mapped_column(String(160), unique=True, comment="the name's look-alike skeleton (UTS 39)")
    owner_sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="member id, AES-GCM under the secret key")
    owner_tag: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True, comment="HMAC of member id and ordinal")
    badge: Mapped[str | None] = mapped_column(String(40), comment="verified profession, never a name")
    claimed: Mapped[str | None] = mapped_column(String(40), comment="a profession nobody has verified yet; never shown")
    verified_in: Mapped[date | None] = mapped_column(comment="the first day of the month of the verification")
    verified_until: Mapped[date | None] = mapped_column(index=True, comment="the last day on which it holds")

    @property
    def holds_badge(self) -> bool:
        """Is the profession verified today?"""
        return self.badge is not None and self.verified_until is not None and self.verified_until >= clock.today()


class BrowserSession(Base):
    """One signed-in browser. The cookie holds a random token; only its hash is here."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime] = mapped_column(default=lambda: clock.to_the_hour(clock.now()), comment="to the hour")
    expires_at: Mapped[datetime] = mapped_column(index=True, comment="moves on with visits, never past ends_at")
    ends_at: Mapped[datetime] = mapped_column(comment="the end that no visit moves")
    locks_at: Mapped[datetime | None] = mapped_column(
        comment="a shared device asks again from here on; NULL: one's own"
    )


class SanctionKind(StrEnum):
    """What can be asked of a member by a ruling."""

    NOTE = "note"
    WARNING = "warning"
    PAUSE = "pause"
    MASK_BAN = "mask_ban"
    ACCOUNT_BAN = "account_ban"


class Sanction(Base):
    """What a ruling asks of a mask or its owner; it ends by itself or falls with its ruling."""

    __tablename__ = "sanctions"
    __table_args__ = (
        CheckConstraint("kind IN ('note', 'warning', 'pause', 'mask_ban', 'account_ban')", name="kind_known"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), index=True)
    ruling_id: Mapped[str | None] = mapped_column(
        String(16), index=True, comment="the ruling that caused it and can lift it"
    )
    kind: Mapped[SanctionKind] = mapped_column(Word(SanctionKind))
    began_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]


class WeeklyShift(Base):
    """The same hours every week, as somebody's own clock shows them: summer time moves what it says in Tokyo."""

    __tablename__ = "weekly_shifts"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"))
    weekday: Mapped[int] = mapped_column(comment="0 is Monday")
    starts: Mapped[time]
    ends: Mapped[time] = mapped_column(comment="not after starts: the next day")
    zone: Mapped[str] = mapped_column(String(40), comment="whose clock, such as Asia/Tokyo")
    planned_until: Mapped[date] = mapped_column(comment="shifts were made up to this day; one given back stays away")


class Shift(Base):
    """Somebody promised to be awake and watching; shown as a number, never as a name."""

    __tablename__ = "shifts"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    weekly_id: Mapped[str | None] = mapped_column(ForeignKey("weekly_shifts.id", ondelete="SET NULL"), index=True)
    is_offered: Mapped[bool] = mapped_column(
        default=False, comment="a colleague is asked for; until then the promise stands"
    )
