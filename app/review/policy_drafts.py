"""The one draft of the next policy: begun from what is in force, changed one thing at a time, seen by both people."""

from collections.abc import Callable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.contributions import amending, policies
from app.contributions.amending import Amendments, Unfit
from app.errors import Invalid, NotFound
from app.ids import new_id
from app.permissions import Actor, Permission, require
from app.review import policy_wording
from app.review.policy_models import PolicyDraft, PolicyHand

LONGEST_REASON = 1000


def the_one(member: Actor) -> PolicyDraft | None:
    """The draft there is, if any."""
    require(member, Permission.Policy.READ)
    return db.session().scalar(select(PolicyDraft))


def begin(lead: Actor) -> PolicyDraft:
    """A draft of what is in force now; the one there is where somebody was quicker."""
    require(lead, Permission.Policy.CHANGE)
    found = the_one(lead)
    if found is not None:
        return found
    made = PolicyDraft(id=new_id(), amendments=amending.in_force().written(), author=lead.work_mask)
    made.is_the_one, made.version, made.because, made.begun_at = True, 1, "", clock.now()
    try:
        with db.session().begin_nested():
            db.session().add(made)
    except IntegrityError:
        return db.session().scalars(select(PolicyDraft)).one()
    _lay_hand_on(lead, made)
    return made


def throw_away(lead: Actor, draft_id: str) -> None:
    """Nothing becomes of it."""
    found = to_change(lead, draft_id)
    db.session().delete(found)


def add_word(lead: Actor, draft_id: str, row: Mapping[str, str]) -> None:
    """Watch for one more word; raises Invalid where it does not stand its trial."""
    _change(lead, draft_id, lambda given: amending.with_word(given, row))


def remove_word(lead: Actor, draft_id: str, mark: str) -> None:
    _change(lead, draft_id, lambda given: amending.without_word(given, mark))


def set_threshold(lead: Actor, draft_id: str, name: str, at: float) -> None:
    """From which score on a kind, or a family of kinds, counts."""
    _change(lead, draft_id, lambda given: amending.with_threshold(given, name, at))


def set_row(lead: Actor, draft_id: str, key: str, controls: tuple[str, str]) -> None:
    """What a shipped row does instead."""
    _change(lead, draft_id, lambda given: amending.with_row(given, key, controls))


def add_row(lead: Actor, draft_id: str, row: Mapping[str, str]) -> None:
    """A row of one's own."""
    _change(lead, draft_id, lambda given: amending.with_added(given, row))


def remove_row(lead: Actor, draft_id: str, mark: str) -> None:
    _change(lead, draft_id, lambda given: amending.without_added(given, mark))


def give_reason(lead: Actor, draft_id: str, because: str) -> None:
    """Why; the second person reads it, and the record keeps it."""
    found = to_change(lead, draft_id)
    if found.because != because:
        found.because = because
        found.version += 1
        _lay_hand_on(lead, found)


def hands(draft: PolicyDraft) -> set[str]:
    """The masks of everybody who wrote at it."""
    return set(db.session().scalars(select(PolicyHand.mask_id).where(PolicyHand.draft_id == draft.id)))


def to_change(lead: Actor, draft_id: str) -> PolicyDraft:
    """The draft a form speaks of, for nobody else until the end of this transaction; NotFound where it has gone."""
    require(lead, Permission.Policy.CHANGE)
    wanted = select(PolicyDraft).where(PolicyDraft.id == draft_id)
    found = db.session().scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def forget(draft: PolicyDraft) -> None:
    """It has come into force."""
    db.session().execute(delete(PolicyDraft).where(PolicyDraft.id == draft.id))


def _change(lead: Actor, draft_id: str, change: Callable[[Amendments], Amendments]) -> None:
    found = to_change(lead, draft_id)
    try:
        wanted = change(amending.read(found.amendments)).written()
    except Unfit as unfit:
        raise Invalid(policy_wording.why_not(unfit.code, unfit.about)) from None
    if wanted == found.amendments:
        return
    found.amendments, found.version = wanted, found.version + 1
    _lay_hand_on(lead, found)


def _lay_hand_on(lead: Actor, draft: PolicyDraft) -> None:
    # Under the mask staff work under; whoever approves is compared with every mask they have.
    db.session().merge(PolicyHand(draft_id=draft.id, mask_id=lead.work_mask))


def is_upheld(draft: PolicyDraft) -> bool:
    """Is it still other than what is in force?"""
    return draft.amendments != amending.in_force().written()


def position() -> int:
    """The number of the version in force."""
    last = policies.latest()
    return last.position if last else 0
