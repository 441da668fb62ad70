"""The rows of the export, asked for table by table as the inventory says."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from app import clock, db
from app.accounts import current, wardrobe
from app.chat import hushes
from app.contributions import drafts, sealing
from app.contributions.models import Contribution
from app.db import Base
from app.experts import phrases
from app.forum import drawers
from app.leaving.inventory import TAKEN
from app.permissions import Actor

Row = dict[str, Any]


def everything_of(member: Actor) -> dict[str, list[Row]]:
    """All rows about this member that the inventory takes along, by table."""
    taken = {name: list(_rows(member, Base.metadata.tables[name])) for name in TAKEN}
    sealed = {"choices": [_choices(member)], "reading": [_reading(member)], "drafts": _drafts(member)}
    return {**taken, **sealed, "muted_in_rooms": _muted(member), "saved_phrases": _phrases(member)}


def _muted(member: Actor) -> list[Row]:
    """How many names the member does not want to hear in rooms; the names belong to others and are left out."""
    return [{"names": len(hushes.names(member))}]


def _phrases(member: Actor) -> list[Row]:
    """What a counsellor keeps at hand for answers."""
    return [{"name": kept.name, "words": kept.words} for kept in phrases.of(member)]


def _drafts(member: Actor) -> list[Row]:
    """What the member has begun and not sent."""
    return [{"place": kept.place, "touched_on": kept.touched_on, **kept.fields} for kept in drafts.all_of(member)]


def _reading(member: Actor) -> Row:
    """What the member keeps about reading; the names they have folded belong to others and are left out."""
    kept = drawers.as_written(drawers.of(member))
    return {name: value for name, value in kept.items() if name != "muted"}


def _rows(member: Actor, table: Table) -> Iterator[Row]:
    columns = TAKEN[table.name].columns
    sealed = [table.c.id.label("sealed_id"), table.c.sealed] if "sealed" in table.c else []
    asked = select(*(table.c[name] for name in columns), *sealed).where(_own(member, table))
    order = [table.c[name] for name in ("written_at", "made_at", "began_at", "starts_at") if name in table.c]
    places = {name: _slugs(table, name) for name in columns}
    for found in db.session().execute(asked.order_by(*order)):
        yield {
            **({"name": member.masks[found.mask_id]} if "mask_id" in columns else {}),
            **{
                name: places[name].get(found._mapping[name], found._mapping[name])
                for name in columns
                if name != "mask_id"
            },
            **(_opened(found.sealed_id, found.sealed, columns) if sealed and found.sealed else {}),
        }


def _opened(row_id: str, sealed: bytes, columns: tuple[str, ...]) -> Row:
    """One's own words are one's own, also where nobody else may read them."""
    return {name: words for name, words in sealing.opened(row_id, sealed).items() if name in columns}


def _choices(member: Actor) -> Row:
    """What the sealed bytes beside the account say."""
    worn = wardrobe.own(current.keys(), member)
    chosen = wardrobe.chosen_by(current.keys(), member)
    return {
        "usual": next((each.mask.name for each in worn if each.is_usual), None),
        "put_away": [each.mask.name for each in worn if each.is_retired],
        "context": dict(zip(("stage", "since", "place"), chosen.context.parts, strict=True)),
        "context_beside": next((each.mask.name for each in worn if each.has_context), None),
        "notices_read_until": chosen.seen_until,
        "may_be_learned_from": chosen.may_be_learned_from,
    }


def _own(member: Actor, table: Table) -> ColumnElement[bool]:
    """Which rows of a table are about this member: by account, by mask, or by the text they belong to."""
    masks = list(member.masks)
    if table.name in {"members", "masks"}:
        return table.c.id.in_([member.member_id] if table.name == "members" else masks)
    if "member_id" in table.c:
        return table.c.member_id == member.member_id
    if table.name == "notices":
        # What stands for a later moment has not been told yet.
        return table.c.mask_id.in_(masks) & (table.c.made_at <= clock.now())
    if "mask_id" in table.c:
        return table.c.mask_id.in_(masks)
    text = next(table.c[name] for name in ("contribution_id", "message_id", "id") if name in table.c)
    return text.in_(select(Contribution.id).where(Contribution.mask_id.in_(masks)))


def _slugs(table: Table, name: str) -> dict[str, str]:
    """For a column that names a board or a room: the readable address of each."""
    for key in table.c[name].foreign_keys:
        places = key.column.table
        if "slug" in places.c:
            return {row.id: row.slug for row in db.session().execute(select(places.c.id, places.c.slug))}
    return {}
