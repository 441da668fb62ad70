"""What was put right about a line before, in words: who, when, why, and every change with what stood there until then."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app import clock, db
from app.accounts.models import Mask
from app.referrals import corrections, spoken_hours
from app.referrals.facts import Facts, differing
from app.referrals.models import LineCorrection


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One correction. `who` is the lead's name here; None once they have left."""

    id: str
    who: str | None
    on: date
    why: str
    changes: tuple[Change, ...]
    takes_back: bool
    can_be_undone: bool


def told(line_id: str, locale: str) -> list[Told]:
    """Everything that was put right about a line, the newest first; only the newest can be taken back."""
    rows = corrections.history(line_id)
    return [_told(row, locale, newest=row is rows[0]) for row in rows]


def _told(row: LineCorrection, locale: str, *, newest: bool) -> Told:
    mask = db.session().get(Mask, row.mask_id)
    before, after = json.loads(row.before), json.loads(row.after)
    changes = tuple(
        Change(_name(each), _say(each, before, locale), _say(each, after, locale)) for each in differing(before, after)
    )
    on = row.made_at.astimezone(clock.TOKYO).date()
    return Told(row.id, mask.name if mask else None, on, row.why, changes, bool(row.undoes), newest)


def _name(field: str) -> str:
    return {
        "number": _("電話番号"),
        "url": _("アドレス"),
        "cost": _("料金"),
        "hours_kind": _("時間のきまり方"),
        "hours": _("時間"),
        "holidays": _("祝日"),
        "closed": _("毎年の休み"),
        "hours_words": _("時間（ことばで）"),
        "note": _("いま知らせておきたいこと"),
        "listed": _("窓口があるか"),
    }[field]


def _say(field: str, facts: Facts, locale: str) -> str:
    value: Any = facts[field]
    if field == "listed":
        return _("続いている") if value else _("なくなった")
    if field == "hours":
        return spoken_hours.said(value)
    if field == "closed":
        return spoken_hours.said_closed(value)
    if isinstance(value, dict):
        return str(value.get(locale, value["ja"]))
    return _words().get(value or "", value or "")


def _words() -> dict[str, str]:
    return {
        "free": _("無料"),
        "call_charge": _("通話料がかかる"),
        "see_site": _("窓口のページに書いてある"),
        "24h": _("24時間"),
        "fixed": _("決まった時間"),
        "varies": _("地域などで違う"),
        "seasonal": _("時期による"),
        "open": _("開いている"),
        "closed": _("休み"),
        "": _("（なし）"),
    }
