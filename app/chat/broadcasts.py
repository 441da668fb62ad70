"""What a room is told. Everybody in a room hears the same words; the two channels differ only in language."""

from collections.abc import Callable
from typing import Any

from flask import render_template
from flask_babel import force_locale

from app import db, i18n
from app.accounts.models import Mask
from app.chat import places, queries, turns
from app.chat.models import Message, Room
from app.chat.presence import Presence
from app.realtime import publish, publish_to_others

Tell = Callable[[str, str, dict[str, Any]], None]

# In a very full room the number says more than a list that nobody reads.
MOST_NAMED = 60


def channel(room_id: str, locale: str) -> str:
    """Where members of a room listen."""
    return f"room:{room_id}:{locale}"


def channels(room_id: str) -> list[tuple[str, str]]:
    return [(locale, channel(room_id, locale)) for locale in i18n.LOCALES]


def keepers(room_id: str) -> str:
    """Where the connections of those who keep a room are known: they stay while it is closed, to open it again."""
    return f"room:{room_id}:keepers"


def threshold(room_id: str) -> str:
    """Where those stand who came to a closed room: they were told, and their line ends."""
    return f"room:{room_id}:threshold"


def shown(message: Message) -> dict[str, object]:
    """A message as clients get it, in the language of this answer; nothing in it depends on who reads."""
    return {
        "id": message.id,
        "seq": message.seq,
        "number": message.position,
        "mask": _mask_of(message).name,
        "body": message.body,
        "warning": message.warning,
        "html": drawn(message),
    }


def drawn(message: Message, wait: str = "") -> str:
    """The markup of one line; `wait` is for the author of a held one."""
    quotes = queries.quoted_in([message])
    given = {"message": message, "mask": _mask_of(message), "room_slug": _slug(message.room_id)}
    return render_template("chat/_message.html", **given, quotes=quotes, wait=wait)


def name_in(message: Message) -> str:
    """The name under which a line stands."""
    return _mask_of(message).name


def message_said(message: Message) -> None:
    """Heard by everyone in the room."""
    _tell(message, "message_said")


def message_changed(message: Message, tell: Tell = publish) -> None:
    """Heard by everyone in the room."""
    _tell(message, "message_changed", tell)


def message_removed(message: Message) -> None:
    """Heard by everyone in the room; carries no word of what was removed."""
    gone = {"room": _slug(message.room_id), "id": message.id, "number": message.position}
    for _locale, place in channels(message.room_id):
        publish(place, "message_removed", gone)


def room_changed(room: Room, tell: Tell = publish) -> None:
    """Its note, its pace, or whether one may speak: heard by everyone in the room."""
    for locale, place in channels(room.id):
        with force_locale(locale):
            head = render_template("chat/_room_note.html", room=room)
            words = "" if room.is_open else turns.closed_words(room)
            tell(place, "room_changed", {"room": room.slug, "open": room.is_open, "html": head, "words": words})


def own_channel(mask_id: str) -> str:
    """Where the connections of one member hear what concerns a name of theirs."""
    return f"mask:{mask_id}"


def evicted(room: Room, mask_id: str) -> None:
    """Heard only by whoever bears this name."""
    publish(own_channel(mask_id), "evicted", {"room": room.slug})


def presence_changed(room_id: str, presence: Presence) -> None:
    """Who is awake here: a number and the masks present; when much comes and goes, about once a second."""
    if not places.presence().may_tell(room_id):
        return
    for _locale, place in channels(room_id):
        publish(place, "presence_changed", _awake(room_id, presence, is_typing=False))


def somebody_types(room_id: str, presence: Presence) -> None:
    """Heard by the others in the room: somebody writes, never who. Alone at night, one is not told of oneself."""
    for _locale, place in channels(room_id):
        publish_to_others(place, "presence_changed", _awake(room_id, presence, is_typing=True))


def _awake(room_id: str, presence: Presence, *, is_typing: bool) -> dict[str, object]:
    return {
        "room": _slug(room_id),
        "awake": len(presence.masks),
        "masks": presence.masks[:MOST_NAMED],
        "typing": is_typing,
    }


def _tell(message: Message, event: str, tell: Tell = publish) -> None:
    for locale, place in channels(message.room_id):
        with force_locale(locale):
            tell(place, event, {"room": _slug(message.room_id), **shown(message)})


def _mask_of(message: Message) -> Mask:
    """The mask without a lazy load: a message that was just said did not come with it."""
    return db.session().get_one(Mask, message.mask_id)


def _slug(room_id: str) -> str:
    return db.session().get_one(Room, room_id).slug
