"""Pages that everybody may read: drawn once for all visitors alike, and answered so that they can be kept without harm.

Browsers keep nothing: a shared telephone must not remember what was read. A cache of the operator's own in front of the site
may keep what visitors read, as long as it asks every time whether it still stands (RFC 9213): what was removed is gone at once.
"""

from collections.abc import Callable, Hashable

from flask import make_response, request, session
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app import clock, i18n
from app.accounts import current
from app.forum import fragments


def page(look: Hashable, draw: Callable[[], str]) -> Response | str:
    """The page. `look` is everything on it that can change; a visitor without a cookie of ours gets what was drawn before,
    if it looks the same, with a mark of its content, so that it need not be sent twice.
    """
    if current.member().is_member or session:
        return draw()
    light = (i18n.theme_choice(), clock.is_night(clock.now()))
    # Whatever else stands in an address changes nothing, and must not fill the place of pages.
    asked = (request.path, request.args.get("after"), request.args.get("quote"))
    place = ("page", asked, str(get_locale()), light)
    html, mark = fragments.drawn(place, look, lambda: _marked(draw()))
    response = make_response(html)
    response.headers["Cache-Control"] = "no-store"
    response.headers["CDN-Cache-Control"] = "public, no-cache"
    response.vary.update(["Cookie", "Accept-Language"])
    response.set_etag(mark)
    return response.make_conditional(request)


def _marked(html: str) -> tuple[tuple[bytes, str], int]:
    drawn = make_response(html)
    drawn.add_etag()
    return (drawn.get_data(), drawn.get_etag()[0] or ""), len(html)
