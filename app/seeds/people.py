"""The cast of the evening: twenty-odd masks, and three accounts that anybody may sign in with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select

from app import clock, db
from app.accounts import authenticators, current, masks, services
from app.accounts.models import Mask, Member, Shift
from app.accounts.services import Joining
from app.experts import counsellors
from app.experts.counsellors import Settings
from app.ids import new_id
from app.permissions import Actor, Role, Standing
from app.seeds import content, nights

EVENINGS_AHEAD = 14

Cast = Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class Demo:
    """An account to try the site with."""

    who: str
    name: str
    passphrase: str
    authenticator: str = ""


def gather() -> Cast:
    """Make everybody; returns who acts under which key of people.toml."""
    rows = content.read("people")["person"]
    return {row["key"]: current.describe(_member(row), None).at_work for row in rows}


def still_here() -> Cast:
    """Those of the cast who have not left, by their names."""
    found: dict[str, Actor] = {}
    for row in content.read("people")["person"]:
        mask = db.session().scalar(select(Mask).where(Mask.name == row["name"]))
        owner = masks.owner_of(current.keys(), mask) if mask else None
        if owner is not None:
            found[row["key"]] = current.describe(db.session().get_one(Member, owner), None).at_work
    return found


def say_how_they_work(cast: Cast) -> None:
    """What counsellors declare, and how many questions they take."""
    for row in content.read("people")["person"]:
        if "quota" in row:
            worn = next(iter(cast[row["key"]].badges))
            counsellors.keep(cast[row["key"]], worn, Settings(row["interests"], row["quota"]))


def promise_to_watch(cast: Cast) -> None:
    """Fill the duty roster from last evening on."""
    for row in content.read("shifts")["shift"]:
        for evening in range(EVENINGS_AHEAD):
            starts_at, ends_at = nights.shift(evening, row["begins"], row["ends"])
            db.session().add(Shift(mask_id=cast[row["by"]].mask_id, starts_at=starts_at, ends_at=ends_at))


def demo_accounts() -> list[Demo]:
    """The accounts for trying out that exist on this site."""
    rows = [row for row in content.read("people")["person"] if "passphrase" in row]
    known = [row for row in rows if services.claim(current.keys(), row["passphrase"]).member_id is not None]
    return [Demo(row["demo"], row["name"], row["passphrase"], row.get("authenticator", "")) for row in known]


def _member(row: dict[str, Any]) -> Member:
    member = _with_passphrase(row) if "passphrase" in row else _without_credential(row)
    member.standing = Standing(row["standing"])
    member.joined_on = clock.today() - timedelta(days=row["joined"])
    return member


def _with_passphrase(row: dict[str, Any]) -> Member:
    hashed = current_app.extensions["tomoshibi_hashing"].hash(row["passphrase"])
    role = Role(row.get("role", Role.MEMBER))
    member = services.join(current.keys(), Joining(row["name"], row["passphrase"], hashed, role, row.get("badge")))
    if secret := row.get("authenticator"):
        authenticators.add(current.keys(), member.id, secret, authenticators.number_now(secret))
    return member


def _without_credential(row: dict[str, Any]) -> Member:
    """Nobody will ever sign in as this person, so there is no secret to keep."""
    member_id = new_id()
    role = Role(row.get("role", Role.MEMBER))
    member = Member(id=member_id, role=role, choices=masks.nothing_chosen(current.keys(), member_id))
    db.session().add(member)
    db.session().flush()
    masks.make(current.keys(), member, row["name"], row.get("badge"))
    return member
