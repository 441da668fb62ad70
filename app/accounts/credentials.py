"""The secrets of an account, apart from the account: imported by nobody outside `accounts`."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Credential(Base):
    """How a member proves who they are: found by a keyed tag of the passphrase, proved by Argon2id (RFC 9106)."""

    __tablename__ = "credentials"

    member_id: Mapped[str] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True)
    lookup_tag: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    passphrase_hash: Mapped[str] = mapped_column(String(200))


class RecoveryCode(Base):
    """One of ten ways back in for who has lost the passphrase; the row goes when the code is used."""

    __tablename__ = "recovery_codes"

    lookup_tag: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, comment="HMAC of the code")
    member_id: Mapped[str] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(200))


class EntryCode(Base):
    """Lets a second browser of the same member in, once, within a minute; then the row goes."""

    __tablename__ = "entry_codes"

    lookup_tag: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, comment="HMAC of the code")
    member_id: Mapped[str] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
