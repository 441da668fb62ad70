"""Chat rooms and what is said in them."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.contributions.models import Contribution
from app.db import Base
from app.ids import new_id


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
    last_seq: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """Open unless closed by a moderator or outside its hours (which may span midnight)."""
        if self.closed_at is not None:
            return False
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
