"""Saying once more that one means it."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length

from app.forms import Form, Written

WRONG_WORD = _l("ことばがちがうようです。上のことばを、そのまま写してください。")
WORD_GONE = _l("時間がたったので、ことばを新しくしました。もう一度写してください。")


class ConfirmationForm(Form):
    """The word that the page shows, typed again."""

    offer = StringField(validators=[Length(max=4000)])
    word = StringField(validators=[Written(40)])
