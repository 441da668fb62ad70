"""What is kept so that texts can be found: their folded words, and what they mean. All of it goes when the text goes."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Entry(Base):
    """One text that everybody may read; `number` rises with each text that comes into sight."""

    __tablename__ = "search_entries"
    __table_args__: Any = (
        Index(
            "ix_search_entries_terms",
            "terms",
            postgresql_using="gin",
            postgresql_with={"fastupdate": False},
            sqlite_where=text("terms IS NOT NULL"),  # where it stays empty
        ),
        Index("ix_search_entries_place_number", "place_id", "number"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"), unique=True)
    place_id: Mapped[str] = mapped_column(String(16), comment="the board or expert room it stands in")
    wants: Mapped[str] = mapped_column(String(24), default="", comment="what its thread wants")
    is_opening: Mapped[bool] = mapped_column(comment="a thread or a question, not an answer to one")
    is_answered: Mapped[bool]
    title: Mapped[str] = mapped_column(Text, comment="folded")
    body: Mapped[str] = mapped_column(Text, comment="folded")
    terms: Mapped[str | None] = mapped_column(
        Text().with_variant(TSVECTOR(), "postgresql"),
        deferred=True,
        comment="pairs of letters and words; empty on SQLite",
    )


class Bits(Base):
    """On SQLite, where a term stands: one bit per entry, in blocks. The term is a fingerprint, so no word stands here."""

    __tablename__ = "search_bits"
    __table_args__: Any = ({"sqlite_with_rowid": False},)

    term: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    block: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    bits: Mapped[bytes] = mapped_column(LargeBinary)


class Meaning(Base):
    """What an opening means: 512 numbers of two bytes. A changed text gets a new row, so that other processes notice."""

    __tablename__ = "search_meanings"
    __table_args__: Any = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    number: Mapped[int] = mapped_column(ForeignKey("search_entries.number", ondelete="CASCADE"), unique=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class Departure(Base):
    """A meaning that is gone: tells processes that hold it in memory to let go of it."""

    __tablename__ = "search_departures"
    __table_args__: Any = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    meaning_id: Mapped[int]
