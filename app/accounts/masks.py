"""Masks: made, found by their owner, and closed to everyone else.

A mask's row names its owner only as AES-GCM bytes bound to the mask, and as an HMAC of the owner and an ordinal:
every mask of one member has a different tag, so equal columns never betray that two masks belong together.
"""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import db
from app.accounts.models import Mask, Member
from app.accounts.skeletons import skeleton
from app.errors import Invalid
from app.ids import new_id
from app.keys import Keys

MOST_MASKS = 64
SHORTEST, LONGEST = 2, 20
GONE, GONE_NAME = "gone", "ここを出た人"


class NameTaken(Invalid):
    """Somebody already goes by this name, or by one that looks the same."""

    code = "name_taken"


def make(keys: Keys, member: Member, name: str, badge: str | None = None) -> Mask:
    """Give `member` a new mask called `name`; raises NameTaken or Invalid."""
    ordinal = count(keys, member)
    if ordinal >= MOST_MASKS:
        raise Invalid(_("これ以上は名前を増やせません。"))
    mask = Mask(id=new_id(), name=name, name_key=skeleton(name), badge=badge)
    mask.owner_sealed = keys.seal("mask-owner", member.id.encode(), mask.id)
    mask.owner_tag = keys.tag("mask-owner", f"{member.id}:{ordinal}")
    _insert(mask)
    _remember_count(keys, member, ordinal + 1)
    return mask


def is_free(name: str) -> bool:
    """Does nobody go by this name or a look-alike?"""
    return (
        skeleton(name) != skeleton(GONE_NAME)
        and db.session().scalar(select(Mask.id).where(Mask.name_key == skeleton(name))) is None
    )


def of_member(keys: Keys, member: Member) -> list[Mask]:
    """All masks of a member, the usual one first."""
    tags = [keys.tag("mask-owner", f"{member.id}:{ordinal}") for ordinal in range(count(keys, member))]
    found = {mask.owner_tag: mask for mask in db.session().scalars(select(Mask).where(Mask.owner_tag.in_(tags)))}
    return [found[tag] for tag in tags if tag in found]


def owner_of(keys: Keys, mask: Mask) -> str | None:
    """The member behind a mask. For the machine's own bookkeeping (standing, pauses, export); no page may show it."""
    opened = keys.unseal("mask-owner", mask.owner_sealed, mask.id)
    return opened.decode() if opened else None


def gone() -> Mask:
    """The one mask without an owner, under which the emptied places of members who left remain."""
    found = db.session().get(Mask, GONE)
    if found is not None:
        return found
    mask = Mask(id=GONE, name=GONE_NAME, name_key=skeleton(GONE_NAME), owner_sealed=b"", owner_tag=bytes(16))
    try:
        _insert(mask)
    except NameTaken:
        # Somebody else left at the same moment and has made it.
        return db.session().get_one(Mask, GONE)
    return mask


def no_masks(keys: Keys, member_id: str) -> bytes:
    """The sealed count a new member starts with."""
    return _seal_count(keys, member_id, 0)


def count(keys: Keys, member: Member) -> int:
    """How many masks the member has; readable only with the key."""
    opened = keys.unseal("mask-count", member.mask_count, member.id)
    return int.from_bytes(opened or b"\0\0", "big")


def _remember_count(keys: Keys, member: Member, number: int) -> None:
    member.mask_count = _seal_count(keys, member.id, number)


def _seal_count(keys: Keys, member_id: str, number: int) -> bytes:
    return keys.seal("mask-count", number.to_bytes(2, "big"), member_id)


def _insert(mask: Mask) -> None:
    try:
        with db.session().begin_nested():
            db.session().add(mask)
    except IntegrityError as taken:
        raise NameTaken(_("この名前はもう使われています。少し変えてみてください。")) from taken
