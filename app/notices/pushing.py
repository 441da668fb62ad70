"""Calling the devices of a member: soon by day, not in the quiet hours, at most once an hour, and in the morning once.

Nothing is kept about whom to call: a notice leaves the errand to look at its owner, and every full hour everybody who
can be called is looked at. What is read, taken back or not wanted calls nobody; so the end of the quiet hours is the
digest, and no row of the database says whose hours they are.
"""

from datetime import datetime, timedelta
from functools import partial

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from app import clock, db, errands, i18n
from app.accounts import current, masks
from app.accounts.models import Mask, Member
from app.errands.services import count_failure
from app.notices import queries, services, subscriptions
from app.notices.carrier import Carrier, Outcome
from app.notices.models import Notice, NoticeKind
from app.notices.subscriptions import Subscription

DIGEST = "digest"
AT_MOST_EVERY = timedelta(hours=1)
# A service that does not answer for a day is asked no more for this; the next notice asks anew.
MOST_FAILURES = 24
Device = tuple[str, Subscription]


def register(app: Flask) -> None:
    """Let notices leave errands, and look round every hour."""
    carrier = Carrier(app.extensions["tomoshibi_settings"], app.extensions["tomoshibi_keys"])
    app.extensions["tomoshibi_carrier"] = carrier
    errands.know(app, services.ERRAND, partial(announce, app))
    errands.every_hour(app, DIGEST, partial(look_round, app))


def announce(app: Flask, notice_id: str) -> datetime | None:
    """Call whoever this notice is for, if anything is to be said now; a notice for later waits for its moment."""
    with app.extensions["tomoshibi_db"].reading():
        notice = db.session().get(Notice, notice_id)
        if notice is None:
            return None
        if notice.made_at > clock.now():
            return notice.made_at
        owner = masks.owner_of(current.keys(), db.session().get_one(Mask, notice.mask_id))
        kind = notice.kind
    if owner is not None and kind is NoticeKind.CALLED:
        _call_out(app, owner)
    elif owner is not None:
        _visit(app, owner)
    return None


def look_round(app: Flask, _about: str) -> None:
    """Call everybody for whom something waits: the end of the quiet hours, and what could not be carried before."""
    with app.extensions["tomoshibi_db"].reading():
        everybody = subscriptions.members()
    for member_id in everybody:
        _visit(app, member_id)


def _visit(app: Flask, member_id: str) -> None:
    with app.extensions["tomoshibi_db"].reading():
        devices = _to_be_called(member_id)
    for device in devices:
        _call(app, device)


def _call_out(app: Flask, member_id: str) -> None:
    """Somebody on duty is needed now: they promised to be awake, so neither quiet hours nor the last call count."""
    with app.extensions["tomoshibi_db"].reading():
        devices = subscriptions.of_member(current.keys(), member_id)
    for device in devices:
        _call(app, device)


def _to_be_called(member_id: str) -> list[Device]:
    """The devices that have not been told of what waits, now that they may be."""
    own = subscriptions.of_member(current.keys(), member_id)
    member = db.session().get(Member, member_id) if own else None
    if member is None:
        return []
    actor = current.describe(member, None)
    wanted = queries.wishes_of(actor)
    newest = queries.newest_to_ring_for(actor, wanted)
    if newest is None or wanted.is_quiet(clock.now()):
        return []
    return [device for device in own if _may_ring(device[1], newest)]


def _may_ring(subscription: Subscription, newest: datetime) -> bool:
    rang = subscription.rang_at
    return newest > subscription.told_at and (rang is None or clock.now() - rang >= AT_MOST_EVERY)


def _call(app: Flask, device: Device) -> None:
    session_id, subscription = device
    # No transaction is held while somebody else's machine thinks.
    moment = clock.now()
    outcome = app.extensions["tomoshibi_carrier"].carry(subscription, sentence(subscription.language))
    with app.extensions["tomoshibi_db"].writing():
        if outcome is Outcome.GONE:
            subscriptions.remove(session_id)
        elif outcome is Outcome.TOLD or subscription.failures + 1 >= MOST_FAILURES:
            subscriptions.change(current.keys(), session_id, told_at=moment, rang_at=moment, failures=0)
        else:
            subscriptions.change(current.keys(), session_id, failures=subscription.failures + 1)
        if outcome is Outcome.LATER:
            count_failure("push")


def sentence(language: str) -> str:
    """All that ever stands on a locked screen."""
    with force_locale(language if language in i18n.LOCALES else i18n.LOCALES[0]):
        return str(_("お知らせがあります"))
