"""What may be asked with a raised hand, and how live hours are written down."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length, ValidationError

from app.contributions.forms import ContributionForm
from app.experts import notation
from app.forms import Form, Written, tidy

LONGEST_QUESTION = 300


class HandForm(ContributionForm):
    """A short question."""

    body = TextAreaField(filters=[tidy], validators=[Written(LONGEST_QUESTION)])


class PlanForm(Form):
    """Live hours, one line for each day."""

    week = TextAreaField(filters=[tidy], validators=[Length(max=2000)])
    other = TextAreaField(filters=[tidy], validators=[Length(max=4000)])

    def validate_week(self, field: TextAreaField) -> None:
        """One line for each day of the week."""
        if wrong := notation.wrong_week(field.data or ""):
            raise ValidationError(_l("読みとれない行があります：%(line)s", line=wrong))

    def validate_other(self, field: TextAreaField) -> None:
        """One line for each single day."""
        if wrong := notation.wrong_days(field.data or ""):
            raise ValidationError(_l("読みとれない行があります：%(line)s", line=wrong))
