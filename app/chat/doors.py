"""Once a second in every process, bell or no bell: who must stay outside goes, and rooms say that they have closed or opened."""

from functools import partial

from flask import Flask, current_app
from sqlalchemy import select

from app import clock, db
from app.chat import broadcasts, places, queries
from app.chat.models import Eviction, Room
from app.realtime import rounds

# Room by identifier: what was last told about it.
State = dict[str, tuple[object, ...]]


def register(app: Flask) -> None:
    """Look for as long as somebody is connected."""
    app.extensions["tomoshibi_doors"] = {}
    rounds.every_second(app, show_out)
    rounds.every_second(app, tell_what_changed)
    rounds.every_second(app, end_lines_to_closed_rooms)
    rounds.every_second(app, tell_who_is_awake)
    rounds.every_second(app, tell_whose_badge_ended)


def show_out() -> None:
    """End the connections of whoever may not be in a room tonight; coming in anew is refused where it is asked."""
    app = _app()
    asked = select(Room.id, Room.slug, Eviction.mask_id).join(Eviction, Eviction.room_id == Room.id)
    for room_id, slug, mask_id in db.session().execute(asked.where(Eviction.until > clock.now())):
        places = [place for _locale, place in broadcasts.channels(room_id)]
        rounds.show_out(app, broadcasts.own_channel(mask_id), places, {"room": slug})


def tell_what_changed() -> None:
    """A moderator in another process closed a room, or its hours are over: those here hear of it also without a bell."""
    app = _app()
    told: State = app.extensions["tomoshibi_doors"]
    watch = queries.watch()
    for room in queries.rooms():
        now = (room.is_open, room.slow_seconds, room.note, watch, room.called_id)
        # The first round tells it in any case: what changed before it, nobody knows.
        if told.get(room.id) != now:
            told[room.id] = now
            broadcasts.room_changed(room, partial(rounds.tell_here, app))


def end_lines_to_closed_rooms() -> None:
    """A closed room keeps no lines but those of who keeps it: they would hold threads for nothing. Browsers come and look
    from time to time. Only where it was told, in the language of each, that it has closed: hours may end between two looks."""
    app = _app()
    told: State = app.extensions["tomoshibi_doors"]
    for room in queries.rooms():
        is_told = room.id in told and not told[room.id][0]
        inside = [place for _locale, place in broadcasts.channels(room.id)] if is_told else []
        here = set().union(*(rounds.listening(app, place) for place in [*inside, broadcasts.threshold(room.id)]))
        for sid in here - rounds.listening(app, broadcasts.keepers(room.id)):
            rounds.hang_up(app, ("/chat", sid), {"room": room.slug, "closed": True})


def tell_who_is_awake() -> None:
    """Rooms that filled or emptied faster than they were told."""
    for room_id in places.presence().untold():
        broadcasts.presence_changed(room_id, places.presence().of(room_id))


def tell_whose_badge_ended() -> None:
    """What stands beside a name has changed: lines on open pages are shown anew, with numbers that were heard before."""
    app = _app()
    now = queries.badges_held()
    before: dict[str, object] = app.extensions.get("tomoshibi_badges_held", now)
    app.extensions["tomoshibi_badges_held"] = now
    changed = [mask_id for mask_id in before.keys() | now.keys() if before.get(mask_id) != now.get(mask_id)]
    for message in queries.said_by(changed) if changed else []:
        broadcasts.message_changed(message, partial(rounds.tell_here, app))


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to keep an app for later
