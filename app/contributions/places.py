"""Where something can be written: known by the address a form is sent to, so that a draft belongs to one composer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from app import web

# What moderation calls the place each of these forms writes to; an edit goes where the text stands.
CHANNELS = {
    "forum.create_thread": "post",
    "threads.create_reply": "post",
    "threads.create_sequel": "post",
    "chat.say": "chat",
    "hands.create": "chat",
    "asking.ask": "question",
    "asking.create_revision": "question",
    "asking.create_follow_up": "question",
    "desk.answer": "answer",
    "library.create_revision": "answer",
    "contributions.create_revision": "",
}
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Place:
    """path: where its form is sent. channel: what moderation calls it, empty for an edit of `contribution_id`.

    endpoint, named: the route behind it, and what its address names.
    """

    path: str
    channel: str
    contribution_id: str = ""
    endpoint: str = ""
    named: Mapping[str, str] = field(default_factory=dict)


def at(path: str) -> Place | None:
    """The place whose form is sent to `path`; None for anything else."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None or len(path) > LONGEST or not web.is_local_path(path):
        return None
    try:
        endpoint, arguments = adapter.match(path, method="POST")
    except HTTPException:
        return None
    return _place(str(endpoint), path, arguments)


def being_sent() -> Place | None:
    """The place this very request sends a form to."""
    if request.method != "POST" or request.endpoint not in CHANNELS:
        return None
    return _place(request.endpoint, request.path, request.view_args or {})


def _place(endpoint: str, path: str, named: Mapping[str, str]) -> Place | None:
    if endpoint not in CHANNELS:
        return None
    return Place(path, CHANNELS[endpoint], named.get("contribution_id", ""), endpoint, named)
