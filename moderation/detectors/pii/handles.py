"""Names of accounts on other services: LINE, Instagram, X, Discord, Kakao, WeChat, Telegram and the like."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.finding import Finding
from moderation.reading import Reading

_AT = re.compile(r"(?<![\w.@/])@[A-Za-z][\w.]{2,30}(?<!\.)")


def handles(reading: Reading) -> Iterator[Finding]:
    """Handles with an at sign."""
    view = reading.plain
    for match in _AT.finditer(view.text):
        yield found(view, *match.span(), "pii.handle", 0.9)
