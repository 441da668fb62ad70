"""The counsellors of a room as they are shown, and how each wants to work. Never a name that is not a mask's."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app import clock, db
from app.accounts.models import Mask
from app.experts.models import Counsellor, ExpertRoom, Topic
from app.permissions import Actor

MOST_QUOTA = 50


@dataclass(frozen=True, slots=True)
class Settings:
    """interests: for whom else they work, shown to readers. quota: answers in one opening. topics: left to others."""

    interests: str = ""
    quota: int | None = None
    topics_not_taken: frozenset[Topic] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """A counsellor beside a room: the name they answer under, and what they declare."""

    mask: Mask
    interests: str


def of_room(room: ExpertRoom) -> Sequence[Shown]:
    """Everybody who is verified for this room today, by the name they answer under."""
    worn = select(Mask, Counsellor.interests).outerjoin(Counsellor, Counsellor.mask_id == Mask.id)
    verified = (Mask.badge == room.profession, Mask.verified_until >= clock.today())
    found = db.session().execute(worn.where(*verified).order_by(Mask.name))
    return [Shown(mask, interests or "") for mask, interests in found]


def settings_of(mask_id: str) -> Settings:
    """How whoever wears this mask wants to work."""
    row = db.session().get(Counsellor, mask_id)
    if row is None:
        return Settings()
    return Settings(row.interests, row.quota, frozenset(Topic(word) for word in row.topics_not_taken.split()))


def keep(member: Actor, mask_id: str, settings: Settings) -> None:
    """Remember it for one's own mask."""
    member.under(mask_id)  # raises NotAllowed for anybody else's
    row = Counsellor(mask_id=mask_id, interests=settings.interests, quota=settings.quota)
    row.topics_not_taken = " ".join(sorted(settings.topics_not_taken))
    db.session().merge(row)
