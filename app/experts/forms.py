"""What a question and an answer may look like, and what a room and a counsellor say of themselves."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, ValidationError

from app.contributions import screening
from app.contributions.forms import LONGEST_POST, ContributionForm, one_line
from app.experts import notation, parts
from app.experts.counsellors import MOST_QUOTA
from app.experts.models import Audience, Stage, Topic
from app.forms import Form, Written, tidy

LONGEST_TITLE = 80
LONGEST_FOLLOW_UP = 2000
MOST_WAITING = 500
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
    """An answer; `again` asks for the question once more before sending, when the time had run out, and `unread` sends it
    without waiting for the colleague who was asked to read it first."""

    again = StringField(validators=[Length(max=4)])
    unread = StringField(validators=[Length(max=4)])


class RevisedAnswerForm(ContributionForm):
    """New words for an answer that was sent."""


class WorkForm(Form):
    """How a counsellor works. `interests` is read by everybody, so it is screened like a name: doubt means other words."""

    interests = StringField(filters=[one_line], validators=[Length(max=120)])
    quota = StringField(filters=[tidy])
    topics = SelectMultipleField(choices=[topic.value for topic in Topic], coerce=Topic)

    @property
    def number(self) -> int | None:
        """How many answers; None for as many as there are."""
        return int(self.quota.data) if self.quota.data else None

    def validate_interests(self, field: StringField) -> None:
        """Where they work is what readers should know; who they are is not."""
        if field.data and not screening.label_is_fine(field.data):
            raise ValidationError(_l("人の名前や連絡先に見えるところがあります。勤め先や団体の種類で書いてください。"))

    def validate_quota(self, field: StringField) -> None:
        """A small whole number, or nothing."""
        if field.data and (not field.data.isdecimal() or not 1 <= int(field.data) <= MOST_QUOTA):
            raise ValidationError(_l("1から%(most)dまでの数で書いてください。", most=MOST_QUOTA))


class RoomForm(Form):
    """What a lead sets for a room."""

    limits_ja = StringField(filters=[one_line], validators=[Length(max=300)])
    limits_en = StringField(filters=[one_line], validators=[Length(max=300)])
    capacity = StringField(filters=[tidy])
    keeps_holidays = StringField()
    week = TextAreaField(filters=[tidy], validators=[Length(max=2000)])
    other = TextAreaField(filters=[tidy], validators=[Length(max=4000)])

    @property
    def number(self) -> int | None:
        """How many may wait; None for no end."""
        return int(self.capacity.data) if self.capacity.data else None

    def validate_capacity(self, field: StringField) -> None:
        """A whole number, or nothing."""
        if field.data and (not field.data.isdecimal() or not 1 <= int(field.data) <= MOST_WAITING):
            raise ValidationError(_l("1から%(most)dまでの数で書いてください。", most=MOST_WAITING))

    def validate_week(self, field: TextAreaField) -> None:
        """One line for each day."""
        if wrong := notation.wrong_week(field.data or ""):
            raise ValidationError(_l("読みとれない行があります：%(line)s", line=wrong))

    def validate_other(self, field: TextAreaField) -> None:
        """One line for each day that is different."""
        if wrong := notation.wrong_days(field.data or ""):
            raise ValidationError(_l("読みとれない行があります：%(line)s", line=wrong))
