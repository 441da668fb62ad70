"""Drafts follow what becomes of a form: gone once its words have arrived, kept whatever else happened to it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, current_app, g, request
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from app import db, web
from app.accounts import current
from app.contributions import drafts, places, screening
from app.contributions.drafts import Kept, Owner, Shelf
from app.contributions.models import Contribution
from app.permissions import Actor

ARRIVED = 303
Whose = Callable[[Actor, Mapping[str, str]], Shelf | None]
_shared: dict[str, Whose] = {}


def share(endpoint: str, whose: Whose) -> None:
    """What is begun at this place belongs to the place: `whose` says to which shelf, None for whoever may not write there."""
    _shared[endpoint] = whose


def register(app: Flask) -> None:
    """Follow every form that writes for others, and let composers offer what was begun there."""
    app.after_request(_follow)
    app.jinja_env.globals["begun_at"] = begun_at
    app.jinja_env.globals["is_own_device"] = is_own_device


def begun_at(path: str) -> Kept | None:
    """For composers: what was begun there, when somebody comes back to them. Asked for once a page."""
    member = current.member()
    if request.method not in web.SAFE_METHODS or not member.is_member:
        return None
    if "begun" not in g:
        g.begun = {kept.place: kept for kept in drafts.all_of(member)}
    found: Kept | None = g.begun.get(path)
    return found


def is_own_device() -> bool:
    """Did whoever signed in here say that this device is theirs alone? Only there may a page keep words by itself."""
    return current.member().is_member and not g.get("locks")


def _follow(response: Response) -> Response:
    place = places.being_sent()
    if place is None or not current.member().is_member:
        return response
    if g.failed:
        _after_failure(place.path)
    elif response.status_code == ARRIVED:
        drafts.forget(current.member(), place.path)
    else:
        keep(place.path, request.form)
    return response


def keep(path: str, given: Any) -> bool:
    """Keep what stands in a form, unless it gives away the way in or has arrived already; says whether it is kept."""
    if _has_arrived(given.get("nonce", "")):
        return False
    if screening.holds_own_secret(f"{given.get('title', '')}\n{given.get('body', '')}"):
        return False
    return drafts.keep(_owner_at(path), path, given)


def _owner_at(path: str) -> Owner:
    """The shelf of the place, where there is one for this member; otherwise it is their own."""
    place = places.at(path)
    whose = _shared.get(place.endpoint) if place else None
    shelf = whose(current.member(), place.named) if whose and place else None
    return shelf or current.member()


def _has_arrived(nonce: str) -> bool:
    """Has a form with this mark been sent? Then a word about its draft comes too late."""
    own = select(Contribution.id).where(
        Contribution.nonce == nonce, Contribution.mask_id.in_(list(current.member().masks))
    )
    return bool(nonce) and db.session().scalar(own) is not None


def _after_failure(path: str) -> None:
    """Nothing of that request is written; what was typed is, in a transaction of its own, if the database is there."""
    try:
        db.session().rollback()
        with current_app.extensions["tomoshibi_db"].writing():
            keep(path, request.form)
    except (SQLAlchemyError, RuntimeError) as error:
        # The page itself still shows the words.
        current_app.logger.warning("a draft could not be kept: %s", type(error).__name__)
