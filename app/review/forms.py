"""What a decision may look like."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, Length, ValidationError

from app.contributions.forms import AskedForm, keeps_secrets, warning_field
from app.errors import Invalid
from app.forms import Form, tidy
from app.review import letters, measures, outcomes
from app.review.models import Outcome
from app.review.reasons import OTHER, REASONS
from app.review.services import Verdict

LONGEST_WORDS = 1000
TOO_LONG = _l("少し長いようです。%(maximum)d文字までにしてください。", maximum=LONGEST_WORDS)

LONGEST_LINE = 300
LONG_LINE = _l("少し長いようです。%(maximum)d文字までにしてください。", maximum=LONGEST_LINE)
WHICH_MEASURE = _l("書いた人へのお願いを、一覧から選んでください。")
WHICH_LENGTH = _l("休みの長さを、一覧から選んでください。")


def fits_a_letter(_form: object, field: Any) -> None:
    """No gap left to fill, and nothing that points at somebody; the service asks again."""
    try:
        letters.refuse_unfit(field.data or "")
    except Invalid as unfit:
        raise ValidationError(unfit.message) from unfit


class AnswerForm(Form):
    """Words to an author, and a note for other moderators: for appeals, second persons, and taking a ruling back."""

    words = TextAreaField(filters=[tidy], validators=[Length(max=LONGEST_WORDS, message=TOO_LONG), fits_a_letter])
    note = TextAreaField(filters=[tidy], validators=[Length(max=LONGEST_WORDS, message=TOO_LONG), fits_a_letter])
    letter = StringField(validators=[Length(max=24)])

    def begin_letter(self) -> None:
        """As in RulingForm."""
        self.words.data = letters.begun(self.letter.data or "", self.words.data or "")


class AppealForm(AskedForm):
    """Why one asks that somebody else look again; it may be left empty."""

    words = TextAreaField(filters=[tidy], validators=[Length(max=LONGEST_WORDS, message=TOO_LONG), keeps_secrets])

    @classmethod
    def given(cls, fields: Mapping[str, str]) -> Self:
        """From the page, or from our question about the words, which calls every text a body."""
        given = MultiDict(fields)
        if "words" not in given and "body" in given:
            given["words"] = given["body"]
        return cls(given)


class GivingForm(Form):
    """Which colleague, and a line to them."""

    whom = StringField(default="", validators=[Length(max=16)])
    line = StringField(
        default="", filters=[tidy], validators=[Length(max=LONGEST_LINE, message=LONG_LINE), fits_a_letter]
    )


class HideForm(Form):
    """The rule a hide rests on."""

    reason = StringField(validators=[AnyOf(list(REASONS), message=_l("もとになる決まりをひとつ選んでください。"))])


class RulingForm(Form):
    """Outcome, reason, what it asks of the writer, words to the author, a note for other moderators, what was in view.

    letter: which begun letter to put among the words, when `fill` was pressed instead of an outcome.
    """

    outcome = StringField(
        validators=[AnyOf([each.value for each in outcomes.OFFERED], message=_l("どうするかを選んでください。"))]
    )
    reason = StringField(validators=[AnyOf(list(REASONS), message=_l("もとになる決まりをひとつ選んでください。"))])
    measure = StringField(
        default="", validators=[AnyOf(["", *(each.value for each in outcomes.MEASURES)], message=WHICH_MEASURE)]
    )
    hours = StringField(default="", validators=[AnyOf(["", *map(str, outcomes.PAUSES)], message=WHICH_LENGTH)])
    warning = warning_field()
    words = TextAreaField(filters=[tidy], validators=[Length(max=LONGEST_WORDS, message=TOO_LONG), fits_a_letter])
    note = TextAreaField(filters=[tidy], validators=[Length(max=LONGEST_WORDS, message=TOO_LONG), fits_a_letter])
    letter = StringField(validators=[Length(max=24)])
    mark = StringField(validators=[Length(max=64)])

    def validate_words(self, field: Any) -> None:
        """Whoever loses a text for a reason that is on no list hears it in words."""
        if self.reason.data == OTHER and self._takes_away and not field.data:
            raise ValidationError(_l("「そのほか」で見えなくするときは、理由を本人へのことばに書いてください。"))

    def validate_measure(self, field: Any) -> None:
        """What is asked of the writer fits to what becomes of the text."""
        if self.outcome.data in set(outcomes.OFFERED) and field.data in set(outcomes.MEASURES):
            given = Outcome(field.data)
            trouble = measures.trouble_with(Outcome(self.outcome.data), given, self._hours, self.words.data)
            if trouble:
                raise ValidationError(trouble)

    def validate_warning(self, field: Any) -> None:
        """Folding needs something to say first."""
        if self.outcome.data == Outcome.FOLD and not field.data:
            raise ValidationError(_l("たたむときは、「読む前に伝えること」を書いてください。"))

    @property
    def verdict(self) -> Verdict:
        """The decision as the service takes it."""
        return Verdict(
            outcome=Outcome(self.outcome.data),
            reason=self.reason.data,
            words=self.words.data,
            note=self.note.data,
            mark=self.mark.data,
            measure=Outcome(self.measure.data) if self.measure.data else None,
            hours=self._hours,
            warning=self.warning.data,
        )

    def begin_letter(self) -> None:
        """Put the chosen letter below what is already there."""
        self.words.data = letters.begun(self.letter.data or "", self.words.data or "")

    @property
    def _hours(self) -> int:
        return int(self.hours.data) if (self.hours.data or "").isascii() and (self.hours.data or "").isdigit() else 0

    @property
    def _takes_away(self) -> bool:
        return self.outcome.data in set(Outcome) and outcomes.TABLE[Outcome(self.outcome.data)].takes_away
