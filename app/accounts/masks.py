"""Masks: made, found by their owner, and closed to everyone else.

A mask's row names its owner only as AES-GCM bytes bound to the mask, and as an HMAC of the owner and an ordinal:
every mask of one member has a different tag, so equal columns never betray that two masks belong together. How many
masks somebody has is written nowhere: their owner asks for more tags than they need (decision 12).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from app import clock, db, tags
from app.accounts import choices, shuffling
from app.accounts.choices import Choices
from app.accounts.models import Mask, Member
from app.accounts.skeletons import skeleton
from app.errors import Invalid
from app.ids import new_id
from app.keys import Keys

SHORTEST, LONGEST = 2, 20
GONE, GONE_NAME = "gone", "ここを出た人"
A_YEAR = timedelta(days=365)
# Asked for at once; whoever has this many is asked for again, each time four times as far.
FIRST_LOOK = 64
TRIES = 5
_WITH_TAGS = select(Mask).where(tags.is_among(Mask.owner_tag))
_COLUMNS = Mask.__table__.c
_OF_NAME = select(_COLUMNS.id).where(_COLUMNS.name_key == bindparam("name"))
Ask = Callable[[Sequence[bytes]], Iterable[Mask]]


class NameTaken(Invalid):
    """Somebody already goes by this name, or by one that looks the same."""

    code = "name_taken"


def make(keys: Keys, member: Member, name: str, badge: str | None = None) -> Mask:
    """Give `member` a new mask called `name`, with a badge if a profession was verified; raises NameTaken or Invalid."""
    for _try in range(TRIES):
        mask = _new_mask(keys, member, name, badge)
        try:
            with db.session().begin_nested():
                db.session().add(mask)
        except IntegrityError:
            # Either the name is taken, or the same member has made another mask this very moment.
            if not is_free(name):
                break
        else:
            shuffling.after_making()
            return mask
    raise NameTaken(_("この名前はもう使われています。少し変えてみてください。"))


def verify(mask: Mask, profession: str, until: date) -> None:
    """The operator has seen what proves this profession; it holds up to and including the day `until`."""
    mask.badge, mask.claimed = profession, None
    mask.verified_in, mask.verified_until = clock.today().replace(day=1), until


def unverify(mask: Mask) -> None:
    """The profession is no longer verified, and nothing shows it any more."""
    mask.badge = mask.claimed = mask.verified_in = mask.verified_until = None


def is_free(name: str) -> bool:
    """Does nobody go by this name or a look-alike?"""
    return skeleton(name) != skeleton(GONE_NAME) and db.session().scalar(_OF_NAME, {"name": skeleton(name)}) is None


def of_member(keys: Keys, member: Member, ask: Ask | None = None) -> list[Mask]:
    """All masks of a member in the order they were made; one question to the database for nearly everybody.

    ask: finds masks by their tags; for whoever wants to know more with the same question.
    """
    found: list[Mask] = []
    asked, until = 0, FIRST_LOOK
    while len(found) == asked:
        found += _between(keys, member, range(asked, until), ask or _found)
        asked, until = until, until * 4
    return found


def offered(own: list[Mask], chosen: Choices) -> list[Mask]:
    """The masks to choose from while writing, the usual one first."""
    usual = own[chosen.usual : chosen.usual + 1] or own[:1]
    rest = [mask for ordinal, mask in enumerate(own) if ordinal not in chosen.retired and mask not in usual]
    return [*usual, *rest]


def for_work(own: list[Mask]) -> Mask:
    """The name colleagues know somebody by: the one of their profession, else the one they came with. Which one is usual may
    change any day; shifts, leases and what a lead has set hang on this one."""
    return next((mask for mask in own if mask.badge or mask.claimed), own[0])


def owner_of(keys: Keys, mask: Mask) -> str | None:
    """The member behind a mask. For the machine's own bookkeeping (standing, pauses, export); no page may show it."""
    opened = keys.unseal("mask-owner", mask.owner_sealed, mask.id)
    return opened.decode() if opened else None


def owner_tag(keys: Keys, member_id: str, ordinal: int) -> bytes:
    """How the mask with this ordinal is found by whoever knows its owner and the keys."""
    return keys.tag("mask-owner", f"{member_id}:{ordinal}")


def gone() -> Mask:
    """The one mask without an owner, under which the emptied places of members who left remain."""
    found = db.session().get(Mask, GONE)
    if found is not None:
        return found
    mask = Mask(id=GONE, name=GONE_NAME, name_key=skeleton(GONE_NAME), owner_sealed=b"", owner_tag=bytes(16))
    try:
        with db.session().begin_nested():
            db.session().add(mask)
    except IntegrityError:
        # Somebody else left at the same moment and has made it.
        return db.session().get_one(Mask, GONE)
    return mask


def nothing_chosen(keys: Keys, member_id: str) -> bytes:
    """The sealed choices a new member starts with."""
    return choices.sealed(keys, member_id, Choices())


def _new_mask(keys: Keys, member: Member, name: str, badge: str | None) -> Mask:
    mask = Mask(id=new_id(), name=name, name_key=skeleton(name))
    if badge:
        verify(mask, badge, clock.today() + A_YEAR)
    mask.owner_sealed = keys.seal("mask-owner", member.id.encode(), mask.id)
    mask.owner_tag = owner_tag(keys, member.id, len(of_member(keys, member)))
    return mask


@lru_cache(maxsize=512)
def _tags_of(keys: Keys, member_id: str, ordinals: range) -> Sequence[bytes]:
    return [owner_tag(keys, member_id, ordinal) for ordinal in ordinals]


def _between(keys: Keys, member: Member, ordinals: range, ask: Ask) -> list[Mask]:
    own = _tags_of(keys, member.id, ordinals)
    with db.session().no_autoflush:
        found = {mask.owner_tag: mask for mask in ask(own)}
    return [found[tag] for tag in own if tag in found]


def _found(own: Sequence[bytes]) -> Iterable[Mask]:
    return db.session().scalars(_WITH_TAGS, tags.asked(own))
