"""Joining and signing in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from app.accounts.masks import LONGEST, SHORTEST
from app.forms import Form, Written, tidy

LONGEST_PASSPHRASE = 300


class JoinForm(Form):
    """A name, two words of the passphrase typed again, and whether this device is one's own."""

    offer = StringField(validators=[Length(max=4000)])
    name = StringField(filters=[tidy], validators=[Written(LONGEST, SHORTEST)])
    first_word = StringField(validators=[Written(40)])
    second_word = StringField(validators=[Written(40)])
    own_device = BooleanField()


class LoginForm(Form):
    """The passphrase alone."""

    passphrase = StringField(validators=[Written(LONGEST_PASSPHRASE)])
    own_device = BooleanField()


WRONG_WORDS = _l("ことばがちがうようです。上の合いことばをもう一度見てください。")
UNKNOWN = _l("この合いことばでは入れませんでした。ことばの順番と、ぬけがないかを見てください。")
NAME_REFUSED = _l("この名前は使えません。本名や連絡先に見えるものは避けて、少し変えてみてください。")
OFFER_GONE = _l("時間がたったので、新しい合いことばを用意しました。書きとめ直してください。")
