"""わかる, そばにいます, ありがとう: given without words, seen by the author alone, and never compared."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, func, select

from app import db, tags
from app.accounts import current
from app.contributions.models import Contribution
from app.forum.models import Feeling, FeelingKind
from app.permissions import Actor, Permission, require

PURPOSE = "feeling"
AT_ONCE = 1000

Come = Mapping[FeelingKind, int]
_COLUMNS = Feeling.__table__.c
_WITH_TAGS = select(_COLUMNS.contribution_id, _COLUMNS.kind).where(tags.is_among(_COLUMNS.tag))


def give(member: Actor, post: Contribution, kind: FeelingKind) -> None:
    """One per member and text; another kind takes the place of the first."""
    require(member, Permission.Contribution.FEEL, post)
    db.session().merge(Feeling(tag=_tag(member, post.id), contribution_id=post.id, kind=kind))


def take_back(member: Actor, post: Contribution) -> None:
    """As if it had never been given."""
    require(member, Permission.Contribution.FEEL, post)
    db.session().execute(delete(Feeling).where(Feeling.tag == _tag(member, post.id)))


def given_by(member: Actor, post_ids: Collection[str]) -> Mapping[str, FeelingKind]:
    """What this member has given to these texts."""
    if not member.is_member or not post_ids:
        return {}
    asked = tags.asked(_tag(member, post_id) for post_id in post_ids)
    return {post_id: kind for post_id, kind in db.session().execute(_WITH_TAGS, asked)}  # noqa: C416 - rows are no pairs


def come_to(member: Actor, posts: Mapping[str, str]) -> Mapping[str, Come]:
    """What has come to the member's own among these texts (identifier → mask); nothing about texts of others."""
    own = [post_id for post_id, mask_id in posts.items() if mask_id in member.masks]
    if not own:
        return {}
    counted = select(Feeling.contribution_id, Feeling.kind, func.count()).where(Feeling.contribution_id.in_(own))
    come: dict[str, dict[FeelingKind, int]] = {}
    for post_id, kind, number in db.session().execute(counted.group_by(Feeling.contribution_id, Feeling.kind)):
        come.setdefault(post_id, {})[kind] = number
    return come


def forget_about(post: Contribution) -> None:
    """Words that were taken back take along what others felt about them."""
    db.session().execute(delete(Feeling).where(Feeling.contribution_id == post.id))


def forget(member: Actor) -> None:
    """Take back everything this member has given. Nobody can list it, so every text is asked about."""
    last = ""
    while True:
        texts = select(Feeling.contribution_id).where(Feeling.contribution_id > last).distinct()
        ids = db.session().scalars(texts.order_by(Feeling.contribution_id).limit(AT_ONCE)).all()
        if not ids:
            return
        last = ids[-1]
        own = tags.asked(_tag(member, post_id) for post_id in ids)
        db.session().execute(delete(Feeling).where(tags.is_among(Feeling.tag)), own)


def _tag(member: Actor, post_id: str) -> bytes:
    return current.keys().tag(PURPOSE, f"{member.member_id}:{post_id}")
