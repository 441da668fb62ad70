"""What counsellors send from their desk: what lies there, a note to a colleague, a remark, a phrase."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, Length

from app.contributions.forms import LONGEST_POST, keeps_secrets, one_line
from app.experts import phrases
from app.experts.cards import LONGEST_NAME, Kind
from app.experts.desk_models import Verdict
from app.forms import Form, Written, tidy

LONGEST_NOTE = 500
WHICH = _l("一覧からひとつ選んでください。")


class DeskForm(Form):
    """The answer so far; `insert` names what is to be put in, `then` where to go on."""

    body = TextAreaField(filters=[tidy], validators=[Written(LONGEST_POST, minimum=0), keeps_secrets])
    phrase = StringField(filters=[tidy], validators=[Length(max=16)])
    line = StringField(filters=[one_line], validators=[Length(max=LONGEST_NAME)])
    guide = StringField(filters=[one_line], validators=[Length(max=LONGEST_NAME)])
    insert = StringField(validators=[AnyOf(["", "phrase", Kind.LINE, Kind.GUIDE], message=WHICH)], default="")
    then = StringField(validators=[AnyOf(["", "hand-over", "second-look"], message=WHICH)], default="")


class HandOverForm(Form):
    """A note for whoever goes on, and for whom."""

    note = TextAreaField(filters=[tidy], validators=[Written(LONGEST_NOTE), keeps_secrets])
    to = StringField(filters=[tidy], validators=[Length(max=16)])


class LookForm(Form):
    """What a colleague says of an answer."""

    verdict = StringField(validators=[AnyOf([Verdict.APPROVED, Verdict.REMARKED], message=WHICH)])
    remark = TextAreaField(filters=[tidy], validators=[Written(LONGEST_NOTE, minimum=0), keeps_secrets])

    def validate(self, extra_validators: object = None) -> bool:
        """Whoever has noticed something says what."""
        if not super().validate():
            return False
        if self.verdict.data == Verdict.REMARKED and not self.remark.data:
            self.remark.errors = [_l("気づいたことを、ひとこと書いてください。")]
            return False
        return True


class PhraseForm(Form):
    """A phrase of one's own."""

    name = StringField(filters=[one_line], validators=[Written(phrases.LONGEST_NAME), keeps_secrets])
    words = TextAreaField(filters=[tidy], validators=[Written(phrases.LONGEST), keeps_secrets])
