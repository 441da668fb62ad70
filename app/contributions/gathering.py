"""Building the index anew from what everybody may read now, step by step, the oldest first."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import selectin_polymorphic

from app import db
from app.contributions import surfaces
from app.contributions.models import Contribution, State
from app.finding import reading
from app.finding import services as index
from app.finding.models import Entry, Meaning
from app.finding.services import Words

AT_ONCE = 500
Cursor = tuple[datetime, str]


def begin() -> None:
    """Forget the whole index."""
    index.forget_everything()


def gather_some(after: Cursor | None) -> Cursor | None:
    """Put the next texts in; the answer is where to go on, or None when all are in."""
    found = _next(after)
    known = ((text, surfaces.facts_of(text)) for text in found)
    index.put_all((text.id, Words(text.title, text.body), facts) for text, facts in known if facts is not None)
    return (found[-1].written_at, found[-1].id) if len(found) == AT_ONCE else None


def unread_openings(limit: int) -> Iterator[tuple[int, str, str]]:
    """Openings nobody has read for their meaning yet, such as when a process ended too soon."""
    waiting = (
        select(Entry.number, Contribution.title, Contribution.body)
        .join(Contribution, Contribution.id == Entry.contribution_id)
        .outerjoin(Meaning, Meaning.number == Entry.number)
        .where(Entry.is_opening, Meaning.id.is_(None), Contribution.state == State.VISIBLE)
        .where(func.length(Contribution.title) + func.length(Contribution.body) >= reading.SHORTEST)
    )
    for row in db.session().execute(waiting.order_by(Entry.number).limit(limit)).all():
        yield row.number, row.title, row.body


def _next(after: Cursor | None) -> Sequence[Contribution]:
    kinds = [mapper.class_ for mapper in Contribution.__mapper__.self_and_descendants if mapper.single is False]
    found = select(Contribution).options(selectin_polymorphic(Contribution, kinds[1:]))
    found = found.where(Contribution.state == State.VISIBLE, Contribution.kind.in_(surfaces.kinds_found()))
    if after is not None:
        moment, last = after
        later = and_(Contribution.written_at == moment, Contribution.id > last)
        found = found.where(or_(Contribution.written_at > moment, later))
    return db.session().scalars(found.order_by(Contribution.written_at, Contribution.id).limit(AT_ONCE)).all()
