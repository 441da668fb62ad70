"""Hours as somebody types them: a day, two times, and whose clock."""

from contextlib import suppress
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import AnyOf, ValidationError

from app.forms import Form, tidy
from app.review.roster import Hours

# Where moderators of this community are likely to live; the first is where its nights are.
ZONES = {
    "Asia/Tokyo": _l("日本の時間"),
    "Europe/London": _l("ロンドンの時間"),
    "Europe/Berlin": _l("ベルリン・パリの時間"),
    "America/New_York": _l("ニューヨークの時間"),
    "America/Los_Angeles": _l("ロサンゼルスの時間"),
    "America/Sao_Paulo": _l("サンパウロの時間"),
    "Asia/Bangkok": _l("バンコクの時間"),
    "Asia/Singapore": _l("シンガポール・台北の時間"),
    "Australia/Sydney": _l("シドニーの時間"),
}
TOKYO = next(iter(ZONES))


def zone_of(given: str | None) -> str:
    """A zone to show things in; Tokyo unless another was chosen."""
    return given if given in ZONES else TOKYO


class HoursForm(Form):
    """day, starts, ends: as the fields of a browser send them. who: a colleague's mask, empty for oneself."""

    day = StringField(filters=[tidy])
    starts = StringField(filters=[tidy])
    ends = StringField(filters=[tidy])
    zone = StringField(default=TOKYO, validators=[AnyOf(list(ZONES), message=_l("どこの時間かを選んでください。"))])
    weekly = StringField()
    who = StringField()

    def validate_day(self, field: Any) -> None:
        """A date."""
        if _date(field.data) is None:
            raise ValidationError(_l("日を選んでください。"))

    def validate_starts(self, field: Any) -> None:
        """A time of day."""
        if _time(field.data) is None:
            raise ValidationError(_l("はじまりの時刻を選んでください。"))

    def validate_ends(self, field: Any) -> None:
        """A time of day."""
        if _time(field.data) is None:
            raise ValidationError(_l("おわりの時刻を選んでください。"))

    @property
    def hours(self) -> Hours:
        """What was typed, once it is valid."""
        day, starts, ends = _date(self.day.data), _time(self.starts.data), _time(self.ends.data)
        if day is None or starts is None or ends is None:
            raise ValueError("asked for before it was valid")
        return Hours(day, starts, ends, self.zone.data)


def _date(given: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(given)
    return None


def _time(given: str) -> time | None:
    with suppress(ValueError):
        found = time.fromisoformat(given)
        return found.replace(second=0, microsecond=0, tzinfo=None)
    return None
