"""What a question and an answer may look like."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import AnyOf, Length

from app.contributions.forms import ContributionForm
from app.experts.models import Audience
from app.forms import Written, tidy

LONGEST_TITLE = 80


class QuestionForm(ContributionForm):
    """A question with its heading and who may read it."""

    title = StringField(filters=[tidy], validators=[Written(LONGEST_TITLE)])
    audience = StringField(
        validators=[AnyOf([audience.value for audience in Audience], message=_l("だれが読めるかを選んでください。"))]
    )

    @property
    def troubles(self) -> dict[str, str]:
        """The first sentence for each field that needs another look."""
        return {name: str(errors[0]) for name, errors in self.errors.items() if name}


class AnswerForm(ContributionForm):
    """An answer; `again` asks for the question once more before sending, when the time had run out."""

    again = StringField(validators=[Length(max=4)])
