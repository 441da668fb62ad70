"""What every page shows of the notices: whether there is anything new, and the care card that waits."""

from flask import g
from werkzeug.local import LocalProxy

from app.accounts import current
from app.notices import queries


def for_templates() -> dict[str, object]:
    """`unread_notices` and `care_topic`, asked once and only where a page shows them: a message drawn for a room asks nothing."""
    return {
        "unread_notices": LocalProxy(lambda: _waiting().is_anything_new),
        "care_topic": LocalProxy(lambda: _waiting().care_topic),
    }


def _waiting() -> queries.Waiting:
    """After a failure the transaction may answer nothing any more, and the page about it must still be drawn."""
    if "waiting_notices" not in g:
        g.waiting_notices = queries.Waiting() if g.get("failed") else queries.waiting_for(current.member())
    waiting: queries.Waiting = g.waiting_notices
    return waiting
