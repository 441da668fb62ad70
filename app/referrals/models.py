"""Who compared which line with its official page, and when."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.ids import new_id


class LineConfirmation(Base):
    """One look at an official page that found the line as we show it."""

    __tablename__ = "line_confirmations"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    line_id: Mapped[str] = mapped_column(String(60), index=True, comment="id in app/referrals/data/lines.toml")
    checked_on: Mapped[date]
    mask_id: Mapped[str | None] = mapped_column(ForeignKey("masks.id", ondelete="SET NULL"))
