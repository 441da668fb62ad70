"""What every form for a contribution has in common."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, Length, ValidationError

from app.accounts import current, naming
from app.accounts.masks import LONGEST, SHORTEST
from app.contributions import screening
from app.contributions.concerns import REPORT_REASONS
from app.contributions.services import Attempt
from app.forms import Form, Written, tidy
from app.ids import new_id

LONGEST_POST = 8000
LONGEST_LINE = 2000
LONGEST_TITLE = 80
LONGEST_WARNING = 40
LONGEST_NOTE = 500
CHOICES = {"as_is": Attempt.INSISTING, "masked": Attempt.MASKED}

FRESH = "fresh"
NOT_YOURS = _l("この名前では書けません。名前をもう一度選んでください。")
WARNING_UNFIT = _l("「読む前に」のことばは、「けがの話」「いじめの話」のように短く書いてください。")
UNFIT = _l("このことばは、いまの形では出せません。少し言いかえてみてください。")
OWN_SECRET = _l("合いことばか、予備のことばが入っているようです。ここには書かずに、手もとだけに置いてください。")
WHICH_REASON = _l("どんなことが気になったか、近いものをひとつ選んでください。")


def one_line(text: str | None) -> str:
    """A text that stands on one line, such as a title."""
    return " ".join(tidy(text).split())


def warning_field() -> Any:
    """What to know before reading. Others read it unfolded, so it is screened like a name: doubt means other words."""
    return StringField(filters=[one_line], validators=[keeps_secrets, _fits_before_a_text])


def keeps_secrets(_form: object, field: Any) -> None:
    """The door refuses them in texts; notes and warnings go another way, and others read them all the same."""
    if screening.holds_own_secret(field.data or ""):
        raise ValidationError(OWN_SECRET)


def _fits_before_a_text(_form: object, field: Any) -> None:
    if len(field.data) > LONGEST_WARNING or (field.data and not screening.label_is_fine(field.data)):
        raise ValidationError(WARNING_UNFIT)


class VoiceForm(Form):
    """Under which name: "" (as always here), one of one's own masks, or a new name for this talk alone."""

    mask = StringField(filters=[tidy], validators=[Length(max=16)])
    fresh_name = StringField(filters=[one_line], validators=[Length(max=200)])

    def validate_mask(self, field: Any) -> None:
        """The same answer for a name of somebody else, one that was given up, and one that never was."""
        if field.data and field.data != FRESH and field.data not in current.member().offered:
            raise ValidationError(NOT_YOURS)

    def validate_fresh_name(self, field: Any) -> None:
        """Looked at only where it was chosen."""
        if self.mask.data != FRESH or field.data in current.member().masks.values():
            return
        Written(LONGEST, SHORTEST)(self, field)
        if unfit := naming.trouble_with(field.data):
            raise ValidationError(unfit)


class AskedForm(Form):
    """The answer to our question about a text, when we asked one."""

    choice = StringField(filters=[tidy], validators=[Length(max=16)])

    @property
    def attempt(self) -> Attempt:
        """First try, masked, or as it is."""
        return CHOICES.get(self.choice.data or "", Attempt.FIRST)

    @property
    def wants_to_rewrite(self) -> bool:
        """Has the author chosen to go back to the text?"""
        return self.choice.data == "rewrite"


class ContributionForm(VoiceForm, AskedForm):
    """A text, the client's mark of it, and the answer to our question when we asked one."""

    body = TextAreaField(filters=[tidy], validators=[Written(LONGEST_POST)])
    nonce = StringField(filters=[tidy], validators=[Length(max=64)])

    @property
    def mark(self) -> str:
        """The nonce given by the client, or a fresh one."""
        return self.nonce.data or new_id()


class RevisionForm(ContributionForm):
    """New words for what one has written; what has no title or warning sends none."""

    title = StringField(filters=[one_line])
    warning = warning_field()


class ReportForm(AskedForm):
    """What worries one about somebody else's words, and more about it if one wants."""

    reason = StringField(validators=[AnyOf(list(REPORT_REASONS), message=WHICH_REASON)])
    note = TextAreaField(filters=[tidy], validators=[Written(LONGEST_NOTE, minimum=0), keeps_secrets])

    @classmethod
    def given(cls, fields: Mapping[str, str]) -> Self:
        """From the page, or from our question about the note, which calls every text a body."""
        note = fields.get("body", fields.get("note", ""))
        return cls(
            MultiDict([("reason", fields.get("reason", "")), ("note", note), ("choice", fields.get("choice", ""))])
        )
