"""Pages that everybody may read: drawn once for all visitors alike, and answered so that they can be kept without harm.

Browsers keep nothing: a shared telephone must not remember what was read. A cache of the operator's own in front of the site
may keep what visitors read, as long as it asks every time whether it still stands (RFC 9213): what was removed is gone at once.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, NamedTuple

from flask import current_app, make_response, request, session
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app import clock, i18n
from app.accounts import current
from app.forum import fragments
from app.snapshots import Snapshots

EXTENSION = "tomoshibi_snapshots"


class Drawn(NamedTuple):
    """A page as every visitor gets it, and a mark of its content."""

    html: bytes
    mark: str


def for_visitors(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give visitors without a cookie of ours what was drawn before while nothing was committed and the minute is the same."""

    @wraps(view)
    def answered(**named: str) -> Any:
        if not _is_for_all():
            return view(**named)
        snapshots: Snapshots = current_app.extensions[EXTENSION]
        look = (snapshots.now(), this_minute())
        return _answer(fragments.drawn(("visit", *_place()), look, lambda: _measured(view(**named))))

    return answered


def page(look: Hashable, draw: Callable[[], str]) -> Drawn | str:
    """The page. `look` is everything on it that can change; a visitor gets what was drawn before, if it looks the same."""
    if not _is_for_all():
        return draw()
    return fragments.drawn(("page", *_place()), look, lambda: _measured(_marked(draw())))


def this_minute() -> int:
    """A line to call stands on many pages, and lines open and close; nothing with one is kept longer than a minute."""
    return int(clock.now().timestamp()) // 60


def _is_for_all() -> bool:
    return not current.member().is_member and not session


def _place() -> tuple[Hashable, ...]:
    light = (i18n.theme_choice(), clock.is_night(clock.now()))
    # Whatever else stands in an address changes nothing, and must not fill the place of pages.
    return request.path, request.args.get("after"), request.args.get("quote"), str(get_locale()), light


def _marked(html: str) -> Drawn:
    drawn = make_response(html)
    drawn.add_etag()
    return Drawn(drawn.get_data(), drawn.get_etag()[0] or "")


def _measured(drawn: Drawn) -> tuple[Drawn, int]:
    return drawn, len(drawn.html)


def _answer(drawn: Drawn) -> Response:
    """With the mark, so that it need not be sent twice."""
    response = make_response(drawn.html)
    response.headers["Cache-Control"] = "no-store"
    response.headers["CDN-Cache-Control"] = "public, no-cache"
    response.vary.update(["Cookie", "Accept-Language"])
    response.set_etag(drawn.mark)
    return response.make_conditional(request)
