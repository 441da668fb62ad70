"""What a thread needs to begin with, and what a reply may carry."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import AnyOf, Length

from app.contributions.forms import LONGEST_TITLE, ContributionForm, one_line, warning_field
from app.forms import Written, tidy
from app.forum.models import Wants

CHOOSE = _l("どれかひとつ、いまの気持ちに近いものを選んでください。")


class ThreadForm(ContributionForm):
    """A new thread."""

    wants = StringField(validators=[AnyOf(list(Wants), message=CHOOSE)])
    title = StringField(filters=[one_line], validators=[Written(LONGEST_TITLE)])
    warning = warning_field()


class ReplyForm(ContributionForm):
    """A reply, and the post it quotes."""

    quotes = StringField(filters=[tidy], validators=[Length(max=16)])
