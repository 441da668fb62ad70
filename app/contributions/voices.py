"""Under which name somebody writes: the one used here before, another of their own, or a new one for this talk alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select

from app import db, i18n
from app.accounts import current, masks, pseudonyms
from app.accounts.models import Member
from app.contributions.forms import FRESH, ContributionForm
from app.contributions.models import Contribution
from app.contributions.services import Receipt, Submission
from app.permissions import Actor

Act = Callable[[Actor], Submission]


@dataclass(frozen=True, slots=True)
class Voices:
    """What a chooser shows: (mask, name) pairs with the usual choice first, the chosen mask, and a name for this talk alone."""

    names: list[tuple[str, str]]
    chosen: str
    fresh_name: str

    @property
    def chosen_name(self) -> str:
        return dict(self.names).get(self.chosen, self.fresh_name)


def offer(member: Actor, form: ContributionForm, used_here: str | None = None) -> Voices:
    """The names to choose from; what was chosen before comes back with the text."""
    first = _usual_here(member, used_here)
    order = [first, *(mask_id for mask_id in member.offered if mask_id != first)]
    proposed = (form.fresh_name.data or "").strip() or pseudonyms.propose(i18n.locale())
    return Voices(
        [(mask_id, member.masks[mask_id]) for mask_id in order if mask_id], form.mask.data or first or FRESH, proposed
    )


def speak(member: Actor, form: ContributionForm, used_here: str | None, act: Act) -> Submission:
    """Let `act` write under the chosen name. A new name comes to be only with a text that was kept."""
    if (known := _said_before(member, form.nonce.data)) is not None:
        return act(member.under(known))
    chosen = form.mask.data or _usual_here(member, used_here)
    if chosen == FRESH:
        return _under_a_new_name(member, form.fresh_name.data or "", act)
    return act(member.under(chosen) if chosen else member)


def kept(form: ContributionForm) -> dict[str, str]:
    """The fields of the choice, for a page that asks something in between."""
    return {"mask": form.mask.data or "", "fresh_name": form.fresh_name.data or ""}


def _usual_here(member: Actor, used_here: str | None) -> str:
    """Within a talk everybody stays who they were, unless they gave that name up."""
    return used_here if used_here and used_here in member.offered else member.usual_mask or ""


def _under_a_new_name(member: Actor, name: str, act: Act) -> Submission:
    own = next((mask_id for mask_id, known in member.masks.items() if known == name), None)
    if own is not None:
        # Two lines sent before the answer to the first came back: the name is already theirs.
        return act(member.under(own))
    person = db.session().get_one(Member, member.member_id)
    with db.session().begin_nested() as attempt:
        mask = masks.make(current.keys(), person, name)
        submission = act(replace(member, masks={**member.masks, mask.id: mask.name}, usual_mask=mask.id))
        if submission.receipt not in {Receipt.POSTED, Receipt.HELD}:
            attempt.rollback()
    return submission


def _said_before(member: Actor, nonce: str | None) -> str | None:
    """The own mask under which a text with this mark already stands."""
    if not nonce:
        return None
    own = select(Contribution.mask_id).where(Contribution.nonce == nonce, Contribution.mask_id.in_(list(member.masks)))
    return db.session().scalar(own)
