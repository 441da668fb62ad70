"""A slip is a search in an address: sealed, good for an hour and for this browser session only.

What somebody looks for is nobody's business: it is not in the address in words, not in a log and not in a table.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from app import clock
from app.finding.ranking import Seen
from app.keys import Keys
from app.permissions import Actor

PURPOSE = "search.slip"
GOOD_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is looked for, in which order, and how far one has read."""

    words: str
    place: str = ""
    wants: str = ""
    stage: str = ""
    answered: str = ""
    order: str = "fit"
    seen: Seen | None = None

    def in_order(self, order: str) -> "Slip":
        """The same search from its beginning in another order."""
        return replace(self, order=order, seen=None)

    def after(self, seen: Seen | None) -> "Slip":
        """The same search further on, or from its beginning."""
        return replace(self, seen=seen)


def seal(keys: Keys, member: Actor, slip: Slip) -> str:
    """The slip as it may stand in an address."""
    told = {"until": int((clock.now() + GOOD_FOR).timestamp()), "slip": asdict(slip)}
    # Padded, so that the length of an address does not tell how much was typed.
    plain = json.dumps(told, ensure_ascii=False).encode()
    padded = plain + b" " * (-len(plain) % 256)
    return urlsafe_b64encode(keys.seal(PURPOSE, padded, _place(member))).decode()


def unseal(keys: Keys, member: Actor, given: str) -> Slip | None:
    """The slip again; None when its hour is over or it is not this reader's."""
    try:
        sealed = urlsafe_b64decode(given.encode())
    except ValueError:
        return None
    plain = keys.unseal(PURPOSE, sealed, _place(member))
    told: dict[str, Any] = json.loads(plain) if plain else {"until": 0}
    if told["until"] < clock.now().timestamp():
        return None
    fields = told["slip"]
    return Slip(**fields | {"seen": Seen(**fields["seen"]) if fields["seen"] else None})


def _place(member: Actor) -> str:
    return f"search:{member.session_id or 'visitor'}"
