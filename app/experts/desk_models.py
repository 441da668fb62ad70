"""What lies on a counsellors' desk beside a question: hand-overs, second looks, and phrases of one's own. All words are sealed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Mask
from app.db import Base, Word
from app.ids import new_id


class HandOver(Base):
    """A question passed on with a few words; gone when it is answered."""

    __tablename__ = "hand_overs"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), comment="who passed it on")
    to_mask_id: Mapped[str | None] = mapped_column(
        ForeignKey("masks.id", ondelete="SET NULL"), comment="NULL: to any counsellor of the room"
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="the note")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    mask: Mapped[Mask] = relationship(lazy="raise", foreign_keys=[mask_id])


class Verdict(StrEnum):
    """How far a second look has come."""

    ASKED = "asked"
    APPROVED = "approved"
    REMARKED = "remarked"


class SecondLook(Base):
    """A drafter has asked a colleague to read the answer before it is sent; gone when it is answered."""

    __tablename__ = "second_looks"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), comment="the drafter who asked")
    reader_mask_id: Mapped[str | None] = mapped_column(
        ForeignKey("masks.id", ondelete="SET NULL"), comment="who has read it; NULL while it is only asked"
    )
    verdict: Mapped[Verdict] = mapped_column(Word(Verdict), default=Verdict.ASKED)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, comment="what the colleague remarked")
    words_tag: Mapped[bytes | None] = mapped_column(LargeBinary(16), comment="keyed: which words the colleague read")
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)

    reader: Mapped[Mask | None] = relationship(lazy="raise", foreign_keys=[reader_mask_id])


class Phrase(Base):
    """A sentence that a counsellor often needs, with gaps like ［お子さんの学年］."""

    __tablename__ = "phrases"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="name and words; read by their owner alone")
