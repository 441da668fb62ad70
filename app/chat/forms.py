"""What may be said and asked for in a room, from a page or from a socket."""

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from app.contributions.forms import ContributionForm, VoiceForm
from app.forms import Written, tidy

LONGEST_LINE = 2000


class LineForm(ContributionForm):
    """One line in a room."""

    body = TextAreaField(filters=[tidy], validators=[Written(LONGEST_LINE)])
    quotes = StringField(filters=[tidy], validators=[Length(max=16)])


class EnterForm(VoiceForm):
    """Come into a room under a name; `after` is the last number the client has seen (nothing: show the latest)."""

    after = IntegerField(validators=[Optional(), NumberRange(min=0, max=2**53)])
