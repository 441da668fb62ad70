"""Who was entrusted with what, and how they show that it is them: nothing here names a person or a place."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.chain import Link
from app.db import Base, Word
from app.ids import new_id
from app.permissions import Role


class StaffInvitation(Base):
    """A way to a role, good for one person and one time; then the row goes."""

    __tablename__ = "staff_invitations"

    lookup_tag: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, comment="HMAC of the code")
    role: Mapped[Role] = mapped_column(Word(Role))
    profession: Mapped[str | None] = mapped_column(String(40), comment="what a counsellor's badge will say")
    verified_until: Mapped[date | None] = mapped_column(comment="where the operator has verified it already")
    expires_at: Mapped[datetime] = mapped_column(index=True)


class StaffActKind(StrEnum):
    """What can happen to a power."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    RETIRED = "retired"
    LEFT = "left"
    VERIFIED = "verified"
    VERIFICATION_ENDED = "verification_ended"
    FACTORS_RESET = "factors_reset"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"


class StaffAct(Link, Base):
    """Something that touched a power. Rows are only ever added; each carries the hash of the one before."""

    __tablename__ = "staff_acts"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    # No foreign keys: the record outlives the names it speaks of.
    kind: Mapped[StaffActKind] = mapped_column(Word(StaffActKind))
    role: Mapped[Role] = mapped_column(Word(Role))
    mask_id: Mapped[str] = mapped_column(String(16), comment="whose power; empty while an invitation waits")
    by_mask_id: Mapped[str] = mapped_column(String(16), comment="who did it; empty for the operator's terminal")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    def said(self) -> dict[str, str | int]:
        return {
            "id": self.id,
            "kind": self.kind.value,
            "role": self.role.value,
            "mask": self.mask_id,
            "by": self.by_mask_id,
            "made_at": self.made_at.isoformat(timespec="microseconds"),
        }


class SecurityKey(Base):
    """A key or a device that can prove, by WebAuthn, that it is the same as when it was added."""

    __tablename__ = "security_keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    member_id: Mapped[str] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(
        BigInteger, comment="only ever grows; a copy of the key would betray itself"
    )
    name: Mapped[str] = mapped_column(String(40), comment="what its owner calls it")
    added_on: Mapped[date] = mapped_column(default=clock.today)


class Authenticator(Base):
    """The secret of an app that shows a number every half minute (RFC 6238)."""

    __tablename__ = "authenticators"

    member_id: Mapped[str] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True)
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary, comment="AES-GCM under the secret key")
    last_step: Mapped[int] = mapped_column(BigInteger, comment="the newest half minute used; none is good twice")


class FactorChallenge(Base):
    """What a key must sign now: one per browser session, used once."""

    __tablename__ = "factor_challenges"

    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    challenge: Mapped[bytes] = mapped_column(LargeBinary(64))
    expires_at: Mapped[datetime]


class ProofKind(StrEnum):
    """Why a session is trusted: a factor was shown, or an invitation was brought and the first factor may be added."""

    SHOWN = "shown"
    INVITED = "invited"


class SessionProof(Base):
    """What this browser session has proved, and until when."""

    __tablename__ = "session_proofs"

    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[ProofKind] = mapped_column(Word(ProofKind))
    until: Mapped[datetime]
