"""What a member has chosen about their masks and context, sealed into bytes of one size beside the account.

Masks are named by their ordinal, so that what is sealed says nothing without the keys even to who can read masks; and
making a mask never touches this row, so that no database shows an account and a mask changing together.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app import db
from app.accounts.context import NOTHING, Context
from app.accounts.models import Member
from app.keys import Keys

PURPOSE = "mask-choices"
# Room for some hundred masks; whoever has more grows by as much again.
STEP = 256


@dataclass(frozen=True, slots=True)
class Choices:
    """usual, shown: ordinals of masks (shown: the one beside which the context stands). retired: no longer offered.

    seen_until: notices up to here were read. may_be_learned_from: rulings about one's words may train the classifier.
    """

    usual: int = 0
    retired: frozenset[int] = frozenset()
    shown: int | None = None
    context: Context = NOTHING
    seen_until: datetime | None = None
    may_be_learned_from: bool = True


def of(keys: Keys, member: Member) -> Choices:
    """What this member has chosen; the usual things where nothing was chosen yet."""
    return opened(keys, member.id, member.choices)


def opened(keys: Keys, member_id: str, sealed: bytes) -> Choices:
    """The same from the columns alone."""
    plain = keys.unseal(PURPOSE, sealed, member_id)
    return _read(json.loads(plain)) if plain else Choices()


def sealed(keys: Keys, member_id: str, choices: Choices) -> bytes:
    """The bytes for the row."""
    plain = json.dumps(_written(choices), ensure_ascii=False, separators=(",", ":")).encode()
    return keys.seal(PURPOSE, plain.ljust(-(-len(plain) // STEP) * STEP), member_id)


def change(keys: Keys, member_id: str, **changes: Any) -> Choices:
    """Choose something else; what was chosen elsewhere at the same moment stays."""
    row = select(Member).where(Member.id == member_id).execution_options(populate_existing=True)
    member = db.session().scalars(row.with_for_update(key_share=True)).one()
    chosen = replace(of(keys, member), **changes)
    member.choices = sealed(keys, member_id, chosen)
    db.session().flush()
    return chosen


def _written(choices: Choices) -> dict[str, Any]:
    return {
        "usual": choices.usual,
        "retired": _bits(choices.retired),
        "shown": choices.shown,
        "context": choices.context.parts,
        "seen": choices.seen_until.isoformat() if choices.seen_until else None,
        "learn": choices.may_be_learned_from,
    }


def _read(written: dict[str, Any]) -> Choices:
    return Choices(
        usual=written["usual"],
        retired=_ordinals(written["retired"]),
        shown=written["shown"],
        context=Context(*written["context"]),
        seen_until=datetime.fromisoformat(written["seen"]) if written["seen"] else None,
        may_be_learned_from=written.get("learn", True),
    )


def _bits(ordinals: Iterable[int]) -> str:
    return f"{sum(1 << ordinal for ordinal in ordinals):x}"


def _ordinals(bits: str) -> frozenset[int]:
    number = int(bits, 16)
    return frozenset(ordinal for ordinal in range(number.bit_length()) if number >> ordinal & 1)
