"""How announcements are written down: as JSON with its characters as they are, half as long for Japanese as escaped."""

import json
from typing import Any


def dumps(given: Any, **options: Any) -> str:
    """As `json.dumps`, in UTF-8."""
    return json.dumps(given, ensure_ascii=False, **options)


loads = json.loads
