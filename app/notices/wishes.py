"""What a member wants to hear of and when it is to be quiet, sealed beside the account and of one size."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import clock, db
from app.keys import Keys
from app.notices.models import MATTERS, Matter, NoticeChoice, NoticeKind, matter_of

PURPOSE = "notice-choices"
SIZE = 256
NIGHT, MORNING = 23, 7


@dataclass(frozen=True, slots=True)
class Wishes:
    """declined: what not to hear of. quiet_from, quiet_until: hours in Tokyo between which nothing rings; equal: never quiet."""

    declined: frozenset[Matter] = frozenset()
    quiet_from: int = NIGHT
    quiet_until: int = MORNING

    def is_quiet(self, moment: datetime) -> bool:
        """Is this within the quiet hours?"""
        hour = moment.astimezone(clock.TOKYO).hour
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    @property
    def unlisted(self) -> frozenset[NoticeKind]:
        """Kinds that are not even listed. What watchers decide about one's own words always is."""
        return frozenset(kind for kind, matter in MATTERS.items() if matter in self.declined)

    def rings_for(self, kind: NoticeKind) -> bool:
        """May a device be told of this kind?"""
        return matter_of(kind) not in self.declined


def of(keys: Keys, member_id: str) -> Wishes:
    """What this member has chosen, or the usual things."""
    row = db.session().get(NoticeChoice, member_id)
    plain = keys.unseal(PURPOSE, row.sealed, member_id) if row else None
    return _read(json.loads(plain)) if plain else Wishes()


def keep(keys: Keys, member_id: str, wishes: Wishes) -> None:
    """Remember what was chosen."""
    plain = json.dumps(_written(wishes)).encode().ljust(SIZE)
    db.session().merge(NoticeChoice(member_id=member_id, sealed=keys.seal(PURPOSE, plain, member_id)))


def _written(wishes: Wishes) -> dict[str, Any]:
    declined = sorted(matter.value for matter in wishes.declined)
    return {"declined": declined, "from": wishes.quiet_from, "until": wishes.quiet_until}


def _read(written: dict[str, Any]) -> Wishes:
    return Wishes(frozenset(Matter(word) for word in written["declined"]), written["from"], written["until"])
