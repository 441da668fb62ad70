"""What somebody looks for, and where."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import AnyOf, Length, ValidationError

from app.finding.letters import LONGEST_QUERY, read
from app.forms import Form, Written, tidy

WANTS = ("listening", "experience", "advice", "expert")
STAGES = ("elementary", "junior", "high")
ANSWERED = ("answered", "unanswered")
ORDERS = ("fit", "new")
TOO_SHORT = _l("短すぎて、さがせません。かな・英字は2文字から、漢字は1文字からさがせます。")
NOT_ONE_OF_THESE = _l("一覧から選んでください。")


def _one_of(words: tuple[str, ...]) -> StringField:
    return StringField(filters=[tidy], validators=[AnyOf(["", *words], message=NOT_ONE_OF_THESE)])


class SearchForm(Form):
    """Words, and filters of which each may be left open."""

    words = StringField(filters=[tidy], validators=[Written(LONGEST_QUERY)])
    place = StringField(filters=[tidy], validators=[Length(max=16)])
    wants = _one_of(WANTS)
    stage = _one_of(STAGES)
    answered = _one_of(ANSWERED)

    def validate_words(self, field: StringField) -> None:
        """One kana or one Latin letter stands in nearly every text: better to say so than to list them all."""
        if field.data and not read(field.data).clauses:
            raise ValidationError(TOO_SHORT)


class NearForm(Form):
    """What somebody is just writing; only compared, never kept."""

    title = StringField(filters=[tidy], validators=[Length(max=200)])
    body = StringField(filters=[tidy], validators=[Length(max=8000)])
    first = StringField(filters=[tidy], validators=[AnyOf(["", "thread", "question"])])
