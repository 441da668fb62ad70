"""Everything members write where others can read it, and why somebody should look at it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Mask
from app.chain import Link
from app.db import Base, Word
from app.ids import new_id


class State(StrEnum):
    """held → visible | removed; visible → held | removed; removed → visible on appeal; refused keeps no body."""

    HELD = "held"
    VISIBLE = "visible"
    REMOVED = "removed"
    REFUSED = "refused"


class Contribution(Base):
    """One text by one mask. Subtypes say where it stands: a thread, a reply, a message, a question, an answer."""

    __tablename__ = "contributions"
    __table_args__: Any = (
        UniqueConstraint("mask_id", "nonce"),
        CheckConstraint("state IN ('held', 'visible', 'removed', 'refused')", name="state_known"),
        Index("ix_contributions_mask_written", "mask_id", "written_at"),
        Index("ix_contributions_state_kind", "state", "kind"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(16))
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="RESTRICT"))
    nonce: Mapped[str | None] = mapped_column(
        String(64), comment="the client's own mark: the same again is the same text"
    )
    state: Mapped[State] = mapped_column(Word(State), default=State.HELD)
    title: Mapped[str] = mapped_column(String(200), default="", comment="empty for kinds without a heading")
    body: Mapped[str] = mapped_column(Text, comment="as typed, tidied; empty once withdrawn or refused")
    html: Mapped[str] = mapped_column(Text, comment="cleaned when written")
    warning: Mapped[str] = mapped_column(String(80), default="", comment="content warning that folds the text")
    sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="the words of a text that is not for everybody; title, body and html are empty then"
    )
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    revised_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    is_returned: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="waits with its author, who was asked to change it"
    )
    is_folded: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="a ruling put the warning there; its author may only reword it"
    )

    mask: Mapped[Mask] = relationship(lazy="raise")

    __mapper_args__: dict[str, Any] = {"polymorphic_on": "kind"}

    @property
    def place_id(self) -> str | None:
        """What it stands in: a board, a thread, a room or a question."""
        return None

    @property
    def is_sealed(self) -> bool:
        """Are its words kept under a key outside the database? Then it reads empty until somebody who may has opened it."""
        return self.sealed is not None

    @property
    def is_visible(self) -> bool:
        return self.state == State.VISIBLE

    @property
    def is_held(self) -> bool:
        return self.state == State.HELD

    @property
    def is_revisable(self) -> bool:
        """May its author still change the words? Some places end that after a while; taking back never ends."""
        return True

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class Revision(Base):
    """What a contribution said before; gone with the contribution and when its author withdraws it."""

    __tablename__ = "revisions"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, comment="as in contributions")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)


class ConcernSource(StrEnum):
    """Who or what raised a concern."""

    SCREENING = "screening"
    REPORT = "report"
    SECOND_OPINION = "second_opinion"
    REVIEW = "review"


class Concern(Base):
    """Why a human should look: one finding of the screening, or one report of a member."""

    __tablename__ = "concerns"
    __table_args__ = (Index("ix_concerns_open", "settled_at", "severity"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), index=True)
    source: Mapped[ConcernSource] = mapped_column(Word(ConcernSource))
    kind: Mapped[str] = mapped_column(String(40), comment="a finding's kind such as pii.phone, or report.<reason>")
    severity: Mapped[int] = mapped_column(comment="1 weak, 2 strong, 3 grave")
    starts: Mapped[int] = mapped_column(default=0, comment="span in title + line break + body, or in body alone")
    ends: Mapped[int] = mapped_column(default=0)
    score: Mapped[float] = mapped_column(default=1.0)
    detector: Mapped[str] = mapped_column(String(40), default="")
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    settled_at: Mapped[datetime | None]


class Report(Base):
    """A member's word that something worries them; one per mask and contribution, answered when somebody has looked."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("contribution_id", "mask_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), index=True)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(24))
    note: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_at: Mapped[datetime | None]


class Unsealing(Link, Base):
    """A moderator has opened the sealed words of somebody else. Rows are only ever added; each carries the hash before."""

    __tablename__ = "unsealings"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    # No foreign keys: the record outlives the text and the names it speaks of.
    contribution_id: Mapped[str] = mapped_column(String(16), index=True)
    mask_id: Mapped[str] = mapped_column(String(16), comment="the moderator's")
    ground: Mapped[str] = mapped_column(String(40), comment="the kind of the concern that allowed it")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    def said(self) -> dict[str, str | int]:
        return {
            "id": self.id,
            "contribution": self.contribution_id,
            "mask": self.mask_id,
            "ground": self.ground,
            "made_at": self.made_at.isoformat(timespec="microseconds"),
        }


class Unsent(Base):
    """What somebody has begun to write and not sent. Whose it is and where it belongs can only be told with the keys."""

    __tablename__ = "drafts"
    __table_args__: Any = {"sqlite_with_rowid": False}

    tag: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, comment="keyed; a new one every week")
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="place and words; every row is of one size")
    due_on: Mapped[date] = mapped_column(index=True, comment="the day on which it is forgotten")
