"""What a moderator would rather not see, and what they carried on a day. No text and no case is named here."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base


class ReviewWish(Base):
    """Themes, own measure and what was put aside, for whoever bears them alone: nobody else can read it."""

    __tablename__ = "review_wishes"

    member_id: Mapped[str] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="of one size; also says nothing about how much is in it")


class DayLoad(Base):
    """How long somebody looked on one day and how many heavy texts were among it; never which, never how they decided."""

    __tablename__ = "review_loads"

    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, default=clock.today)
    seconds: Mapped[int] = mapped_column(default=0)
    heavy: Mapped[int] = mapped_column(default=0)
    in_a_row: Mapped[int] = mapped_column(default=0, comment="heavy ones since the last lighter one or pause")


class DayLimit(Base):
    """How many heavy texts a day a lead thinks enough for somebody."""

    __tablename__ = "review_limits"

    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), primary_key=True)
    heavy: Mapped[int]
