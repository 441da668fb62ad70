"""Searching, and what is near to something one is just writing. What was typed is never in an address in words."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app import i18n, throttle
from app.accounts import current
from app.accounts.access import members_only, public
from app.contributions import neighbours
from app.finding import letters
from app.finding.facts import places
from app.search import queries, slips
from app.search.forms import NearForm, SearchForm
from app.search.slips import Slip

pages = Blueprint("search", __name__)

FILTERS = ("place", "wants", "stage", "answered")


@pages.get("/search")
@public
def search() -> str:
    """The place to begin."""
    return _page(SearchForm())


@pages.post("/search")
@public
def create_search() -> Any:
    """Turn what was typed into a slip and lead to what it finds."""
    throttle.check(throttle.SEARCH)
    form = SearchForm(request.form)
    if not form.validate():
        return _page(form), 422
    slip = Slip(form.words.data, form.place.data, form.wants.data, form.stage.data, form.answered.data)
    return redirect(_address(slip), 303)


@pages.get("/search/<slip>")
@public
def found(slip: str) -> Any:
    """One page of what was found."""
    throttle.check(throttle.SEARCH)
    read = slips.unseal(current.keys(), current.member(), slip)
    if read is None:
        return _page(SearchForm(), is_over=True), 410
    results = queries.search(current.member(), read)
    orders = [(order, _address(read.in_order(order)), read.order == order) for order in ("fit", "new")]
    return _page(
        SearchForm(MultiDict({"words": read.words, **{name: getattr(read, name) for name in FILTERS}})),
        results=results,
        orders=orders,
        following=_address(results.following) if results.following else None,
        beginning=_address(read.after(None)) if read.seen else None,
    )


@pages.post("/search/near")
@members_only
def create_near() -> Any:
    """A small list beside what somebody is writing. The words are compared and forgotten; nothing is written."""
    throttle.check(throttle.NEAR)
    form = NearForm(request.form)
    if not form.validate():
        return Response(status=204)
    with current_app.extensions["tomoshibi_db"].reading():
        near = neighbours.of_words(current.member(), form.title.data, form.body.data, form.first.data)
        return render_template("search/_near.html", near=near) if near else Response(status=204)


def _address(slip: Slip) -> str:
    return url_for("search.found", slip=slips.seal(current.keys(), current.member(), slip))


def _page(form: SearchForm, **shown: Any) -> str:
    return render_template(
        "search/search.html",
        form=form,
        troubles={name: str(errors[0]) for name, errors in form.errors.items()},
        place_choices=[(place.id, place.name_en if i18n.locale() == "en" else place.name_ja) for place in places()],
        is_filtered=any(form[name].data for name in FILTERS),
        longest=letters.LONGEST_QUERY,
        **shown,
    )
