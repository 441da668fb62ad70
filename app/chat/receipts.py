"""What the author of a line is told, as an acknowledgement."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from app.chat import broadcasts, waiting
from app.chat.models import Message, Room
from app.contributions import asking
from app.contributions.models import State
from app.contributions.services import Receipt, Submission
from app.errors import Declined

RECEIPTS = {
    State.VISIBLE: lambda: _("届きました"),
    State.HELD: lambda: _("確認待ち"),
    State.REMOVED: lambda: _("取り下げられています"),
}


class PleaseLook(Declined):
    """Nothing was kept: the author is asked first."""

    code = "asked"


def for_author(submission: Submission, room: Room, voice: Mapping[str, str]) -> dict[str, Any]:
    """`{id, state, receipt, care, html}`; raises PleaseLook with the masked rewrite when the author is asked first."""
    if submission.receipt is Receipt.ASKED:
        raise PleaseLook(
            _("送る前に、ひとつだけ見てください。"), **asking.answer(submission, f"/rooms/{room.slug}/messages", voice)
        )
    if submission.receipt is Receipt.REFUSED or submission.contribution is None:
        # An error would roll back the row that keeps the nonce, so a refusal is an ordinary answer.
        return {"id": None, "state": "refused", "receipt": _("このことばは出せませんでした"), "care": _care(submission)}
    message = submission.contribution
    assert isinstance(message, Message)
    wait = waiting.words() if message.is_held else ""
    return {
        "id": message.id,
        "state": message.state.value,
        "seq": message.seq,
        "receipt": RECEIPTS[message.state](),
        "wait": wait,
        "care": _care(submission),
        "mask": {"id": message.mask_id, "name": broadcasts.name_in(message)},
        "html": broadcasts.drawn(message, wait),
    }


def _care(submission: Submission) -> dict[str, str] | None:
    topic = submission.care_topic
    return {"topic": topic, "html": render_template("contributions/_care.html", topic=topic)} if topic else None


def for_change(submission: Submission, message: Message) -> dict[str, Any]:
    """What became of other words for an own line; raises PleaseLook when the author is asked first."""
    if submission.receipt is Receipt.ASKED:
        address = f"/contributions/{message.id}/revisions"
        raise PleaseLook(_("送る前に、ひとつだけ見てください。"), **asking.answer(submission, address, {}))
    if submission.receipt is Receipt.REFUSED:
        return {
            "id": message.id,
            "state": "refused",
            "receipt": _("このことばは出せませんでした"),
            "care": _care(submission),
        }
    return {
        "id": message.id,
        "state": message.state.value,
        "receipt": RECEIPTS[message.state](),
        "wait": waiting.words() if message.is_held else "",
        "care": _care(submission),
    }
