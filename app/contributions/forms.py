"""What every form for a contribution has in common."""

from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from app.contributions.services import Attempt
from app.forms import Form, Written, tidy
from app.ids import new_id

LONGEST_POST = 8000
CHOICES = {"as_is": Attempt.INSISTING, "masked": Attempt.MASKED}


class ContributionForm(Form):
    """A text, the client's mark of it, and the answer to our question when we asked one."""

    body = TextAreaField(filters=[tidy], validators=[Written(LONGEST_POST)])
    nonce = StringField(validators=[Length(max=64)])
    choice = StringField(validators=[Length(max=16)])

    @property
    def attempt(self) -> Attempt:
        """First try, masked, or as it is."""
        return CHOICES.get(self.choice.data or "", Attempt.FIRST)

    @property
    def wants_to_rewrite(self) -> bool:
        """Has the author chosen to go back to the text?"""
        return self.choice.data == "rewrite"

    @property
    def mark(self) -> str:
        """The nonce given by the client, or a fresh one."""
        return self.nonce.data or new_id()
