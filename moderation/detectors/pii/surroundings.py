"""What stands just before and after a span, within the same sentence."""

import re

_END = re.compile(r"[。！？!?\n]|(?<=[a-z]{3})\.\s(?=[A-Z])")


def before(text: str, start: int, reach: int = 30) -> str:
    """Up to `reach` characters before a place, not across the end of a sentence."""
    window = text[max(0, start - reach) : start]
    ends = [match.end() for match in _END.finditer(window)]
    return window[ends[-1] :] if ends else window


def after(text: str, end: int, reach: int = 20) -> str:
    """Up to `reach` characters after a place, not across the end of a sentence."""
    window = text[end : end + reach]
    stop = _END.search(window)
    return window[: stop.start()] if stop else window
