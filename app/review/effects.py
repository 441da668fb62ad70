"""What an outcome does to a text or its place, and how that is undone. The acts themselves belong to the features."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app import db
from app.chat import keeping
from app.chat.models import Message, Room
from app.contributions import concerns, surfaces, versions, warnings
from app.contributions import services as door
from app.contributions.models import Contribution, State
from app.errors import Invalid
from app.forum import services as forum
from app.forum.models import Reply, Thread
from app.permissions import Actor
from app.review.models import Ruling

SLOW_SECONDS = 60
# Only there can an author change what they wrote, and only there does a warning fold it.
REWRITABLE = frozenset({"chat", "post"})


@dataclass(frozen=True, slots=True)
class Deed:
    """Who acts on which text, by which ruling; warning: what readers are told first, where the ruling folds it."""

    moderator: Actor
    contribution: Contribution
    ruling: Ruling
    warning: str = ""


def publish(deed: Deed) -> None:
    """Everybody may read it."""
    door.publish(deed.contribution)


def publish_masked(deed: Deed) -> None:
    """Everybody may read it, without what points at somebody."""
    if concerns.masked_words(deed.contribution) == (deed.contribution.title, deed.contribution.body):
        raise Invalid(_("伏せるところが見つかりませんでした。ほかの決めかたを選んでください。"))
    door.publish_masked(deed.contribution)


def give_back(deed: Deed) -> None:
    """It waits with its author."""
    door.give_back(deed.contribution)


def fold(deed: Deed) -> None:
    """Everybody may read it, after knowing what it is about."""
    if not deed.warning:
        raise Invalid(_("たたむときは、「読む前に伝えること」を書いてください。"))
    warnings.fold(deed.contribution, deed.warning)
    door.publish(deed.contribution)


def remove(deed: Deed) -> None:
    """Nobody reads it."""
    door.remove(deed.contribution)


def hold(deed: Deed) -> None:
    """Nobody reads it until somebody has ruled."""
    door.hold(deed.contribution)


def close_thread(deed: Deed) -> None:
    """The text stays as it is, and nobody answers there any more."""
    door.publish(deed.contribution)
    forum.shut(forum.thread_of(deed.contribution))


def slow_room(deed: Deed) -> None:
    """The text stays as it is, and everybody there takes more time."""
    door.publish(deed.contribution)
    room = _room_of(deed.contribution)
    deed.ruling.earlier, deed.ruling.amount = room.slow_seconds, SLOW_SECONDS
    keeping.slow(deed.moderator, room, SLOW_SECONDS)


def can_be_returned(contribution: Contribution) -> bool:
    """Could its author change it?"""
    return surfaces.of(contribution).channel in REWRITABLE


def can_be_folded(contribution: Contribution) -> bool:
    """It can be folded and is not yet."""
    return can_be_returned(contribution) and not contribution.warning


def stands_in_open_thread(contribution: Contribution) -> bool:
    """Is there a thread around it that can be closed?"""
    return isinstance(contribution, Thread | Reply) and forum.thread_of(contribution).closed_at is None


def stands_in_faster_room(contribution: Contribution) -> bool:
    """Is there a room around it that can be slowed?"""
    return isinstance(contribution, Message) and _room_of(contribution).slow_seconds < SLOW_SECONDS


def keep_as_it_is(_deed: Deed) -> None:
    """Nothing to undo but the state."""


def unmask(deed: Deed) -> None:
    """The author's own words again."""
    versions.unmask(deed.contribution, deed.ruling.version)


def unfold(deed: Deed) -> None:
    """No warning before it."""
    warnings.unfold(deed.contribution)


def reopen_thread(deed: Deed) -> None:
    """Replies again."""
    forum.unshut(forum.thread_of(deed.contribution))


def quicken_room(deed: Deed) -> None:
    """The pace it had, unless somebody has chosen another since."""
    room = _room_of(deed.contribution)
    if room.slow_seconds == deed.ruling.amount:
        keeping.slow(deed.moderator, room, deed.ruling.earlier)


def return_to(state: State | None, contribution: Contribution) -> None:
    """Bring a text back to where it was; one that waited waits in the queue again."""
    contribution.is_returned = False
    if state is State.VISIBLE:
        door.publish(contribution)
    elif state is State.HELD:
        door.hold(contribution)
        concerns.look_again(contribution, concerns.TAKEN_BACK)


def _room_of(contribution: Contribution) -> Room:
    assert isinstance(contribution, Message), "only lines stand in rooms"
    return db.session().get_one(Room, contribution.room_id)
