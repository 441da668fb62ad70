"""One post of a thread: its lasting address, quiet answers, thanks, bookmarks, and folding the name that wrote it."""

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle, web
from app.accounts import current
from app.accounts.access import members_only, public
from app.errors import NotFound
from app.forum import addresses, drawers, feelings, queries, services
from app.forum.forms import FeelingForm
from app.forum.models import FeelingKind, Reply, Thread
from app.permissions import Permission, require

pages = Blueprint("posts", __name__, url_prefix="/threads/<thread_id>/posts/<post_id>")


@pages.get("")
@public
def post(thread_id: str, post_id: str) -> Response:
    """Leads to the page on which the post stands; the address itself never changes."""
    found = queries.thread_for(current.member(), thread_id)
    return redirect(addresses.of_post(queries.place_of(current.member(), found, post_id), found), 302)


@pages.post("/feelings")
@members_only
def create_feeling(thread_id: str, post_id: str) -> Response:
    """A quiet answer; another one before it gives way."""
    thread, found = _load(thread_id, post_id)
    require(current.member(), Permission.Contribution.FEEL, found)
    throttle.check(throttle.WRITE)
    feelings.give(current.member(), found, FeelingKind(FeelingForm.parse(request.form).kind.data))
    flash(_("そっと届けました。書いた人にだけ見えます。"), "done")
    return redirect(addresses.of_post(found, thread), 303)


@pages.post("/feelings/remove")
@members_only
def remove_feeling(thread_id: str, post_id: str) -> Response:
    """As if it had never been given."""
    thread, found = _load(thread_id, post_id)
    feelings.take_back(current.member(), found)
    return redirect(addresses.of_post(found, thread), 303)


@pages.post("/thanks")
@members_only
def create_thanks(thread_id: str, post_id: str) -> Response:
    """The thread's author thanks for a reply."""
    thread, found = _load_reply(thread_id, post_id)
    services.thank(current.member(), thread, found)
    flash(_("お礼を届けました。返事を書いた人にだけ見えます。"), "done")
    return redirect(addresses.of_post(found, thread), 303)


@pages.post("/thanks/remove")
@members_only
def remove_thanks(thread_id: str, post_id: str) -> Response:
    """Take the thanks back."""
    thread, found = _load_reply(thread_id, post_id)
    services.take_thanks_back(current.member(), thread, found)
    return redirect(addresses.of_post(found, thread), 303)


@pages.post("/bookmark")
@members_only
def create_bookmark(thread_id: str, post_id: str) -> Response:
    """Keep the place for later."""
    thread, found = _load(thread_id, post_id)
    drawers.put(current.member(), "bookmarks", found.id)
    flash(_("しおりをはさみました。「わたし」の「しおり」から読めます。"), "done")
    return redirect(addresses.of_post(found, thread), 303)


@pages.post("/bookmark/remove")
@members_only
def remove_bookmark(thread_id: str, post_id: str) -> Response:
    """Take the bookmark out; also from what cannot be read any more."""
    drawers.take_out(current.member(), "bookmarks", post_id)
    return web.back_to(request.form.get("next"), addresses.for_ever(thread_id, post_id))


@pages.post("/muting")
@members_only
def create_muting(thread_id: str, post_id: str) -> Response:
    """Fold everything under the name of this post, for oneself alone."""
    thread, found = _load(thread_id, post_id)
    require(current.member(), Permission.Contribution.MUTE, found)
    drawers.put(current.member(), "muted", found.mask_id)
    flash(_("%(name)sさんのことばをたたみます。「わたし」の「読みかた」からもどせます。", name=found.mask.name), "done")
    return redirect(addresses.of_post(found, thread), 303)


def _load(thread_id: str, post_id: str) -> tuple[Thread, Thread | Reply]:
    """A post that everybody can read."""
    thread = queries.thread_for(current.member(), thread_id)
    found = queries.post_in(thread, post_id)
    if found is None:
        raise NotFound()
    return thread, found


def _load_reply(thread_id: str, post_id: str) -> tuple[Thread, Reply]:
    thread, found = _load(thread_id, post_id)
    require(current.member(), Permission.Thread.THANK, thread)
    if not isinstance(found, Reply):
        raise NotFound()
    return thread, found
