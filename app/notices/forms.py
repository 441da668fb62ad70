"""What a member may choose about notices."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from app.forms import Form, tidy
from app.notices import carrier
from app.notices.models import Matter
from app.notices.wishes import MORNING, NIGHT, Wishes

WHICH_HOUR = _l("0時から23時までのあいだで選んでください。")
NOT_POSSIBLE = _l("このブラウザからは、受けとる準備ができませんでした。しばらくして、もう一度お試しください。")


def _hour() -> Any:
    return IntegerField(validators=[InputRequired(WHICH_HOUR), NumberRange(0, 23, WHICH_HOUR)])


class WishesForm(Form):
    """A box for each matter, and the hours in which nothing rings."""

    replies = BooleanField()
    thanks = BooleanField()
    follow_ups = BooleanField()
    watch = BooleanField()
    quiet = BooleanField()
    quiet_from = _hour()
    quiet_until = _hour()

    @property
    def wishes(self) -> Wishes:
        """What was chosen. Without quiet hours the beginning is the end."""
        declined = frozenset(matter for matter in Matter if not self[matter.value].data)
        begins = self.quiet_from.data if self.quiet.data else self.quiet_until.data
        return Wishes(declined, begins, self.quiet_until.data)


def shown(wishes: Wishes) -> dict[str, Any]:
    """The form as it stands now."""
    boxes = {matter.value: matter not in wishes.declined for matter in Matter}
    is_quiet = wishes.quiet_from != wishes.quiet_until
    hours = (wishes.quiet_from, wishes.quiet_until) if is_quiet else (NIGHT, MORNING)
    return {**boxes, "quiet": is_quiet, "quiet_from": hours[0], "quiet_until": hours[1]}


class SubscriptionForm(Form):
    """Where a browser says it can be called: an address at its push service and two keys."""

    endpoint = StringField(filters=[tidy])
    key = StringField(filters=[tidy])
    secret = StringField(filters=[tidy])

    def validate_key(self, field: Any) -> None:
        """A key that is none would fail only when somebody is to be told something."""
        if not carrier.is_key(field.data):
            raise ValidationError(NOT_POSSIBLE)

    def validate_secret(self, field: Any) -> None:
        """As above."""
        if not carrier.is_secret(field.data):
            raise ValidationError(NOT_POSSIBLE)
