"""What the open page of a counsellor may ask (namespace /desk): is the question still in my hands? No word of any text."""

from typing import Any

from flask import current_app

from app import realtime, throttle
from app.accounts import current, proofs
from app.experts import broadcasts, queries
from app.experts.showing import desk_of
from app.permissions import Permission, Role, allows, require
from app.realtime import rounds

AT_WORK = frozenset({Role.COUNSELLOR})


class DeskNamespace(realtime.EventNamespace):
    """Only for counsellors, in a session that has shown a second factor."""

    def admits(self) -> bool:
        return allows(current.member(), Permission.Question.ANSWER)

    @realtime.read_only
    def on_watch(self, given: dict[str, Any]) -> dict[str, Any]:
        """How the question stands for this counsellor; from now on the page hears when something changes while they are on duty."""
        throttle.check(throttle.EVENT)
        found = queries.question_for(current.member(), str(given.get("question", "")))
        require(current.member(), Permission.Question.ANSWER, found.room)
        for mask_id in current.member().badges:
            realtime.listen_to(broadcasts.channel(mask_id))
        return {"state": desk_of(found)}


def show_out() -> None:
    """End the connections of sessions that have lost the role, or whose second factor counts no more."""
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to keep an app for later
    sockets = app.extensions["tomoshibi_sockets"]
    here = {
        each: [socket for socket in sockets.of(each) if socket[0] == broadcasts.SPACE] for each in sockets.session_ids()
    }
    inside = {session_id for session_id, open_here in here.items() if open_here}
    for session_id in inside - proofs.still_at_work(inside, AT_WORK) if inside else ():
        for socket in here[session_id]:
            rounds.hang_up(app, socket, {})
