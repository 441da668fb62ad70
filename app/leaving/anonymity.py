"""Make something anonymous later: what was written moves to a new name, and so does everything that would tell of the old one.

A row that still named the old mask beside a text of the new one would tie the two together for whoever has the database, so
the schema itself is asked which rows those are; a table that is added later is covered by being there.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, Table, and_, or_, select, update

from app import db
from app.accounts import current, masks
from app.accounts.models import Mask, Member
from app.contributions import surfaces
from app.contributions.models import Contribution
from app.db import Base
from app.errors import Invalid
from app.permissions import Actor, Permission, require

# A counsellor's answer stands under the badge that makes it one.
NOT_MOVABLE = frozenset({"answer"})
PLACES = frozenset({"thread_id", "question_id", "room_id"})
# The mask in these is a moderator's, and says nothing about who wrote.
DONE_BY_STAFF = frozenset({"leases", "hides"})


class Extent(StrEnum):
    """How much of it: this text, or everything of the same name in the same place."""

    ONE = "one"
    PLACE = "place"


def is_movable(member: Actor, contribution: Contribution) -> bool:
    """Is there a name here that could be exchanged?"""
    return member.wrote(contribution) and contribution.kind not in NOT_MOVABLE and not contribution.is_withdrawn


def move(member: Actor, contribution: Contribution, extent: Extent, name: str) -> Mask:
    """Put a text, or all of one's own under the same name in its place, under a new mask; raises NameTaken."""
    require(member, Permission.Contribution.WITHDRAW, contribution)
    if not is_movable(member, contribution):
        raise Invalid(_("このことばの名前は変えられません。"))
    texts = [contribution] if extent is Extent.ONE else _of_the_same_name(contribution)
    fresh = masks.make(current.keys(), db.session().get_one(Member, member.member_id), name)
    for text in texts:
        _hand_over(text, fresh)
    for text in texts:
        if text.is_visible:
            surfaces.of(text).change(text)
    return fresh


def _of_the_same_name(contribution: Contribution) -> Sequence[Contribution]:
    """Everything by this mask in the same thread, room or question."""
    place = _places(contribution)
    own = Contribution.mask_id == contribution.mask_id
    return db.session().scalars(select(Contribution).where(own, Contribution.id.in_(place))).all()


def _places(contribution: Contribution) -> Select[str]:
    """The identifiers of the text's place: itself and what hangs on it, or what hangs beside it with its top."""
    for table, column in _hanging():
        parent = db.session().scalar(select(table.c[column]).where(table.c.id == contribution.id))
        if parent is not None:
            beside = select(table.c.id).where(table.c[column] == parent)
            return select(Contribution.id).where(or_(Contribution.id.in_(beside), Contribution.id == parent))
    below = [select(table.c.id).where(table.c[column] == contribution.id) for table, column in _hanging()]
    return select(Contribution.id).where(
        or_(Contribution.id == contribution.id, *(Contribution.id.in_(each) for each in below))
    )


def _hand_over(text: Contribution, fresh: Mask) -> None:
    old = text.mask_id
    for table, about in _naming_a_mask_beside_a_text():
        _rename(table, old, fresh.id, table.c[about] == text.id)
        for kind, place in _hanging():
            answers = select(kind.c.id).where(kind.c[place] == text.id)
            _rename(table, old, fresh.id, table.c[about].in_(answers))
    # Who had answered here was told how it went on: that names the old mask beside the place, not beside the text.
    notices = Base.metadata.tables["notices"]
    _rename(notices, old, fresh.id, notices.c.place_id == text.place_id)
    rulings, sanctions = Base.metadata.tables["rulings"], Base.metadata.tables["sanctions"]
    decided = select(rulings.c.id).where(rulings.c.contribution_id == text.id)
    _rename(sanctions, old, fresh.id, sanctions.c.ruling_id.in_(decided))
    text.mask_id = fresh.id
    db.session().flush()
    db.session().refresh(text, ["mask"])


def _rename(table: Table, old: str, new: str, where: ColumnElement[bool]) -> None:
    db.session().execute(update(table).where(and_(table.c.mask_id == old, where)).values(mask_id=new))


def _naming_a_mask_beside_a_text() -> Iterator[tuple[Table, str]]:
    """What says in one row a mask and a text: what was told to whom, who reported what."""
    texts = {"contributions", *(kind.name for kind in _kinds())}
    for table in Base.metadata.tables.values():
        if "mask_id" in table.c and table.name not in DONE_BY_STAFF:
            for key in table.foreign_keys:
                if key.column.table.name in texts:
                    yield table, key.parent.name


def _hanging() -> Iterator[tuple[Table, str]]:
    """Kinds of texts that stand in something: replies in a thread, answers to a question, lines in a room."""
    for table in _kinds():
        yield from ((table, column.name) for column in table.columns if column.name in PLACES)


def _kinds() -> Iterator[Table]:
    """The tables of the kinds of contributions."""
    for table in Base.metadata.tables.values():
        if "id" in table.c and any(key.column.table.name == "contributions" for key in table.c.id.foreign_keys):
            yield table
