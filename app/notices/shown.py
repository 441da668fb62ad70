"""What every page shows of the notices: whether there is anything new, and the care card that waits."""

from flask import g
from werkzeug.local import LocalProxy

from app.accounts import current
from app.notices import queries


def for_templates() -> dict[str, object]:
    """`unread_notices` and `care_topic`, asked once and only where a page shows them: a message drawn for a room asks nothing."""
    return {"unread_notices": LocalProxy(_unread), "care_topic": LocalProxy(_care_topic)}


def _unread() -> bool:
    if "unread_notices" not in g:
        g.unread_notices = _may_ask() and queries.has_unread(current.member())
    return bool(g.unread_notices)


def _care_topic() -> str | None:
    if "care_topic" not in g:
        g.care_topic = queries.care_topic_of(current.member()) if _may_ask() else None
    topic: str | None = g.care_topic
    return topic


def _may_ask() -> bool:
    """After a failure the transaction may answer nothing any more, and the page about it must still be drawn."""
    return not g.get("failed")
