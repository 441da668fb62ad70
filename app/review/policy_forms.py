"""What is typed when the policy is changed."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DecimalField, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from app.contributions.amending import CONTROLS, LANGUAGES
from app.forms import Form, Written, tidy

CHOOSE = _l("えらべるものの中から、もう一度えらんでください。")
WORDS = [Length(max=300, message=_l("少し長いようです。%(maximum)d文字までにしてください。", maximum=300))]


def _one_of(known: Any) -> list[AnyOf]:
    return [AnyOf(list(known), message=CHOOSE)]


class WordForm(Form):
    """One more word to watch for."""

    pattern = StringField(filters=[tidy], validators=[Written(200)])
    kind = StringField(validators=[Length(max=40)])
    severity = StringField(validators=_one_of(("weak", "strong", "grave")))
    lang = StringField(validators=_one_of(LANGUAGES))
    note = StringField(filters=[tidy], validators=WORDS)
    example = StringField(filters=[tidy], validators=[Written(300)])
    counter_example = StringField(filters=[tidy], validators=[Written(300)])

    @property
    def row(self) -> dict[str, str]:
        """The word as the draft keeps it."""
        return {name: str(value or "") for name, value in self.data.items()}


class ThresholdForm(Form):
    """From which score on something counts."""

    name = StringField(validators=[Length(max=40)])
    at = DecimalField(places=2, validators=[InputRequired(message=_l("確かさは、0.3から0.9のあいだにしてください。"))])


class RowForm(Form):
    """What a shipped row does instead."""

    row = StringField(validators=[Length(max=40)])
    action = StringField(validators=_one_of(CONTROLS))
    insisted = StringField(validators=_one_of(CONTROLS))


class AddedForm(Form):
    """A row of one's own."""

    kind = StringField(validators=[Length(max=40)])
    least = StringField(validators=_one_of(("weak", "strong", "grave")))
    who = StringField(validators=_one_of(("all", "newcomer")))
    when = StringField(validators=_one_of(("always", "night")))
    action = StringField(validators=_one_of(CONTROLS))
    insisted = StringField(validators=_one_of(CONTROLS))
    why = StringField(filters=[tidy], validators=[Written(300)])

    @property
    def given(self) -> dict[str, str]:
        """The row as the draft keeps it."""
        given = {name: str(value or "") for name, value in self.data.items()}
        return given | {"because": given.pop("why")}


class ReasonForm(Form):
    """Why the policy should change."""

    because = TextAreaField(filters=[tidy], validators=[Written(1000)])


class ApprovalForm(Form):
    """Which version of the draft was in view."""

    version = IntegerField(validators=[InputRequired(message=CHOOSE)])


class TrialForm(Form):
    """On how many texts."""

    wanted = IntegerField(validators=[Optional()])


class UndoForm(Form):
    """Which version was in view."""

    position = IntegerField(validators=[InputRequired(message=CHOOSE)])
