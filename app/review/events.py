"""What a moderator's open list may ask (namespace /review). A ring says only that something changed, never what or about whom."""

from typing import Any

from flask import current_app, render_template

from app import db, realtime, throttle
from app.accounts import current, proofs
from app.permissions import Permission, Role, allows, require
from app.realtime import rounds
from app.review import phrases, queries, turns
from app.review.queries import Item

SPACE = "/review"
LOOKING = frozenset({Role.WATCHER, Role.MODERATOR, Role.LEAD})


class ReviewNamespace(realtime.EventNamespace):
    """Only for whoever may look, in a session that has shown a second factor."""

    def admits(self) -> bool:
        return allows(current.member(), Permission.Review.LOOK)

    @realtime.read_only
    def on_look(self, given: dict[str, Any]) -> dict[str, Any]:
        """The list as it is now; drawn is only what looks different from what this page has."""
        throttle.check(throttle.EVENT)
        require(current.member(), Permission.Review.LOOK)
        known = given.get("known")
        db.look_again()
        listed, _apart = turns.sorted_out(current.member(), queries.queue(current.member()))
        return {"items": [_told(item, known if isinstance(known, dict) else {}) for item in listed]}


def tell() -> None:
    """Ring once a second where something changed, whoever changed it: this process, another one, a command or the clock."""
    app = _app()
    now = queries.pulse()
    if app.extensions.get("tomoshibi_queue_pulse") != now:
        app.extensions["tomoshibi_queue_pulse"] = now
        realtime.announce_here(app, "queue_changed", namespace=SPACE)


def show_out() -> None:
    """End the connections of sessions that have lost the role, or whose second factor counts no more."""
    app = _app()
    sockets = app.extensions["tomoshibi_sockets"]
    here = {each: _of(sockets.of(each)) for each in sockets.session_ids()}
    inside = {session_id for session_id, open_here in here.items() if open_here}
    for session_id in inside - proofs.still_at_work(inside, LOOKING) if inside else ():
        for socket in here[session_id]:
            rounds.hang_up(app, socket, {})


def _of(open_sockets: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {socket for socket in open_sockets if socket[0] == SPACE}


def _told(item: Item, known: dict[str, Any]) -> dict[str, Any]:
    told = {"id": item.contribution.id, "mark": phrases.mark(item), "urgent": phrases.is_urgent(item)}
    if known.get(item.contribution.id) != told["mark"]:
        told["html"] = render_template("review/_item.html", item=item, phrases=phrases)
    return told


def _app() -> Any:
    return current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to keep an app for later
