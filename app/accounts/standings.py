"""How well the community knows whoever writes under a mask: one of three words, and never whose mask it is."""

from app import db
from app.accounts import masks
from app.accounts.models import Mask, Member
from app.keys import Keys
from app.permissions import Standing


def of_mask(keys: Keys, mask: Mask) -> Standing | None:
    """None for a mask that nobody owns any more."""
    owner = db.session().get(Member, masks.owner_of(keys, mask) or "")
    return owner.standing if owner else None
