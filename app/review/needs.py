"""What one call at the crisis desk is about: everything one author has said that puts a life in danger now.

Whoever says it again says it to the same people: one call for all of it, with the newest words in front.
"""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from app import db
from app.accounts.models import Mask
from app.contributions.models import Concern, Contribution
from app.errors import NotFound
from app.permissions import Actor
from app.review import danger, queries
from app.review.danger import Danger
from app.review.desk_models import Call


def of_author(mask_id: str) -> Sequence[Contribution]:
    """Texts under this name in present danger that nobody has settled yet, the newest first."""
    present = exists().where(
        Concern.contribution_id == Contribution.id, Concern.settled_at.is_(None), danger.column() == int(Danger.NOW)
    )
    texts = select(Contribution).options(joinedload(Contribution.mask))
    texts = texts.where(Contribution.mask_id == mask_id, Contribution.withdrawn_at.is_(None), present)
    return db.session().scalars(texts.order_by(Contribution.written_at.desc(), Contribution.id)).all()


def of_call(call: Call) -> Sequence[Contribution]:
    """The same for an open call."""
    return of_author(first_of(call).mask_id)


def first_of(call: Call) -> Contribution:
    """The text it began with."""
    return db.session().get_one(Contribution, call.contribution_id)


def shown_to(member: Actor, call: Call) -> list[Contribution]:
    """Those that this member may look at, the newest first; where all is settled, the one it began with.

    NotFound where there is none: it is not for them to know of."""
    found = [each for each in of_call(call) if _may_look(member, each.id)]
    return found or [queries.contribution_for(member, call.contribution_id)]


def open_call_of(mask_id: str) -> Call | None:
    """The open call about this author, if there is one."""
    of_theirs = select(Call).join(Contribution, Contribution.id == Call.contribution_id)
    still = of_theirs.where(Call.open_for.is_not(None), Contribution.mask_id == mask_id)
    return db.session().scalar(still.order_by(Call.begun_at.desc()).limit(1))


def be_alone_with(mask_id: str) -> None:
    """One call for one author: on PostgreSQL by the row of the name, on SQLite by the one writer there is. Taken before
    the row of any text."""
    db.session().execute(select(Mask.id).where(Mask.id == mask_id).with_for_update(key_share=True))


def _may_look(member: Actor, contribution_id: str) -> bool:
    try:
        queries.contribution_for(member, contribution_id)
    except NotFound:
        return False
    return True
