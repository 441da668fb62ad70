"""What a moderator would rather not see, how much is enough for a day, and what was put aside: sealed, for them alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app import clock, db
from app.keys import Keys
from app.review.care_models import ReviewWish

PURPOSE = "review-wishes"
# Every row has this size, whether somebody avoids one theme or all of them, and whatever was put aside.
SIZE = 2048
ASIDE_FOR = timedelta(hours=12)
MOST_ASIDE = 40
USUAL_MEASURE = 10


@dataclass(frozen=True, slots=True)
class Wishes:
    """avoided: themes (review/themes.py). measure: heavy texts a day. aside: what was passed over, and until when."""

    avoided: frozenset[str] = frozenset()
    measure: int = USUAL_MEASURE
    aside: Mapping[str, datetime] = field(default_factory=dict)

    def has_put_aside(self, contribution_id: str) -> bool:
        """Was this passed over a short while ago?"""
        until = self.aside.get(contribution_id)
        return until is not None and clock.now() < until


def of(keys: Keys, member_id: str | None) -> Wishes:
    """What this moderator has chosen, or the usual things."""
    row = db.session().get(ReviewWish, member_id) if member_id else None
    plain = keys.unseal(PURPOSE, row.sealed, row.member_id) if row else None
    return _read(json.loads(plain)) if plain else Wishes()


def choose(keys: Keys, member_id: str, avoided: frozenset[str], measure: int) -> None:
    """Remember themes and measure."""
    _keep(keys, member_id, replace(of(keys, member_id), avoided=avoided, measure=measure))


def put_aside(keys: Keys, member_id: str, contribution_id: str) -> None:
    """Pass this over for half a day."""
    known = of(keys, member_id)
    kept = {each: until for each, until in known.aside.items() if clock.now() < until and each != contribution_id}
    newest = dict(list(kept.items())[1 - MOST_ASIDE :]) | {contribution_id: clock.now() + ASIDE_FOR}
    _keep(keys, member_id, replace(known, aside=newest))


def _keep(keys: Keys, member_id: str, wishes: Wishes) -> None:
    plain = json.dumps(_written(wishes), separators=(",", ":")).encode().ljust(SIZE)
    db.session().merge(ReviewWish(member_id=member_id, sealed=keys.seal(PURPOSE, plain, member_id)))


def _written(wishes: Wishes) -> dict[str, Any]:
    aside = {each: int(until.timestamp()) for each, until in wishes.aside.items()}
    return {"avoided": sorted(wishes.avoided), "measure": wishes.measure, "aside": aside}


def _read(written: dict[str, Any]) -> Wishes:
    aside = {each: datetime.fromtimestamp(until, UTC) for each, until in written["aside"].items()}
    return Wishes(frozenset(written["avoided"]), written["measure"], aside)
