"""What the numbers are made of: sums by day that name no text and nobody."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class FirstLook(Base):
    """When somebody first took a case that waits; not who. Counted within the hour and gone."""

    __tablename__ = "first_looks"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True)
    looked_at: Mapped[datetime] = mapped_column(index=True)


class Tally(Base):
    """How often something was so on a day. `what` and `about` are words of app/review/numbers_keeping.py."""

    __tablename__ = "tallies"

    day: Mapped[date] = mapped_column(primary_key=True, comment="in Tokyo")
    what: Mapped[str] = mapped_column(String(24), primary_key=True)
    about: Mapped[str] = mapped_column(String(120), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, default=0)
