"""What may be said and asked for in a room, from a page or from a socket."""

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from app.contributions.forms import ContributionForm, VoiceForm, one_line, warning_field
from app.forms import Form, Written, tidy

LONGEST_LINE = 2000
LONGEST_NOTE = 300


class LineForm(ContributionForm):
    """One line in a room."""

    body = TextAreaField(filters=[tidy], validators=[Written(LONGEST_LINE)])
    quotes = StringField(filters=[tidy], validators=[Length(max=16)])
    warning = warning_field()


class EnterForm(VoiceForm):
    """Come into a room under a name; `after` is the last number the client has seen (nothing: show the latest)."""

    after = IntegerField(validators=[Optional(), NumberRange(min=0, max=2**53)])


class ChangeForm(ContributionForm):
    """Other words for a line of one's own."""

    body = TextAreaField(filters=[tidy], validators=[Written(LONGEST_LINE)])


class PaceForm(Form):
    """How long everybody pauses between two lines."""

    seconds = IntegerField(validators=[Optional(), NumberRange(min=0, max=3600)])


class NoteForm(Form):
    """What is pinned above a room; nothing takes it away."""

    note = StringField(filters=[one_line], validators=[Length(max=LONGEST_NOTE)])
