"""What a question and an answer may look like, and what a room and a counsellor say of themselves."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, Length, ValidationError

from app.contributions.forms import LONGEST_POST, ContributionForm
from app.experts import parts
from app.experts.models import Audience, Stage, Topic
from app.forms import Written, tidy

LONGEST_TITLE = 80
LONGEST_FOLLOW_UP = 2000
WHO_READS = _l("だれが読めるかを選んでください。")
KNOWN = _l("一覧からひとつ選んでください。")


class QuestionForm(ContributionForm):
    """A question in three parts with its heading and who may read it.

    `body` is what happened, or, when it comes back from our question, all three parts in one.
    """

    title = StringField(filters=[tidy], validators=[Written(LONGEST_TITLE)])
    tried = TextAreaField(filters=[tidy])
    hoped = TextAreaField(filters=[tidy])
    audience = StringField(validators=[AnyOf([audience.value for audience in Audience], message=WHO_READS)])
    stage = StringField(filters=[tidy], validators=[AnyOf(["", *Stage], message=KNOWN)])
    topic = StringField(filters=[tidy], validators=[AnyOf(["", *Topic], message=KNOWN)])
    seen = StringField(validators=[Length(max=4)])

    @property
    def words(self) -> str:
        """The parts as one text."""
        return parts.joined(parts.Parts(self.body.data or "", self.tried.data or "", self.hoped.data or ""))

    @property
    def parts(self) -> "parts.Parts":
        """The parts each by itself, also when they came back as one text."""
        if self.tried.data or self.hoped.data:
            return parts.Parts(self.body.data or "", self.tried.data or "", self.hoped.data or "")
        return parts.parted(self.body.data or "")

    @property
    def troubles(self) -> dict[str, str]:
        """The first sentence for each field that needs another look."""
        return {name: str(errors[0]) for name, errors in self.errors.items() if name}

    def validate_hoped(self, _field: object) -> None:
        """All parts together are one text."""
        if len(self.body.data or "") <= LONGEST_POST < len(self.words):
            raise ValidationError(
                _("少し長いようです。全部あわせて%(maximum)d文字までにしてください。", maximum=LONGEST_POST)
            )


class AmendForm(QuestionForm):
    """New words for a question; who may read it is changed elsewhere."""

    audience = None


class FollowUpForm(ContributionForm):
    """What is asked once more."""

    body = TextAreaField(filters=[tidy], validators=[Written(LONGEST_FOLLOW_UP)])


class AnswerForm(ContributionForm):
    """An answer; `again` asks for the question once more before sending, when the time had run out."""

    again = StringField(validators=[Length(max=4)])


class RevisedAnswerForm(ContributionForm):
    """New words for an answer that was sent."""
