"""A member has put an offer away. What they read is never kept, and this only as a mark that nobody can read backwards."""

from datetime import timedelta

from sqlalchemy import delete

from app import clock, db, tags
from app.guides.library import CONTENT
from app.guides.models import PutAwayGuide
from app.keys import Keys
from app.permissions import Actor

FOR = timedelta(days=180)


def put_away(keys: Keys, member: Actor, slug: str) -> None:
    """Do not offer this guide to this member for half a year."""
    db.session().merge(PutAwayGuide(tag=_tag(keys, member, slug), until=clock.today() + FOR))


def is_put_away(keys: Keys, member: Actor, slug: str) -> bool:
    """Did this member put it away?"""
    found = db.session().get(PutAwayGuide, _tag(keys, member, slug))
    return found is not None and found.until > clock.today()


def forget(keys: Keys, member: Actor) -> None:
    """Leave no mark of this member."""
    own = tags.asked(_tag(keys, member, path.stem) for path in (CONTENT / "ja").glob("*.md"))
    db.session().execute(delete(PutAwayGuide).where(tags.is_among(PutAwayGuide.tag)), own)


def forget_expired() -> None:
    """Marks whose time is over."""
    db.session().execute(delete(PutAwayGuide).where(PutAwayGuide.until <= clock.today()))


def _tag(keys: Keys, member: Actor, slug: str) -> bytes:
    return keys.tag("put-away-guide", f"{member.member_id}:{slug}")
