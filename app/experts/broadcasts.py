"""What open pages of counsellors hear: that something on the desk changed, never what, and only those who are on duty."""

from app import realtime
from app.experts import duty
from app.experts.models import Question

SPACE = "/desk"


def channel(mask_id: str) -> str:
    """What the pages of one counsellor listen to."""
    return f"desk:{mask_id}"


def desk_changed(question: Question) -> None:
    """Somebody took it, put it back, passed it on, read it over or answered it."""
    for mask in duty.on_duty(question.room):
        realtime.publish(channel(mask.id), "desk_changed", {}, SPACE)
