"""Private telephone numbers, however spelled; published lines, dates, prices and room numbers are not."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.finding import Finding
from moderation.public import is_public_number
from moderation.reading import Reading

_RUN = re.compile(r"(?<![\d.])\+?\(?\d(?:[ \-.()/・、,~*_]{0,3}\d){7,15}(?!\d)")


def phones(reading: Reading) -> Iterator[Finding]:
    """First version: Japanese mobiles and anything with a country code."""
    view = reading.digits
    for match in _RUN.finditer(view.text):
        digits = re.sub(r"\D", "", match.group())
        if re.fullmatch(r"0[5789]0\d{8}|07\d{9}|\d{10}", digits) and not is_public_number(digits):
            yield found(view, *match.span(), "pii.phone", 0.95)
