"""Inviting, accepting, and keeping a second factor."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import AnyOf, Length

from app.accounts.masks import LONGEST
from app.accounts.security_keys import LONGEST_NAME
from app.accounts.staff import Offered
from app.forms import Form, Written, tidy
from app.permissions import Role

LONGEST_CODE = 60
LONGEST_PROFESSION = 40
LONGEST_ANSWER = 16_000


class InvitationForm(Form):
    """A role, and the profession that was verified."""

    role = StringField(validators=[AnyOf([each.value for each in Role], message=_l("役割を選んでください。"))])
    profession = StringField(filters=[tidy], validators=[Length(max=LONGEST_PROFESSION)])

    @property
    def offered(self) -> Offered:
        return Offered(Role(self.role.data), self.profession.data or None)


class AcceptanceForm(Form):
    """The code, and the name a profession will be worn under."""

    code = StringField(validators=[Written(LONGEST_CODE)])
    name = StringField(filters=[tidy], validators=[Length(max=LONGEST)])


class NumberForm(Form):
    """The number an app shows now."""

    number = StringField(validators=[Written(20)])


class AuthenticatorForm(NumberForm):
    """The offered secret, and a number that shows the app has it."""

    offer = StringField(validators=[Length(max=400)])


class KeyForm(Form):
    """What a key has signed."""

    answer = StringField(validators=[Written(LONGEST_ANSWER)])


class NewKeyForm(KeyForm):
    """A new key and what its owner calls it."""

    name = StringField(filters=[tidy], validators=[Written(LONGEST_NAME)])


WRONG_NUMBER = _l("番号が合いませんでした。アプリに出ている新しい番号で、もう一度お試しください。")
WRONG_KEY = _l("キーを確かめられませんでした。もう一度お試しください。")
OFFER_GONE = _l("画面が古くなったので、新しいQRコードを用意しました。読みとり直してください。")
UNKNOWN_CODE = _l("この招待は使えませんでした。写しまちがいがないか見て、だめなら新しい招待をもらってください。")
NAME_NEEDED = _l("職種をつけて答えるときの、名前を決めてください。")
