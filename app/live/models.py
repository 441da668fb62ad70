"""Live hours: which chat room belongs to which expert room, and the hands that are raised there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.chat.models import Message, Room
from app.db import Base, Word
from app.ids import new_id
from app.openings import Period


class LiveHour(Base):
    """The chat room in which counsellors of an expert room hold their live hours; when those are stands there."""

    __tablename__ = "live_hours"

    expert_room_id: Mapped[str] = mapped_column(ForeignKey("expert_rooms.id", ondelete="CASCADE"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), unique=True)


class HandState(StrEnum):
    """What has become of a raised hand."""

    RAISED = "raised"
    APART = "apart"
    CALLED = "called"
    ANSWERED = "answered"
    PASSED = "passed"
    MOVED = "moved"


class Hand(Base):
    """A hand raised with a question. The question is a line of the room that is said once it is called."""

    __tablename__ = "hands"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    message_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), unique=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), index=True)
    state: Mapped[HandState] = mapped_column(Word(HandState), default=HandState.RAISED)
    raised_at: Mapped[datetime] = mapped_column(default=clock.now, comment="its place in line")

    message: Mapped[Message] = relationship(lazy="raise")
    room: Mapped[Room] = relationship(lazy="raise")

    @property
    def mask_id(self) -> str:
        """Whose it is."""
        return self.message.mask_id

    @property
    def profession(self) -> str:
        """Who leads the room it is raised in."""
        return self.room.profession

    def is_of(self, opening: Period | None) -> bool:
        """Was it raised in these hours?"""
        return opening is not None and self.raised_at >= opening.begins

    @property
    def is_waiting(self) -> bool:
        """In the line of the hours that are going on."""
        return self.state is HandState.RAISED and self.is_of(self.room.opening)

    @property
    def is_called(self) -> bool:
        """Does its writer have the turn now?"""
        return self.room.speaker is not None and self.room.called_id == self.message_id

    @property
    def is_left_over(self) -> bool:
        """Not answered, and it will not be in these hours: its writer may ask the same in the ordinary line."""
        if self.state in {HandState.ANSWERED, HandState.MOVED}:
            return False
        return self.state is HandState.PASSED or not self.is_of(self.room.opening)
