"""Who was asked to look at a text in present danger, one after the other, until somebody took it over."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base, Word
from app.ids import new_id


class Ending(StrEnum):
    """How a call ends.

    SETTLED: there is no present danger to look at any more. WRITTEN: nobody could look, and the author was told so.
    UNWRITTEN: nobody could look, and the author had been told so within the day.
    """

    SETTLED = "settled"
    WRITTEN = "written"
    UNWRITTEN = "unwritten"


class Call(Base):
    """One text in present danger that waits. Rows are forgotten some weeks after the call ended."""

    __tablename__ = "calls"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), index=True)
    open_for: Mapped[str | None] = mapped_column(
        String(16), unique=True, comment="the same while it is open: one open call for one text"
    )
    begun_at: Mapped[datetime] = mapped_column(default=clock.now)
    until: Mapped[datetime | None] = mapped_column(comment="when it goes on by itself; NULL: nobody was asked yet")
    holder_id: Mapped[str | None] = mapped_column(
        ForeignKey("masks.id", ondelete="SET NULL"), comment="mask of whoever took it over"
    )
    ending: Mapped[Ending | None] = mapped_column(Word(Ending))
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


class Answer(StrEnum):
    """What became of asking one person; RELIEVED: a colleague took it over first."""

    ACCEPTED = "accepted"
    PASSED = "passed"
    LAPSED = "lapsed"
    RELIEVED = "relieved"


class CallStep(Base):
    """One person was asked. The keys see to it that no step is done twice and nobody is asked twice."""

    __tablename__ = "call_steps"
    __table_args__ = (UniqueConstraint("call_id", "mask_id"),)

    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), index=True)
    called_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[Answer | None] = mapped_column(Word(Answer))
