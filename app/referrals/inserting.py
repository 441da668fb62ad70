"""Lines that stand in an answer by their name, and as a card where somebody reads it."""

from app import clock, i18n
from app.referrals import directory
from app.referrals.shown import Shown, shown

HERE = "JP"


def line_names() -> list[str]:
    """The lines of this country that can be named, in the language of whoever writes."""
    return [line.name.said_in(i18n.locale()) for line in directory.lines_in(HERE)]


def line_named(name: str) -> Shown | None:
    """The line of this name in any language, as it is now; None for one that closed for good or never was."""
    found = (line for line in directory.lines() if line.listed and name in {line.name.ja, line.name.en})
    line = next(found, None)
    return shown(line, clock.now(), i18n.locale()) if line else None
