"""What is still to be done, and how often it went well: kinds, identifiers and times, nothing anybody wrote."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base
from app.ids import new_id


class Errand(Base):
    """One thing to do. `about` is the identifier of a row; there is no room for a text."""

    __tablename__ = "errands"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(24))
    about: Mapped[str] = mapped_column(String(16), default="")
    due_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    taken_until: Mapped[datetime | None] = mapped_column(comment="somebody is at it; whoever was killed loses it then")
    tries: Mapped[int] = mapped_column(default=0, comment="how often it failed")
    given_up_at: Mapped[datetime | None] = mapped_column(comment="failed too often; kept for some days to be seen")


class ErrandCount(Base):
    """How many errands of a kind were done and how many tries failed, since the database was made."""

    __tablename__ = "errand_counts"

    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    done: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
