"""What each kind of contribution does when it appears, changes or vanishes; features register their own at start.

This is how a verdict reaches a chat room or a thread without `contributions` or `review` importing them: a plain table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from sqlalchemy import ColumnElement

from app.contributions.models import Contribution
from app.finding.facts import Facts
from app.permissions import Actor

Effect = Callable[[Contribution], None]


@dataclass(frozen=True, slots=True)
class Surface:
    """How one kind behaves.

    kind: the polymorphic identity, such as "message".
    channel: what moderation calls the place: chat, post, question, answer.
    address: the path of the page where the contribution can be read.
    appear: it has just become visible (first time or again): give it its place, count it, tell the room.
    change: it is visible and its words changed.
    vanish: it was visible and no longer is (held, removed, withdrawn).
    readable_by: who may read a visible row of this kind, as a condition on Contribution; None means everybody.
    found_as: the facts under which a visible row can be found, or None for one that not everybody may read; kinds
    without it are never found.
    keeps_sealed: are its words kept under a key outside the database, and read empty until they are opened?
    visible_at: the path of the page of a visible row, by its identifier alone, for kinds that can stand in a list of openings.
    taken_back: what goes with it when its author takes it back, whether or not it could be read until then.
    held_readable_by: who else may read a row of this kind while it waits for a person, besides its author.
    plea: what else its author is asked once, softly, before the first sending; None asks nothing.
    said_to: of a kind that everybody may read, to whom each row is said by now, as a condition; None means to everybody.
    around: what stands near it, in order, for moderators, who are shown of it what they may read themselves; None: nothing.
    """

    kind: str
    channel: str
    address: Callable[[Contribution], str]
    appear: Effect
    change: Effect
    vanish: Effect
    readable_by: Callable[[Actor], ColumnElement[bool]] | None = None
    found_as: Callable[[Contribution], Facts | None] | None = None
    plea: Callable[[Contribution], LazyString | None] | None = None
    around: Callable[[Contribution], Sequence[Contribution]] | None = None
    keeps_sealed: Callable[[Contribution], bool] | None = None
    held_readable_by: Callable[[Actor], ColumnElement[bool]] | None = None
    said_to: Callable[[Actor], ColumnElement[bool]] | None = None
    taken_back: Effect | None = None
    visible_at: Callable[[str], str] | None = None


_surfaces: dict[str, Surface] = {}
_followers: dict[str, Effect] = {}


def register(surface: Surface) -> None:
    """Make a kind known; a second registration replaces the first (several apps in one process share the table)."""
    _surfaces[surface.kind] = surface


def follow(what: str, effect: Effect) -> None:
    """Have this done, too, whenever a text of any kind comes into sight, changes or leaves it; a second one replaces the first."""
    _followers[what] = effect


def followed(contribution: Contribution) -> None:
    """Do what features of other kinds do about it."""
    for effect in _followers.values():
        effect(contribution)


def of(contribution: Contribution) -> Surface:
    """The surface of a contribution; KeyError for a kind nobody registered."""
    return _surfaces[contribution.kind]


def address_of_opening(kind: str, opening: str) -> str:
    """Where an opening that can be read is read; asking for it needs no row."""
    at = _surfaces[kind].visible_at
    if at is None:
        raise LookupError(kind)
    return at(opening)


def facts_of(contribution: Contribution) -> Facts | None:
    """Under which facts everybody may find it now; None when nobody may."""
    found_as = of(contribution).found_as
    return found_as(contribution) if found_as and contribution.is_visible else None


def plea_about(contribution: Contribution) -> LazyString | None:
    """What the place itself would ask the author once before sending."""
    plea = of(contribution).plea
    return plea(contribution) if plea else None


def keeps_sealed(contribution: Contribution) -> bool:
    """Are the words of this one not for everybody?"""
    keeps = of(contribution).keeps_sealed
    return keeps is not None and keeps(contribution)


def take_back(contribution: Contribution) -> None:
    """Its author has taken it back."""
    taken_back = of(contribution).taken_back
    if taken_back is not None:
        taken_back(contribution)


def around_of(contribution: Contribution) -> Sequence[Contribution]:
    """What stands near it; of kinds that are not for everybody also what not everybody may read."""
    around = of(contribution).around
    return around(contribution) if around else ()


def kinds_found() -> list[str]:
    """The kinds that can be found at all."""
    return sorted(kind for kind, surface in _surfaces.items() if surface.found_as)


def not_for_everybody(member: Actor) -> dict[str, ColumnElement[bool]]:
    """The kinds of which not everything visible may be read by everyone, and what this member may read of each."""
    return {kind: surface.readable_by(member) for kind, surface in _surfaces.items() if surface.readable_by}


def not_said_to_everybody(member: Actor) -> dict[str, ColumnElement[bool]]:
    """The kinds of which some rows are not said yet, and which of them this member may read all the same."""
    return {kind: surface.said_to(member) for kind, surface in _surfaces.items() if surface.said_to}


def waiting_for(member: Actor) -> dict[str, ColumnElement[bool]]:
    """The kinds that somebody besides the author looks at while they wait, and what this member may read of each."""
    return {kind: surface.held_readable_by(member) for kind, surface in _surfaces.items() if surface.held_readable_by}


def kinds_not_for_everybody() -> frozenset[str]:
    """The kinds of which not everything visible may be read by everyone."""
    return frozenset(kind for kind, surface in _surfaces.items() if surface.readable_by)
