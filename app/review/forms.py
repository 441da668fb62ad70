"""What a decision may look like."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, Length, ValidationError

from app.forms import Form, tidy
from app.review import outcomes
from app.review.models import Outcome
from app.review.reasons import OTHER, REASONS
from app.review.services import Verdict

LONGEST_WORDS = 1000
TOO_LONG = _l("少し長いようです。%(maximum)d文字までにしてください。", maximum=LONGEST_WORDS)


class HideForm(Form):
    """The rule a hide rests on."""

    reason = StringField(validators=[AnyOf(list(REASONS), message=_l("もとになる決まりをひとつ選んでください。"))])


class RulingForm(Form):
    """Outcome, reason, words to the author, a note for other moderators, and what was in view."""

    outcome = StringField(
        validators=[AnyOf([each.value for each in outcomes.OFFERED], message=_l("どうするかを選んでください。"))]
    )
    reason = StringField(validators=[AnyOf(list(REASONS), message=_l("もとになる決まりをひとつ選んでください。"))])
    words = TextAreaField(filters=[tidy], validators=[Length(max=LONGEST_WORDS, message=TOO_LONG)])
    note = TextAreaField(filters=[tidy], validators=[Length(max=LONGEST_WORDS, message=TOO_LONG)])
    mark = StringField(validators=[Length(max=64)])

    def validate_words(self, field: Any) -> None:
        """Whoever loses a text for a reason that is on no list hears it in words."""
        if self.reason.data == OTHER and self._takes_away and not field.data:
            raise ValidationError(_l("「そのほか」で見えなくするときは、理由を本人へのことばに書いてください。"))

    @property
    def verdict(self) -> Verdict:
        """The decision as the service takes it."""
        return Verdict(
            outcome=Outcome(self.outcome.data),
            reason=self.reason.data,
            words=self.words.data,
            note=self.note.data,
            mark=self.mark.data,
        )

    @property
    def _takes_away(self) -> bool:
        return self.outcome.data in set(Outcome) and outcomes.TABLE[Outcome(self.outcome.data)].takes_away
