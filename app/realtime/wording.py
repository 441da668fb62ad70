"""How announcements are written down: as JSON with its characters as they are, half as long for Japanese as escaped."""

import json
from typing import Any


def dumps(given: Any, **options: Any) -> str:
    """As `json.dumps`, in UTF-8; half a character, which UTF-8 has no place for, makes the whole escaped."""
    written = json.dumps(given, ensure_ascii=False, **options)
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(given, **options)
    return written


loads = json.loads
