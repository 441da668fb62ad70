"""Forms that read a POST and a socket payload alike: WTForms underneath, kind sentences above."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Form as BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import ValidationError

from app.errors import Invalid
from app.markup import clean_text

REQUIRED = _l("ここに何か書いてください。")


class Form(BaseForm):
    """Base of all forms. `parse` gives a valid form or raises Invalid with a sentence per field."""

    class Meta(DefaultMeta):
        """What the library itself says, it says in the language of the page."""

        @property
        def locales(self) -> tuple[str]:
            return (str(get_locale() or "ja"),)

    @classmethod
    def parse(cls, given: Mapping[str, Any] | None) -> Self:
        """Check `given` (a form body or a socket payload); only text, numbers and truth values count."""
        form = cls(_flat(given))
        if not form.validate():
            raise Invalid(
                form.first_error, fields={name: str(errors[0]) for name, errors in form.errors.items() if name}
            )
        return form

    @property
    def first_error(self) -> str:
        """The first sentence worth saying, or an empty string."""
        return next((str(errors[0]) for errors in self.errors.values()), "")


class Written:
    """A text that must say something and fit: `minimum`..`maximum` characters after trimming."""

    def __init__(self, maximum: int, minimum: int = 1) -> None:
        self.maximum, self.minimum = maximum, minimum

    def __call__(self, form: BaseForm, field: Any) -> None:
        if len((field.data or "").strip()) < self.minimum:
            raise ValidationError(REQUIRED)
        if len(field.data) > self.maximum:
            raise ValidationError(_l("少し長いようです。%(maximum)d文字までにしてください。", maximum=self.maximum))


def tidy(text: str | None) -> str:
    """Trim, use one kind of line break, and drop what no font shows (see markup.clean_text)."""
    return clean_text(text or "")


def _flat(given: Mapping[str, Any] | None) -> MultiDict[str, str]:
    if given is None or not isinstance(given, Mapping):
        return MultiDict()
    if isinstance(given, MultiDict):
        return given
    # Truth values become the strings browsers send; anything nested is not a form field.
    pairs = [(key, "y" if value is True else str(value)) for key, value in given.items() if _is_plain(key, value)]
    return MultiDict(pairs)


def _is_plain(key: Any, value: Any) -> bool:
    return isinstance(key, str) and value is not False and isinstance(value, (str, int, float))
