"""What a lead types about a line, to and from facts."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from app.forms import Form, Written, tidy
from app.referrals import spoken_hours
from app.referrals.corrections import Proposal
from app.referrals.facts import Facts
from app.referrals.lines import HoursKind

LONGEST_WORDS = 120
LONGEST_WHY = 500
BOTH = _l("日本語と英語の、両方を書いてください。")
HOURS_UNREADABLE = _l(
    "「毎日 16:00-21:00」「月-金 9:00-17:15」「10日 8:00-32:00」のように、一行にひとつ書いてください。"
)
DAYS_UNREADABLE = _l("「12/29-1/3」のように、一行にひとつ書いてください。")


def _words() -> Any:
    return StringField(filters=[_one_line], validators=[Length(max=LONGEST_WORDS)])


def _one_line(text: str | None) -> str:
    return " ".join(tidy(text).split())


def _number(text: str | None) -> str:
    """Wide digits and every kind of dash, as a Japanese keyboard gives them."""
    return unicodedata.normalize("NFKC", _one_line(text)).translate(spoken_hours.DASHES)


class CorrectionForm(Form):
    """Everything that can be put right about one line."""

    number = StringField(filters=[_number], validators=[Length(max=30)])
    url = StringField(filters=[_one_line], validators=[Length(max=300)])
    cost = SelectField(choices=["free", "call_charge", "see_site"])
    hours_kind = SelectField(choices=[kind.value for kind in HoursKind])
    hours = TextAreaField(filters=[tidy], validators=[Length(max=500)])
    holidays = SelectField(choices=["", "open", "closed"])
    closed = TextAreaField(filters=[tidy], validators=[Length(max=200)])
    hours_words_ja = _words()
    hours_words_en = _words()
    note_ja = _words()
    note_en = _words()
    closed_for_good = BooleanField()
    is_certain = BooleanField()
    why = TextAreaField(filters=[tidy], validators=[Written(LONGEST_WHY)])
    on_top_of = StringField(validators=[Length(max=16)])

    def validate_hours(self, field: Any) -> None:
        """Hours that can be read."""
        _readable(spoken_hours.read, field.data, HOURS_UNREADABLE)

    def validate_closed(self, field: Any) -> None:
        """Days there are."""
        _readable(spoken_hours.read_closed, field.data, DAYS_UNREADABLE)

    def validate_hours_words_ja(self, _field: Any) -> None:
        """Words are written in every language or in none; never translated by a machine."""
        _both(self.hours_words_ja.data, self.hours_words_en.data)

    def validate_note_ja(self, _field: Any) -> None:
        """As above."""
        _both(self.note_ja.data, self.note_en.data)

    @property
    def proposal(self) -> Proposal:
        """The facts as typed, and why."""
        return Proposal(self._facts(), self.why.data, self.on_top_of.data or "", bool(self.is_certain.data))

    def _facts(self) -> Facts:
        return {
            "number": self.number.data or None,
            "url": self.url.data or None,
            "cost": self.cost.data,
            "hours_kind": self.hours_kind.data,
            "hours": spoken_hours.read(self.hours.data) or None,
            "holidays": self.holidays.data or None,
            "closed": spoken_hours.read_closed(self.closed.data) or None,
            "hours_words": _in_both(self.hours_words_ja.data, self.hours_words_en.data),
            "note": _in_both(self.note_ja.data, self.note_en.data),
            "listed": not self.closed_for_good.data,
        }


def filled(facts: Facts, on_top_of: str) -> CorrectionForm:
    """The form as a line stands now."""
    hours_words, note = (facts[name] or {"ja": "", "en": ""} for name in ("hours_words", "note"))
    given: Mapping[str, Any] = {
        "number": facts["number"],
        "url": facts["url"],
        "cost": facts["cost"],
        "hours_kind": facts["hours_kind"],
        "hours": spoken_hours.said(facts["hours"]),
        "holidays": facts["holidays"] or "",
        "closed": spoken_hours.said_closed(facts["closed"]),
        "hours_words_ja": hours_words["ja"],
        "hours_words_en": hours_words["en"],
        "note_ja": note["ja"],
        "note_en": note["en"],
        "closed_for_good": not facts["listed"],
        "on_top_of": on_top_of,
    }
    return CorrectionForm(data=given)


def _readable(read: Any, text: str, sentence: Any) -> None:
    try:
        read(text or "")
    except spoken_hours.Unreadable:
        raise ValidationError(sentence) from None


def _both(one: str, other: str) -> None:
    if bool(one) != bool(other):
        raise ValidationError(BOTH)


def _in_both(ja: str, en: str) -> dict[str, str] | None:
    return {"ja": ja, "en": en} if ja else None
