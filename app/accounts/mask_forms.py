"""What is asked for on the pages of one's names and of one's context."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import AnyOf, ValidationError

from app.accounts import naming
from app.accounts.context import REGIONS, SINCES, STAGES, Context
from app.accounts.masks import LONGEST, SHORTEST
from app.forms import Form, Written, tidy

CHOOSE = _l("一覧から選んでください。")
PLACES = [*REGIONS, *(prefecture for prefectures in REGIONS.values() for prefecture in prefectures)]


class NameForm(Form):
    """A new name to write under."""

    name = StringField(filters=[tidy], validators=[Written(LONGEST, SHORTEST)])

    def validate_name(self, field: Any) -> None:
        """Screened, free, and nothing that could pass for staff."""
        if len(field.data or "") <= LONGEST and (unfit := naming.trouble_with(field.data)):
            raise ValidationError(unfit)


class ContextForm(Form):
    """What one wants to tell about the child's situation, and beside which name."""

    stage = StringField(validators=[AnyOf(["", *STAGES], message=CHOOSE)], default="")
    since = StringField(validators=[AnyOf(["", *SINCES], message=CHOOSE)], default="")
    place = StringField(validators=[AnyOf(["", *PLACES], message=CHOOSE)], default="")
    beside = StringField(default="")

    @property
    def context(self) -> Context:
        return Context(self.stage.data or "", self.since.data or "", self.place.data or "")
