"""One moderator at a time: hold a case, keep it while one is really there, put it back."""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app import clock, db
from app.contributions.models import Concern, Contribution
from app.errors import Invalid
from app.notices.models import NoticeKind
from app.notices.services import supersede
from app.permissions import Actor, Permission, require
from app.review import loads, numbers_keeping, outcomes, parties, queries
from app.review.models import Lease, Ruling

LENGTH = timedelta(minutes=5)


class TooLate(Invalid):
    """Somebody else has it, or has already decided it, or there is more to see than was seen."""

    code = "too_late"


def claim(moderator: Actor, contribution: Contribution) -> Lease:
    """Hold a case for five minutes, or for five more; raises TooLate when another moderator holds it or it is closed."""
    require(moderator, Permission.Review.RULE, contribution)
    queries.be_alone_with(contribution)
    parties.refuse(moderator, contribution)
    refuse_if_taken(moderator, contribution)
    refuse_if_over(contribution)
    loads.count_time(moderator, contribution)
    numbers_keeping.note_look(contribution)
    lease = Lease(contribution_id=contribution.id, mask_id=moderator.work_mask, until=clock.now() + LENGTH)
    lease.renewed_at = clock.now()
    return db.session().merge(lease)


def keep(moderator: Actor, contribution: Contribution) -> Lease:
    """Five more for whoever still holds it. What was put back stays put back: a page says both in one breath when it is left."""
    queries.be_alone_with(contribution)
    lease = db.session().get(Lease, contribution.id)
    if lease is None or lease.mask_id not in moderator.masks:
        raise TooLate(_("この件は、もう手放されています。"))
    return claim(moderator, contribution)


def release(moderator: Actor, contribution: Contribution) -> None:
    """Put a case back for others; does nothing when one does not hold it."""
    queries.be_alone_with(contribution)
    loads.count_time(moderator, contribution)
    own = Lease.mask_id.in_(list(moderator.masks))
    db.session().execute(delete(Lease).where(Lease.contribution_id == contribution.id, own))


def let_go(moderator: Actor) -> None:
    """Whoever leaves this place holds nothing any more, in whichever window."""
    held = select(Contribution).join(Lease, Lease.contribution_id == Contribution.id)
    for contribution in db.session().scalars(held.where(Lease.mask_id.in_(list(moderator.masks)))).all():
        release(moderator, contribution)


def hand_over(moderator: Actor, contribution: Contribution, mask_id: str, waits: timedelta) -> None:
    """Somebody else holds it now, for as long as it waits for them."""
    loads.count_time(moderator, contribution)
    lease = Lease(contribution_id=contribution.id, mask_id=mask_id, until=clock.now() + waits)
    # Their minutes begin when they open it, not while they are on their way.
    lease.renewed_at = lease.until
    db.session().merge(lease)


def end(moderator: Actor, contribution: Contribution) -> None:
    """It is decided: nobody holds it any more, and nobody is asked to look."""
    loads.count_time(moderator, contribution)
    supersede(contribution, (NoticeKind.HANDED,))
    db.session().execute(delete(Lease).where(Lease.contribution_id == contribution.id))


def refuse_if_taken(moderator: Actor, contribution: Contribution) -> None:
    """Raises TooLate while somebody else holds it."""
    holder = queries.holder_of(moderator, contribution)
    if holder is not None and not holder.is_me:
        raise TooLate(_("いま%(name)sさんが見ています。", name=holder.name))


def refuse_if_over(contribution: Contribution) -> Sequence[Concern]:
    """What there is to look at; raises TooLate where nothing is left."""
    concerns = queries.open_concerns(contribution)
    if not concerns:
        raise TooLate(how_it_ended(queries.rulings_on(contribution)))
    return concerns


def how_it_ended(rulings: Sequence[Ruling]) -> str:
    """For whoever comes too late; the newest ruling first."""
    if not rulings:
        return _("もう見るところがなくなりました。本人が取り下げたのかもしれません。")
    return _("もう「%(outcome)s」として終わっています。", outcome=outcomes.TABLE[rulings[0].outcome].name)
