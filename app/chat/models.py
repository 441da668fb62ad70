"""Chat rooms and what is said in them."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock, openings
from app.chain import Link
from app.contributions.models import Contribution
from app.db import Base, Word
from app.ids import new_id
from app.openings import Calendar, Period

REVISED_WITHIN = timedelta(minutes=10)


class Room(Base):
    """A place to talk live. `last_seq` counts every appearance, change and removal, so that a client can see a gap."""

    __tablename__ = "rooms"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    position: Mapped[int]
    name_ja: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    purpose_ja: Mapped[str] = mapped_column(String(200))
    purpose_en: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(String(300), default="", comment="pinned by moderators")
    opens_at: Mapped[time | None] = mapped_column(comment="local time in Tokyo; none means always open")
    closes_at: Mapped[time | None]
    retention_hours: Mapped[int] = mapped_column(default=72)
    slow_seconds: Mapped[int] = mapped_column(default=0, comment="pause between two lines of one member; 0: none")
    last_seq: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    # A room that is led (decision 50). No foreign keys: what is called is told by its moment, and outlives nothing.
    profession: Mapped[str] = mapped_column(
        String(40), default="", server_default="", comment="who leads; empty: nobody"
    )
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), comment="when it is led: a calendar")
    called_id: Mapped[str | None] = mapped_column(String(16), comment="the line whose writer has been called")
    called_mask_id: Mapped[str | None] = mapped_column(String(16), comment="the mask that may speak until it is closed")
    called_at: Mapped[datetime | None]

    @property
    def is_led(self) -> bool:
        """Does a profession lead it, so that others speak when they are called?"""
        return bool(self.profession)

    @property
    def calendar(self) -> Calendar | None:
        """When a room that is led is open."""
        return openings.as_calendar(self.plan) if self.plan else None

    @property
    def opening(self) -> Period | None:
        """Of a room that is led: the hours that are going on, whatever a moderator decided."""
        return openings.open_now(self.calendar, clock.now()) if self.calendar else None

    @property
    def next_opening(self) -> Period | None:
        """Of a room that is led: the next hours that have not begun."""
        return openings.next_opening(self.calendar, clock.now()) if self.calendar else None

    @property
    def speaker(self) -> str | None:
        """The mask that was called in these hours; a call ends with them, without anybody's doing."""
        opening = self.opening if self.called_at else None
        return self.called_mask_id if opening and self.called_at and self.called_at >= opening.begins else None

    def call(self, message: "Message") -> None:
        """Let the writer of this line speak."""
        self.called_id, self.called_mask_id, self.called_at = message.id, message.mask_id, clock.now()

    def end_call(self) -> None:
        """Nobody but counsellors speaks."""
        self.called_id = self.called_mask_id = self.called_at = None

    @property
    def is_open(self) -> bool:
        """Open unless closed by a moderator or outside its hours (which may span midnight)."""
        return self.closed_at is None and self.is_in_hours

    @property
    def is_in_hours(self) -> bool:
        """By its hours alone, whatever a moderator decided."""
        if self.is_led:
            return self.opening is not None
        if self.opens_at is None or self.closes_at is None:
            return True
        here = clock.now().astimezone(clock.TOKYO).time()
        if self.opens_at <= self.closes_at:
            return self.opens_at <= here < self.closes_at
        return here >= self.opens_at or here < self.closes_at


class Message(Contribution):
    """One line in a room. `seq` is given when it appears; `changed_seq` when it is edited or removed afterwards."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("room_id", "seq"), Index("ix_messages_room_changed", "room_id", "changed_seq"))

    id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    seq: Mapped[int | None]
    changed_seq: Mapped[int | None]
    quotes_id: Mapped[str | None] = mapped_column(ForeignKey("contributions.id", ondelete="SET NULL"))
    waits: Mapped[bool] = mapped_column(default=False, server_default=false(), comment="said only once it is called")

    __mapper_args__: dict[str, Any] = {
        "polymorphic_identity": "message",
        "inherit_condition": id == Contribution.id,  # quotes_id points there as well
    }

    room: Mapped[Room] = relationship(lazy="raise")

    @property
    def place_id(self) -> str:
        return self.room_id

    @property
    def position(self) -> int:
        """The highest number this message has been given in its room."""
        return self.changed_seq or self.seq or 0

    @property
    def is_revisable(self) -> bool:
        """Others have answered to these words: after a little while they can only be taken back as a whole."""
        return self.is_returned or self.waits or clock.now() < self.written_at + REVISED_WITHIN


class Eviction(Base):
    """The writer behind a mask stays outside a room until a moment; held, like a pause, for every mask of theirs."""

    __tablename__ = "evictions"

    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), primary_key=True, index=True)
    until: Mapped[datetime] = mapped_column(index=True)


class Hush(Base):
    """Somebody does not want to hear a name in rooms. Neither who nor whom can be told without the key."""

    __tablename__ = "hushes"
    __table_args__ = {"sqlite_with_rowid": False}

    tag: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, comment="keyed: this member and this name")
    owner_tag: Mapped[bytes] = mapped_column(LargeBinary(16), index=True, comment="keyed: this member")
    mask_sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="the name, for its owner's own list")


class RoomActKind(StrEnum):
    """What a moderator can do in a room."""

    HIDE = "hide"
    SLOW = "slow"
    NOTE = "note"
    CLOSE = "close"
    REOPEN = "reopen"
    EVICT = "evict"


class RoomAct(Link, Base):
    """What moderators did in rooms. Rows are only ever added; each carries the hash of the one before."""

    __tablename__ = "room_acts"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    # No foreign keys: the record outlives what it speaks of, and holds no text of it.
    room_id: Mapped[str] = mapped_column(String(16), index=True)
    mask_id: Mapped[str] = mapped_column(String(16), comment="the moderator's mask")
    kind: Mapped[RoomActKind] = mapped_column(Word(RoomActKind))
    contribution_id: Mapped[str] = mapped_column(String(16), default="", comment="the line it was about")
    seconds: Mapped[int] = mapped_column(default=0, comment="of slowing down")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    def said(self) -> dict[str, str | int]:
        return {
            "id": self.id,
            "room": self.room_id,
            "mask": self.mask_id,
            "kind": self.kind.value,
            "contribution": self.contribution_id,
            "seconds": self.seconds,
            "made_at": self.made_at.isoformat(timespec="microseconds"),
        }
