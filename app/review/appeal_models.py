"""An author asks that somebody else look again at a ruling; and what that person needs to see."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base, Word
from app.ids import new_id


class Answer(StrEnum):
    """How an appeal can end."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Appeal(Base):
    """One question about one ruling; there is never a second."""

    __tablename__ = "appeals"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    ruling_id: Mapped[str] = mapped_column(String(16), unique=True)
    # No foreign key: lines in rooms end, and what followed from them for their author may still stand.
    contribution_id: Mapped[str] = mapped_column(String(16), index=True)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(String(1000), default="", comment="why its author asks")
    evidence: Mapped[bytes] = mapped_column(
        LargeBinary, comment="sealed: the text as it was ruled on and why somebody looked; empty once answered"
    )
    made_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    answered_at: Mapped[datetime | None]
    answer: Mapped[Answer | None] = mapped_column(Word(Answer))
    answer_words: Mapped[str] = mapped_column(String(1000), default="", comment="what its author was told")

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
