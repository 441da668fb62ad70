"""One moderator proposes that an account be closed to writing; another agrees or does not."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base


class BanProposal(Base):
    """A ruling that closes an account waits here for its second person. Every step is a ruling of the record."""

    __tablename__ = "ban_proposals"

    ruling_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    contribution_id: Mapped[str] = mapped_column(String(16), index=True, comment="the text it arose from")
    mask_id: Mapped[str] = mapped_column(
        ForeignKey("masks.id", ondelete="CASCADE"), index=True, comment="whose owner it is about; nobody learns who"
    )
    asked_by: Mapped[str] = mapped_column(String(16), comment="mask of the first moderator")
    asked_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    answered_by: Mapped[str | None] = mapped_column(String(16), comment="mask of the second")
    answered_at: Mapped[datetime | None]
    is_confirmed: Mapped[bool | None]
