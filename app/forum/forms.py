"""What a thread needs to begin with, and what a reply may carry."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange

from app.contributions.forms import LONGEST_TITLE, ContributionForm, one_line, warning_field
from app.forms import Form, Written, tidy
from app.forum.models import FeelingKind, Wants

CHOOSE = _l("どれかひとつ、いまの気持ちに近いものを選んでください。")


class PostForm(ContributionForm):
    """What every text on a board carries: a warning, if one wants to say something before it is read."""

    warning = warning_field()

    @property
    def troubles(self) -> dict[str, str]:
        """One sentence per field that needs another look."""
        return {name: str(errors[0]) for name, errors in self.errors.items() if name}


class ThreadForm(PostForm):
    """A new thread."""

    wants = StringField(validators=[AnyOf(list(Wants), message=CHOOSE)])
    title = StringField(filters=[one_line], validators=[Written(LONGEST_TITLE)])


class ReplyForm(PostForm):
    """A reply, and the post it quotes."""

    quotes = StringField(filters=[tidy], validators=[Length(max=16)])


class FeelingForm(Form):
    """One of the quiet answers."""

    kind = StringField(validators=[AnyOf(list(FeelingKind), message=CHOOSE)])


class MarkForm(Form):
    """How far somebody has read."""

    seq = IntegerField(validators=[InputRequired(), NumberRange(0, 2**31 - 1)])
