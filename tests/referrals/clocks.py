"""Lines whose evidence never grows old, and moments as people in Tokyo say them."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.referrals import directory, listing
from app.referrals.lines import Confidence, Line

TOKYO = ZoneInfo("Asia/Tokyo")
FAR = date(2100, 1, 1)


def tokyo(text: str) -> datetime:
    """tokyo("2026-11-22 02:00")"""
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def trusted(line_id: str) -> Line:
    """A real line as if it had just been compared with its page."""
    return replace(directory.line(line_id), checked=FAR, confidence=Confidence.HIGH)


def an_entry(**other: Any) -> dict[str, Any]:
    """One entry of the file as it is read, sound in every respect."""
    words = {"ja": "ことば", "en": "words"}
    sound = {
        "id": "jp-made-up",
        "country": "JP",
        "zone": "Asia/Tokyo",
        "channel": "phone",
        "name": words,
        "about": words,
        "number": "0120-000-113",
        "audience": ["parent"],
        "topics": ["suicide"],
        "hours_kind": "24h",
        "cost": "free",
        "languages": ["ja"],
        "official": "https://example.org/",
        "checked": FAR,
        "confidence": "high",
    }
    return {name: value for name, value in (sound | other).items() if value is not None}


def a_line(**other: Any) -> Line:
    """A made-up line."""
    return listing._line(an_entry(**other))
