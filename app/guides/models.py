"""Which guide fits beside a text, and offers that somebody does not want to see again."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class PutAwayGuide(Base):
    """One guide is not offered to one member until a day; which guide and to whom, only the running site can ask."""

    __tablename__ = "put_away_guides"

    tag: Mapped[bytes] = mapped_column(
        LargeBinary(16), primary_key=True, comment="keyed: tells neither who nor which guide"
    )
    until: Mapped[date]


class FittingGuide(Base):
    """A thread or question that can be read, and which guide fits beside it; gone as soon as nobody may read the text."""

    __tablename__ = "fitting_guides"
    __table_args__: Any = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, comment="later texts are read first")
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), unique=True)
    version: Mapped[int] = mapped_column(comment="of the text; another one is read anew")
    sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="which guide, or that none; of one size; empty until the text was read"
    )
    edition: Mapped[bytes | None] = mapped_column(
        LargeBinary(8), comment="digest of what the guides were offered to; with another one the text is read anew"
    )
