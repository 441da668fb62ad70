"""Links in texts: which addresses become one, whose they are, and the sealed way to them through a page that says so.

A sealed address opens only here and only if it stood in a text, so nobody can send people somewhere through us.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, has_app_context

PURPOSE = "leaving-to"
PAGE = "/leaving-to?to="
# Letters of plain addresses alone: look-alikes from other scripts cannot dress up as a known name.
ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&*+,;=%]+", re.IGNORECASE)
TRAILING = ".,;:!?*]"
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: the whole address, whose it is, and whether nobody can listen on the way."""

    url: str
    host: str
    is_encrypted: bool


def host_of(url: str) -> str | None:
    """Whose address this is; None for what should not become a link."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    # What stands before an @ looks like the name of a site, and is none.
    if len(url) > LONGEST or "@" in parts.netloc or not host or "." not in host.strip("."):
        return None
    return f"{host}:{port}" if port else host


def way_to(url: str) -> str | None:
    """The address of the page that asks before one leaves; None where no application could open it again."""
    if not has_app_context():
        return None
    sealed = current_app.extensions["tomoshibi_keys"].seal(PURPOSE, url.encode(), "")
    return PAGE + base64.urlsafe_b64encode(sealed).decode()


def opened(token: str) -> Target | None:
    """Where a link of ours leads; None for anything we have not sealed."""
    try:
        sealed = base64.urlsafe_b64decode(token.encode())
    except (ValueError, binascii.Error):
        return None
    plain = current_app.extensions["tomoshibi_keys"].unseal(PURPOSE, sealed, "")
    url = plain.decode() if plain else ""
    host = host_of(url)
    return Target(url, host, url.lower().startswith("https://")) if host else None
