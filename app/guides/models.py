"""Offers that somebody does not want to see again."""

from datetime import date

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class PutAwayGuide(Base):
    """One guide is not offered to one member until a day; which guide and to whom, only the running site can ask."""

    __tablename__ = "put_away_guides"

    tag: Mapped[bytes] = mapped_column(
        LargeBinary(16), primary_key=True, comment="keyed: tells neither who nor which guide"
    )
    until: Mapped[date]
