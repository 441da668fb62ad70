"""What is kept so that texts can be found by their words and by what they mean, and which stage a board is for."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "a6"
down_revision: str | None = "a5"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STAGES = {"elementary": "elementary", "junior-high": "junior", "high-school": "high"}


def upgrade() -> None:
    """Texts that are there already come into the index by `flask --app wsgi search rebuild`."""
    _add_stage()
    op.create_table(
        "search_entries",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contribution_id", sa.String(length=16), nullable=False),
        sa.Column("place_id", sa.String(length=16), nullable=False, comment="the board or expert room it stands in"),
        sa.Column("wants", sa.String(length=24), nullable=False, comment="what its thread wants"),
        sa.Column("is_opening", sa.Boolean(), nullable=False, comment="a thread or a question, not an answer to one"),
        sa.Column("is_answered", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False, comment="folded"),
        sa.Column("body", sa.Text(), nullable=False, comment="folded"),
        sa.Column(
            "terms",
            sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"),
            nullable=True,
            comment="pairs of letters and words; empty on SQLite",
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_search_entries_contribution_id_contributions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_entries")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_search_entries_contribution_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_search_entries_place_number", "search_entries", ["place_id", "number"])
    # No list of new words that wait (fastupdate): what is taken back is gone from the index with the next vacuum.
    op.create_index(
        "ix_search_entries_terms",
        "search_entries",
        ["terms"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": False},
        sqlite_where=sa.text("terms IS NOT NULL"),
    )
    _create_bits_and_meanings()


def _add_stage() -> None:
    with op.batch_alter_table("boards") as boards:
        boards.add_column(
            sa.Column(
                "stage",
                sa.String(length=12),
                server_default="",
                nullable=False,
                comment="school stage it is for: elementary, junior, high; empty for all",
            )
        )
    for slug, stage in STAGES.items():
        op.execute(f"UPDATE boards SET stage = '{stage}' WHERE slug = '{slug}'")  # noqa: S608 - our own words


def _create_bits_and_meanings() -> None:
    op.create_table(
        "search_bits",
        sa.Column("term", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("block", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("term", "block", name=op.f("pk_search_bits")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_meanings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["search_entries.number"],
            name=op.f("fk_search_meanings_number_search_entries"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_meanings")),
        sa.UniqueConstraint("number", name=op.f("uq_search_meanings_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_departures",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("meaning_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_departures")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for name in ("search_departures", "search_meanings", "search_bits", "search_entries"):
        op.drop_table(name)
    with op.batch_alter_table("boards") as boards:
        boards.drop_column("stage")
