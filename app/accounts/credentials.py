"""The secret of an account, apart from the account: imported by nobody outside `accounts`."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Credential(Base):
    """How a member proves who they are: found by a keyed tag of the passphrase, proved by Argon2id (RFC 9106)."""

    __tablename__ = "credentials"

    member_id: Mapped[str] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True)
    lookup_tag: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    passphrase_hash: Mapped[str] = mapped_column(String(200))
