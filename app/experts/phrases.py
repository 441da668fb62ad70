"""Phrases of one's own: sentences a counsellor often needs, with gaps that must be filled before an answer is sent."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from app import db
from app.accounts import current
from app.contributions import asides
from app.errors import Invalid, NotFound
from app.experts.desk_models import Phrase
from app.ids import new_id
from app.permissions import Actor

PURPOSE = "phrase"
MOST = 40
LONGEST_NAME, LONGEST = 40, 2000
# As a Japanese keyboard writes them, so that [1] and the like stay what they are. What moderation puts in the place of
# a number looks the same and is no gap.
GAP = re.compile(r"［([^［］\n]{1,40})］")
HALF = re.compile(r"\[([^\[\]\n]{1,40})\]")


class TooMany(Invalid):
    """So many that none would be found again."""

    code = "too_many"


@dataclass(frozen=True, slots=True)
class Said:
    """A name to find it by, and the words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One phrase, opened for its owner."""

    id: str
    name: str
    words: str


def of(member: Actor) -> Sequence[Kept]:
    """This counsellor's own phrases, by name."""
    rows = db.session().scalars(select(Phrase).where(Phrase.mask_id.in_(list(member.badges)))).all()
    return sorted((kept for row in rows if (kept := _opened(row))), key=lambda kept: (kept.name, kept.id))


def one(member: Actor, phrase_id: str) -> Kept:
    """One of one's own; NotFound otherwise."""
    kept = _opened(_row(member, phrase_id))
    if kept is None:
        raise NotFound()
    return kept


def keep(member: Actor, mask_id: str, said: Said) -> None:
    """Remember a new phrase under one's own mask."""
    member.under(mask_id)  # raises NotAllowed for anybody else's
    if (db.session().scalar(select(func.count(Phrase.id)).where(Phrase.mask_id == mask_id)) or 0) >= MOST:
        raise TooMany(_("いまある文を減らすと、新しくしまえます。"))
    _write(Phrase(id=new_id(), mask_id=mask_id), said)


def change(member: Actor, phrase_id: str, said: Said) -> None:
    """Other words for one that is there."""
    _write(_row(member, phrase_id), said)


def forget(member: Actor, phrase_id: str) -> None:
    """Away with it."""
    db.session().execute(delete(Phrase).where(Phrase.id == _row(member, phrase_id).id))


def gaps(text: str) -> Sequence[str]:
    """What still has to be filled, each once, in order."""
    named = dict.fromkeys(found[1] for found in GAP.finditer(text))
    return [gap for gap in named if not asides.is_stand_in(gap)]


def _row(member: Actor, phrase_id: str) -> Phrase:
    own = select(Phrase).where(Phrase.id == phrase_id, Phrase.mask_id.in_(list(member.badges)))
    found = db.session().scalar(own)
    if found is None:
        raise NotFound()
    return found


def _write(row: Phrase, said: Said) -> None:
    # Whoever types Latin letters finds [ ] on their keyboard.
    words = HALF.sub(r"［\1］", said.words)
    plain = json.dumps([said.name, words], ensure_ascii=False).encode()
    row.sealed = current.keys().seal(PURPOSE, plain, row.id)
    db.session().add(row)


def _opened(row: Phrase) -> Kept | None:
    plain = current.keys().unseal(PURPOSE, row.sealed, row.id)
    return Kept(row.id, *json.loads(plain)) if plain is not None else None
