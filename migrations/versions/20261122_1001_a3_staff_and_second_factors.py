"""staff and second factors"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a3"
down_revision: str | None = "a2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _staff()
    _factors()
    _proofs()
    op.create_table(
        "hides",
        sa.Column("contribution_id", sa.String(16), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False, comment="who put it out of sight"),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="what was hidden; other words do not come back unseen"
        ),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            op.f("fk_hides_contribution_id_contributions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["mask_id"], ["masks.id"], op.f("fk_hides_mask_id_masks"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_hides")),
    )
    op.create_index(op.f("ix_hides_until"), "hides", ["until"])


def downgrade() -> None:
    for table in (
        "hides",
        "session_proofs",
        "factor_challenges",
        "authenticators",
        "security_keys",
        "staff_acts",
        "staff_invitations",
    ):
        op.drop_table(table)


def _staff() -> None:
    op.create_table(
        "staff_invitations",
        sa.Column("lookup_tag", sa.LargeBinary(16), nullable=False, comment="HMAC of the code"),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("profession", sa.String(40), nullable=True, comment="what a counsellor's badge will say"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("lookup_tag", name=op.f("pk_staff_invitations")),
    )
    op.create_index(op.f("ix_staff_invitations_expires_at"), "staff_invitations", ["expires_at"])
    op.create_table(
        "staff_acts",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("mask_id", sa.String(16), nullable=False, comment="whose power; empty while an invitation waits"),
        sa.Column("by_mask_id", sa.String(16), nullable=False, comment="who did it; empty for the operator's terminal"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("before_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_acts")),
        sa.UniqueConstraint("position", name=op.f("uq_staff_acts_position")),
    )


def _factors() -> None:
    op.create_table(
        "security_keys",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("member_id", sa.String(16), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column(
            "sign_count",
            sa.BigInteger(),
            nullable=False,
            comment="only ever grows; a copy of the key would betray itself",
        ),
        sa.Column("name", sa.String(40), nullable=False, comment="what its owner calls it"),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], op.f("fk_security_keys_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_keys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_security_keys_credential_id")),
    )
    op.create_index(op.f("ix_security_keys_member_id"), "security_keys", ["member_id"])
    op.create_table(
        "authenticators",
        sa.Column("member_id", sa.String(16), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False, comment="AES-GCM under the secret key"),
        sa.Column(
            "last_step", sa.BigInteger(), nullable=False, comment="the newest half minute used; none is good twice"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], op.f("fk_authenticators_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_authenticators")),
    )


def _proofs() -> None:
    op.create_table(
        "factor_challenges",
        sa.Column("session_id", sa.String(16), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("challenge", sa.LargeBinary(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], op.f("fk_factor_challenges_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_factor_challenges")),
    )
    op.create_table(
        "session_proofs",
        sa.Column("session_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], op.f("fk_session_proofs_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_proofs")),
    )
