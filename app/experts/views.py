"""Expert rooms for readers."""

from flask import Blueprint, render_template, request

from app.accounts import current
from app.accounts.access import public
from app.experts import counsellors, duty, line, queries, second_looks, wording
from app.experts.models import ExpertRoom
from app.experts.showing import question_page
from app.forms import tidy
from app.permissions import Permission, allows

pages = Blueprint("experts", __name__)


@pages.get("/experts")
@public
def rooms() -> str:
    """All rooms: who answers, when, what not, and how long it takes."""
    return render_template("experts/rooms.html", rooms=[(wording.room(room), _facts(room)) for room in queries.rooms()])


@pages.get("/experts/<slug>")
@public
def room(slug: str) -> str:
    """A room: one's own questions, the queue for its counsellors, and what was answered for everybody."""
    member = current.member()
    found = queries.room_for(member, slug)
    is_counsellor = allows(member, Permission.Question.ANSWER, found)
    waiting = line.waiting_for(member, found) if is_counsellor else []
    queue = line.taken_by(member, waiting)
    after = tidy(request.args.get("after"))
    return render_template(
        "experts/room.html",
        room=wording.room(found),
        expert_room=found,
        facts=_facts(found),
        counsellors=counsellors.of_room(found),
        own=[(followed, wording.progress(followed)) for followed in queries.own_in(member, found)],
        queue=queue if is_counsellor else None,
        leaves_some=len(queue) < len(waiting),
        to_look_over=second_looks.waiting_in(member, found) if is_counsellor else [],
        duty=_duty(found) if is_counsellor else None,
        stopped=line.kept_back_in(member, found) if is_counsellor else [],
        answered=queries.answered_in(member, found, after),
        is_first=not after,
        readers_words=wording.readers,
    )


@pages.get("/questions/<question_id>")
@public
def question(question_id: str) -> str:
    """One question and its answers."""
    return question_page(queries.question_for(current.member(), question_id))


def _duty(found: ExpertRoom) -> dict[str, object]:
    mask_id = duty.badge_for(current.member(), found)
    return {
        "is_on": duty.is_on_duty(found, mask_id),
        "is_open": wording.is_open(found),
        "has_enough": line.has_taken_enough(found, mask_id),
    }


def _facts(found: ExpertRoom) -> dict[str, object]:
    return {
        "state": wording.state(found),
        "is_open": wording.is_open(found),
        "hours": wording.hours(found),
        "waiting": wording.waiting(found),
        "is_full": line.is_full(found),
    }
