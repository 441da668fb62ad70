"""What somebody carried on a day: minutes and heavy texts, so that a lead can even it. Never which, never how fast."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.contributions.models import Concern, Contribution
from app.permissions import Actor
from app.review import themes
from app.review.care_models import DayLoad
from app.review.models import Lease

# A lease is renewed every minute; what is longer was spent elsewhere.
LONGEST_STRETCH = timedelta(minutes=2)
KEPT = timedelta(days=35)


def count_time(moderator: Actor, contribution: Contribution) -> None:
    """Add what passed since this moderator was last seen at this case."""
    lease = db.session().get(Lease, contribution.id)
    if lease is None or lease.mask_id not in moderator.masks:
        return
    stretch = min(clock.now() - lease.renewed_at, LONGEST_STRETCH)
    _today(moderator.work_mask).seconds = DayLoad.seconds + max(int(stretch.total_seconds()), 0)
    lease.renewed_at = clock.now()


def count_text(moderator: Actor, concerns: Sequence[Concern]) -> None:
    """One more was decided; three heavy ones in a row are a reason to stop for a while."""
    load = _today(moderator.work_mask)
    if themes.is_heavy(concerns):
        load.heavy, load.in_a_row = DayLoad.heavy + 1, DayLoad.in_a_row + 1
    else:
        load.in_a_row = 0
    db.session().flush()


def rest(moderator: Actor) -> None:
    """A pause was taken or declined: the count begins anew."""
    _today(moderator.work_mask).in_a_row = 0


def today(moderator: Actor) -> DayLoad:
    """For looking: what this moderator has carried so far, an empty row where nothing was."""
    found = db.session().get(DayLoad, (moderator.work_mask, clock.today()))
    return found or _nothing(moderator.work_mask)


def since(day: date) -> Sequence[DayLoad]:
    """Everybody's days from this one on."""
    return db.session().scalars(select(DayLoad).where(DayLoad.day >= day)).all()


def forget_old() -> int:
    """Delete days that are over for long; returns how many."""
    old = delete(DayLoad).where(DayLoad.day < clock.today() - KEPT).returning(DayLoad.mask_id)
    return len(db.session().execute(old).all())


def _today(mask_id: str) -> DayLoad:
    """The row of this day, made when it is the first."""
    key = (mask_id, clock.today())
    found = db.session().get(DayLoad, key)
    if found is not None:
        return found
    try:
        with db.session().begin_nested():
            db.session().add(_nothing(mask_id))
    except IntegrityError:
        # The same moderator has begun the day in another window this very moment.
        pass
    return db.session().get_one(DayLoad, key)


def _nothing(mask_id: str) -> DayLoad:
    return DayLoad(mask_id=mask_id, day=clock.today(), seconds=0, heavy=0, in_a_row=0)
