"""One's own names and context: the usual one, those given up, and what stands beside which."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app import db
from app.accounts import choices, masks
from app.accounts.choices import Choices
from app.accounts.context import Context
from app.accounts.models import Mask, Member
from app.errors import Invalid, NotFound
from app.keys import Keys
from app.permissions import Actor


@dataclass(frozen=True, slots=True)
class Worn:
    """One of one's own masks as its owner sees it."""

    mask: Mask
    is_usual: bool
    is_retired: bool
    has_context: bool


def own(keys: Keys, member: Actor) -> Sequence[Worn]:
    """All masks of this member in the order they were made."""
    person = _person(member)
    chosen = choices.of(keys, person)
    return [
        Worn(mask, mask.id == member.usual_mask, ordinal in chosen.retired, ordinal == chosen.shown)
        for ordinal, mask in enumerate(masks.of_member(keys, person))
    ]


def chosen_by(keys: Keys, member: Actor) -> Choices:
    """What this member has chosen."""
    return choices.of(keys, _person(member))


def make(keys: Keys, member: Actor, name: str) -> Mask:
    """A new mask for this member; raises NameTaken."""
    return masks.make(keys, _person(member), name)


def make_usual(keys: Keys, member: Actor, mask_id: str) -> None:
    """Write under this mask unless another is chosen; one that was given up comes back by this."""
    ordinal = _ordinal(keys, member, mask_id)
    retired = chosen_by(keys, member).retired
    choices.change(keys, str(member.member_id), usual=ordinal, retired=retired - {ordinal})


def retire(keys: Keys, member: Actor, mask_id: str) -> None:
    """No longer offer a mask; what it wrote stays as it is. Raises Invalid for the usual one."""
    ordinal = _ordinal(keys, member, mask_id)
    if mask_id == member.usual_mask:
        raise Invalid(_("いつもの名前はしまえません。先に、ほかの名前を「いつもの名前」にしてください。"))
    retired = chosen_by(keys, member).retired
    choices.change(keys, str(member.member_id), retired=retired | {ordinal})


def bring_back(keys: Keys, member: Actor, mask_id: str) -> None:
    """Offer a mask again."""
    ordinal = _ordinal(keys, member, mask_id)
    retired = chosen_by(keys, member).retired
    choices.change(keys, str(member.member_id), retired=retired - {ordinal})


def tell(keys: Keys, member: Actor, told: Context, beside: str) -> None:
    """Keep what the member tells, and beside which one of their masks it may stand ("": beside none).

    Beside one mask at a time: the same words beside two would make it likelier that both are one person.
    """
    ordinal = _ordinal(keys, member, beside) if beside else None
    choices.change(keys, str(member.member_id), context=told, shown=ordinal if told.says_something else None)


def _ordinal(keys: Keys, member: Actor, mask_id: str) -> int:
    """Where a mask stands among the member's own; NotFound for any other, existing or not."""
    ids = [mask.id for mask in masks.of_member(keys, _person(member))]
    if mask_id not in ids:
        raise NotFound()
    return ids.index(mask_id)


def _person(member: Actor) -> Member:
    return db.session().get_one(Member, member.member_id)
