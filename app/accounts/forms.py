"""Joining, signing in, and keeping the ways back in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from app.accounts.masks import LONGEST, SHORTEST
from app.forms import Form, Written, tidy

LONGEST_PASSPHRASE = 300
LONGEST_CODE = 60


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


class PassphraseForm(Form):
    """The present passphrase, and two words of the new one."""

    offer = StringField(validators=[Length(max=4000)])
    passphrase = StringField(validators=[Written(LONGEST_PASSPHRASE)])
    first_word = StringField(validators=[Written(40)])
    second_word = StringField(validators=[Written(40)])


class RecoveryForm(Form):
    """One of the recovery codes, typed back to show that they were written down."""

    offer = StringField(validators=[Length(max=4000)])
    code = StringField(validators=[Written(LONGEST_CODE)])


class ReturnForm(Form):
    """A recovery code instead of the passphrase."""

    code = StringField(validators=[Written(LONGEST_CODE)])
    own_device = BooleanField()


class RenewalForm(ReturnForm):
    """The recovery code again, and two words of the passphrase that takes the lost one's place."""

    offer = StringField(validators=[Length(max=4000)])
    first_word = StringField(validators=[Written(40)])
    second_word = StringField(validators=[Written(40)])


class EntryForm(Form):
    """The number that another browser of the same member shows."""

    number = StringField(validators=[Written(40)])
    own_device = BooleanField()


WRONG_WORDS = _l("ことばがちがうようです。上の合いことばをもう一度見てください。")
UNKNOWN = _l("この合いことばでは入れませんでした。ことばの順番と、ぬけがないかを見てください。")
OFFER_GONE = _l("時間がたったので、新しい合いことばを用意しました。書きとめ直してください。")
NOT_NOW = _l("いまの合いことばと合いませんでした。ことばの順番と、ぬけがないかを見てください。")
WRONG_CODE = _l("予備のことばがちがうようです。写したものを、もう一度見てください。")
UNKNOWN_CODE = _l("この予備のことばでは入れませんでした。一度使ったものは、もう使えません。")
CODES_GONE = _l("時間がたったので、新しい予備のことばを用意しました。書きとめ直してください。")
UNKNOWN_NUMBER = _l("この番号では入れませんでした。番号は1分で変わります。新しい番号を出してみてください。")
