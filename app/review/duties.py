"""The part of the console that is about being there: the roster, the crisis desk, the handbook."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, get_day_names
from flask import Flask

from app import i18n
from app.accounts import current, duty
from app.review import call_views, calls, desk, handbook, handbook_views, roster_forms, roster_views, unread, weekly


def register(app: Flask) -> None:
    """Their pages, their errands, and what templates say of them."""
    handbook.every()
    for pages in (call_views.pages, handbook_views.pages, roster_views.pages):
        app.register_blueprint(pages)
    desk.register(app)
    weekly.register(app)
    app.jinja_env.globals["lines_open_now"] = unread.lines_open_now
    app.jinja_env.globals["watch_now"] = duty.watch
    app.jinja_env.globals["is_called"] = lambda: calls.is_called(current.member())
    app.jinja_env.globals["protocol_for"] = handbook.protocol_for
    app.jinja_env.globals["zone_names"] = roster_forms.ZONES
    app.jinja_env.filters["roster_day"] = _day
    app.jinja_env.filters["roster_date"] = _date
    app.jinja_env.filters["roster_weekday"] = _weekday


def _day(day: datetime) -> str:
    return str(format_skeleton("MMMEd", day, locale=i18n.locale()))


def _date(moment: datetime, zone: str) -> str:
    return _day(moment.astimezone(ZoneInfo(zone)))


def _weekday(number: int) -> str:
    return str(get_day_names("wide", locale=i18n.locale())[number])
