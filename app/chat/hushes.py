"""Names that a member does not want to hear in rooms: private, and unreadable without the key."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from app import db, tags
from app.accounts import current
from app.accounts.models import Mask
from app.chat.models import Hush
from app.errors import Invalid
from app.permissions import Actor

PURPOSE = "hush"
OWNER = "hush-owner"
MOST = 200
_WITH_TAGS = select(Hush.tag).where(tags.is_among(Hush.tag))


def put(member: Actor, mask_id: str) -> None:
    """Hear this name no more. The one who bears it never learns of it."""
    if mask_id in member.masks:
        raise Invalid()
    if len(_own_rows(member)) < MOST:
        tag = _tag(member, mask_id)
        sealed = current.keys().seal(PURPOSE, mask_id.encode(), tag.hex())
        db.session().merge(Hush(tag=tag, owner_tag=_owner(member), mask_sealed=sealed))


def take_back(member: Actor, mask_id: str) -> None:
    """Hear it again."""
    db.session().execute(delete(Hush).where(Hush.tag == _tag(member, mask_id)))


def among(member: Actor, mask_ids: Iterable[str]) -> set[str]:
    """Which of these names the member does not want to hear."""
    if not member.is_member:
        return set()
    meant = {_tag(member, mask_id): mask_id for mask_id in mask_ids}
    return {meant[tag] for tag in db.session().scalars(_WITH_TAGS, tags.asked(meant))}


def names(member: Actor) -> dict[str, str]:
    """All of them, as identifier and name, for the member alone."""
    if not member.is_member:
        return {}
    opened = [current.keys().unseal(PURPOSE, row.mask_sealed, row.tag.hex()) for row in _own_rows(member)]
    ids = [plain.decode() for plain in opened if plain]
    found = db.session().execute(select(Mask.id, Mask.name).where(Mask.id.in_(ids)).order_by(Mask.name))
    return {row.id: row.name for row in found} if ids else {}


def forget(member: Actor) -> None:
    """Leave nothing of this member."""
    if member.is_member:
        db.session().execute(delete(Hush).where(Hush.owner_tag == _owner(member)))


def _own_rows(member: Actor) -> list[Hush]:
    return list(db.session().scalars(select(Hush).where(Hush.owner_tag == _owner(member))))


def _tag(member: Actor, mask_id: str) -> bytes:
    return current.keys().tag(PURPOSE, f"{member.member_id}:{mask_id}")


def _owner(member: Actor) -> bytes:
    return current.keys().tag(OWNER, str(member.member_id))
