"""Who compared which line with its official page, and what was put right."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.chain import Link
from app.db import Base
from app.ids import new_id


class LineConfirmation(Base):
    """One look at an official page that found the line as we show it."""

    __tablename__ = "line_confirmations"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    line_id: Mapped[str] = mapped_column(String(60), index=True, comment="id in app/referrals/data/lines.toml")
    checked_on: Mapped[date]
    mask_id: Mapped[str | None] = mapped_column(ForeignKey("masks.id", ondelete="SET NULL"))


class LineCorrection(Link, Base):
    """What a lead changed about a line, in a record that only grows."""

    __tablename__ = "line_corrections"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    line_id: Mapped[str] = mapped_column(String(60), index=True, comment="id in app/referrals/data/lines.toml")
    # No foreign key: the record outlives the account, and says nothing about it but a name for this place.
    mask_id: Mapped[str] = mapped_column(String(16), comment="the lead's mask")
    undoes: Mapped[str | None] = mapped_column(String(16), comment="the correction taken back by this one")
    why: Mapped[str] = mapped_column(String(500), comment="what the official page says")
    before: Mapped[str] = mapped_column(Text, comment="the facts until then, as JSON")
    after: Mapped[str] = mapped_column(Text, comment="the facts from then on, as JSON")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    def said(self) -> dict[str, str | int]:
        """The fields in one fixed form."""
        return {
            "id": self.id,
            "line": self.line_id,
            "mask": self.mask_id,
            "undoes": self.undoes or "",
            "why": self.why,
            "before": self.before,
            "after": self.after,
            "made_at": self.made_at.isoformat(timespec="microseconds"),
        }
