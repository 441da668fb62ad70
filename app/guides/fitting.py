"""Which guide fits beside a thread or question: worked out once, by an errand after the text was written; pages look it up.

When guides are offered to others than before, or a text was left unread, it is made up for a few texts at a time.
"""

from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import Row, Select, bindparam, or_, select, update

from app import clock, db, errands
from app.accounts import current
from app.contributions import sealing, surfaces
from app.contributions.models import Contribution, State
from app.errands import services as errand_services
from app.guides.models import FittingGuide
from app.guides.offers import NO_GUIDE, Offers

EXTENSION = "tomoshibi_guide_offers"
KINDS = frozenset({"thread", "question"})
# Of one text; to look whether any wait; some of those that wait.
ERRAND, LOOK, SOME = "fitting-guide", "fitting-look", "fitting-some"
AT_ONCE = 25
PAUSE = timedelta(minutes=1)
PURPOSE = "fitting-guide"
LENGTH = 40  # of every name as it is sealed: also which guide fits would say what a text is about

# Row and version, and the text.
Waiting = Row[int, int, str, str, str, bytes | None]
Wanted = Select[int, int, str, str, str, bytes | None]
_COLUMNS = FittingGuide.__table__.c
_KEPT = select(_COLUMNS.sealed, _COLUMNS.edition).where(
    _COLUMNS.contribution_id == bindparam("text"), _COLUMNS.version == bindparam("version")
)


def register(app: Flask) -> None:
    """Whoever does errands can read texts."""
    surfaces.follow("fitting guides", follow)
    errands.know(app, ERRAND, read_one)
    errands.know(app, SOME, read_some)
    errands.every_hour(app, LOOK, look)


def slug_beside(text: Contribution) -> str | None:
    """The guide that was found to fit; None where none does or nobody has read the text yet."""
    offers, place = _offers(), (text.id, text.version)
    slug = offers.known.get(place)
    if slug is None:
        kept = db.session().execute(_KEPT, {"text": text.id, "version": text.version}).one_or_none()
        plain = current.keys().unseal(PURPOSE, kept.sealed, text.id) if kept and kept.sealed else None
        slug = plain.decode().strip() if plain else NO_GUIDE
        if plain and kept and kept.edition == offers.edition:
            offers.remember(place, slug)
    return slug or None


def follow(contribution: Contribution) -> None:
    """Have a text read that can be read from now on, or says something else; nothing stays of one that is out of sight."""
    if contribution.kind not in KINDS:
        return
    kept = db.session().scalar(select(FittingGuide).where(FittingGuide.contribution_id == contribution.id))
    if not contribution.is_visible:
        if kept is not None:
            db.session().delete(kept)
    elif kept is None or kept.version != contribution.version:
        kept = kept or FittingGuide(contribution_id=contribution.id)
        kept.version, kept.sealed, kept.edition = contribution.version, None, None
        db.session().add(kept)
        errand_services.leave(ERRAND, contribution.id)


def read_one(contribution_id: str) -> None:
    """The errand about one text; a second time it finds nothing to do."""
    _read(_waiting().where(FittingGuide.contribution_id == contribution_id))


def read_some(_about: str = "") -> datetime | None:
    """The latest of those that wait; when to go on, or None when these were all."""
    return clock.now() + PAUSE if _read(_waiting().limit(AT_ONCE)) == AT_ONCE else None


def read_all() -> int:
    """Everything that waits, for commands; returns how many there were."""
    read = 0
    while some := _read(_waiting().limit(AT_ONCE)):
        read += some
    return read


def look(_about: str = "") -> None:
    """Once an hour: do any wait, because guides have changed or the site is older than this?"""
    with current_app.extensions["tomoshibi_db"].writing() as session:
        if session.execute(_waiting().limit(1)).first() is not None:
            errand_services.leave_once(SOME, clock.now())


def _waiting() -> Wanted:
    columns = (Contribution.id, Contribution.title, Contribution.body, Contribution.sealed)
    found = select(FittingGuide.id.label("row"), FittingGuide.version, *columns)
    return (
        found.join(Contribution, Contribution.id == FittingGuide.contribution_id)
        .where(or_(FittingGuide.edition.is_(None), FittingGuide.edition != _offers().edition))
        .where(Contribution.state == State.VISIBLE)
        .order_by(FittingGuide.id.desc())
    )


def _read(wanted: Wanted) -> int:
    """Nothing is held while texts are read; what has changed or gone meanwhile is left as it is then."""
    database = current_app.extensions["tomoshibi_db"]
    with database.reading() as session:
        waiting = session.execute(wanted).all()
    found = [(each, _sealed(each)) for each in waiting]
    if found:
        with database.writing():
            for each, sealed in found:
                _keep(each, sealed)
    return len(found)


def _sealed(text: Waiting) -> bytes:
    words = sealing.opened(text.id, text.sealed) if text.sealed else {"title": text.title, "body": text.body}
    slug = _offers().slug_for(words.get("title", ""), words.get("body", "")) or NO_GUIDE
    return current.keys().seal(PURPOSE, slug.encode().ljust(LENGTH), text.id)


def _keep(text: Waiting, sealed: bytes) -> None:
    unchanged = (FittingGuide.id == text.row, FittingGuide.version == text.version)
    read = update(FittingGuide).where(*unchanged).values(sealed=sealed, edition=_offers().edition)
    db.session().execute(read.execution_options(synchronize_session=False))


def _offers() -> Offers:
    offers: Offers = current_app.extensions[EXTENSION]
    return offers
