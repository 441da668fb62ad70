"""Whether what people decided about somebody's words may be learned from: yes, until they say no.

The answer stands in the sealed choices of the account; only a running site can ask it, about one name at a time.
"""

from app import db
from app.accounts import choices, masks
from app.accounts.models import Mask, Member
from app.keys import Keys


def is_fine_with(keys: Keys, mask_id: str) -> bool:
    """Does whoever wrote under this name let it be? Of whom nothing can be asked any more, nothing is learned."""
    mask = db.session().get(Mask, mask_id)
    owner = masks.owner_of(keys, mask) if mask else None
    member = db.session().get(Member, owner) if owner else None
    return member is not None and choices.of(keys, member).may_be_learned_from


def decide(keys: Keys, member_id: str, *, is_fine: bool) -> None:
    """Say yes or no; it counts from the next export on."""
    choices.change(keys, member_id, may_be_learned_from=is_fine)
