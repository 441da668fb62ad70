"""Boards, threads and replies."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.contributions.models import Contribution
from app.db import Base, Word
from app.ids import new_id


class Wants(StrEnum):
    """What the writer of a thread hopes for."""

    LISTENING = "listening"
    EXPERIENCE = "experience"
    ADVICE = "advice"
    EXPERT = "expert"


class Board(Base):
    """A place for threads of one stage or theme."""

    __tablename__ = "boards"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    position: Mapped[int]
    name_ja: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    purpose_ja: Mapped[str] = mapped_column(String(200))
    purpose_en: Mapped[str] = mapped_column(String(200))
    stage: Mapped[str] = mapped_column(
        String(12),
        default="",
        server_default="",
        comment="school stage it is for: elementary, junior, high; empty for all",
    )


class Thread(Contribution):
    """A thread is its opening text; `title` and `body` are those of the contribution."""

    __tablename__ = "threads"
    __table_args__ = (
        Index("ix_threads_board_rises_stirred", "board_id", "rises", "stirred_at"),
        Index("ix_threads_rising", "stirred_at", sqlite_where=text("rises"), postgresql_where=text("rises")),
    )
    __mapper_args__: dict[str, Any] = {"polymorphic_identity": "thread"}

    id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id", ondelete="RESTRICT"))
    wants: Mapped[Wants] = mapped_column(Word(Wants))
    last_seq: Mapped[int] = mapped_column(default=0, comment="highest seq given to a reply")
    reply_count: Mapped[int] = mapped_column(default=0, comment="visible replies")
    stirred_at: Mapped[datetime] = mapped_column(
        comment="opening or its author's last visible word: when an answer was last needed"
    )
    rises: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="begun at night, open, and nobody else has answered yet"
    )
    closed_at: Mapped[datetime | None]
    is_shut: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="closed by a ruling: its author cannot open it again"
    )

    board: Mapped[Board] = relationship(lazy="raise")

    @property
    def place_id(self) -> str:
        return self.board_id

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.is_visible


class Reply(Contribution):
    """An answer in a thread; `seq` orders them and is given when the reply becomes visible."""

    __tablename__ = "replies"
    __table_args__ = (
        UniqueConstraint("thread_id", "seq"),
        Index("ix_replies_sequels", "thread_id", sqlite_where=text("is_sequel"), postgresql_where=text("is_sequel")),
    )

    id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    thread_id: Mapped[str] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"))
    seq: Mapped[int | None]
    quotes_id: Mapped[str | None] = mapped_column(ForeignKey("contributions.id", ondelete="SET NULL"))
    is_sequel: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="the thread's author tells how it went on"
    )
    is_thanked: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="by the thread's author; only the reply's author sees it"
    )

    __mapper_args__: dict[str, Any] = {
        "polymorphic_identity": "reply",
        "inherit_condition": id == Contribution.id,  # quotes_id points there as well
    }

    thread: Mapped[Thread] = relationship(lazy="raise", foreign_keys=[thread_id])

    @property
    def place_id(self) -> str:
        return self.thread_id


class FeelingKind(StrEnum):
    """The quiet answers that need no words."""

    UNDERSTOOD = "understood"
    BESIDE = "beside"
    THANKS = "thanks"


class Feeling(Base):
    """A quiet answer of one member to one contribution; whose it is only the running site can ask."""

    __tablename__ = "feelings"
    # Without hidden row numbers, which would tell what the same reader felt one after the other.
    __table_args__ = {"sqlite_with_rowid": False}

    tag: Mapped[bytes] = mapped_column(
        LargeBinary(16), primary_key=True, comment="keyed: tells neither whose it is nor what else they felt"
    )
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), index=True)
    kind: Mapped[FeelingKind] = mapped_column(Word(FeelingKind))


class Drawer(Base):
    """What one member keeps for themselves about reading, sealed in one piece; the row does not say whose it is."""

    __tablename__ = "drawers"
    __table_args__ = {"sqlite_with_rowid": False}

    tag: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, comment="keyed: does not tell whose it is")
    sealed: Mapped[bytes] = mapped_column(
        LargeBinary, comment="how far one has read, bookmarks, muted names, hidden threads; padded"
    )
    due_on: Mapped[date | None] = mapped_column(index=True, comment="a day after which something in it has to go")
