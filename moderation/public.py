"""Numbers and sites that everybody may repeat: every line of the hotline directory and official domains."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "lexicons" / "public_numbers.toml"
_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9.\-]{1,60})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _data() -> tuple[frozenset[str], tuple[str, ...]]:
    table = tomllib.loads(DATA.read_text("utf-8"))
    numbers = frozenset(re.sub(r"\D", "", entry["number"]) for entry in table["number"])
    return numbers, tuple(table["sites"]["domains"])


@lru_cache(maxsize=1)
def public_postal_codes() -> frozenset[str]:
    """Postal codes of ministries and the like."""
    return frozenset(tomllib.loads(DATA.read_text("utf-8"))["postal_codes"]["codes"])


def is_public_number(digits: str) -> bool:
    """Whether these digits are a published line; the international form counts as well."""
    numbers, _ = _data()
    return digits in numbers or any(
        digits.startswith(code) and "0" + digits[len(code) :] in numbers for code in ("81", "44")
    )


def is_public_site(address: str) -> bool:
    """Whether a link leads to an official site: a ministry, a city, a school board or a line of the directory."""
    match = _HOST.match(address)
    host = match[1].lower() if match else ""
    return any(host == site or host.endswith("." + site) for site in _data()[1])


def is_public_handle(handle: str) -> bool:
    """Whether an account name is that of a published service."""
    return handle.lower() in {"@linejinkensoudan", "@everyone", "@here", "@all"}
