"""Who is acting: the member as services and queries see them, with what they were entrusted with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.errors import NotAllowed


class Role(StrEnum):
    """What a member has been entrusted with; MEMBER is everyone."""

    MEMBER = "member"
    WATCHER = "watcher"
    MODERATOR = "moderator"
    COUNSELLOR = "counsellor"
    LEAD = "lead"
    OPERATOR = "operator"


class Standing(StrEnum):
    """How well the community knows a member."""

    NEWCOMER = "newcomer"
    KNOWN = "known"
    TRUSTED = "trusted"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting: the member as services and queries see them, without ORM and without secrets.

    masks maps the identifiers of the member's own masks to names; usual_mask is used unless another is chosen; offered are
    those still to be chosen from; badges holds verified professions; seen_until is up to when notices were read; works_under
    is the mask colleagues know them by.

    Staff have their role and badges only in a session that has shown a second factor; until then role is MEMBER,
    entrusted says what awaits them, and resting holds the masks with a badge, under which nothing can be written.

    Rulings ask: is_paused (until paused_until, where it ends by itself) to write nothing, silenced not to write under these
    names, is_closed to take no part any more but to read what one was told, ask once more, take everything along and leave.
    """

    member_id: str | None = None
    session_id: str | None = None
    usual_mask: str | None = None
    masks: Mapping[str, str] = field(default_factory=dict)
    badges: Mapping[str, str] = field(default_factory=dict)
    role: Role = Role.MEMBER
    standing: Standing = Standing.NEWCOMER
    is_paused: bool = False
    offered: tuple[str, ...] = ()
    seen_until: datetime | None = None
    entrusted: Role = Role.MEMBER
    resting: Mapping[str, str] = field(default_factory=dict)
    paused_until: datetime | None = None
    silenced: frozenset[str] = frozenset()
    is_closed: bool = False
    works_under: str | None = None

    @property
    def is_staff(self) -> bool:
        """Entrusted with anything, whether or not this session has shown a second factor?"""
        return self.entrusted is not Role.MEMBER

    @property
    def at_work(self) -> "Actor":
        """The same person with every power they were entrusted with, as once a second factor was shown."""
        awake = [mask_id for mask_id in self.resting if mask_id not in self.silenced]
        badges, offered = {**self.badges, **self.resting}, (*self.offered, *awake)
        usual = self.usual_mask or next(iter(offered), None)
        return replace(self, role=self.entrusted, badges=badges, resting={}, offered=offered, usual_mask=usual)

    @property
    def is_member(self) -> bool:
        return self.member_id is not None

    @property
    def is_moderator(self) -> bool:
        return self.role in {Role.MODERATOR, Role.LEAD} and not self.is_paused

    @property
    def mask_id(self) -> str:
        """The mask this actor writes under now; NotAllowed for visitors."""
        if self.usual_mask is None:
            raise NotAllowed()
        return self.usual_mask

    def under(self, mask_id: str) -> "Actor":
        """The same member, writing under another of their own masks; NotAllowed for a mask of anybody else."""
        if mask_id not in self.masks:
            raise NotAllowed()
        return replace(self, usual_mask=mask_id)

    @property
    def work_mask(self) -> str:
        """The mask staff act under, as `accounts.masks.for_work` says; it stays the same whatever they write under."""
        return self.works_under or self.mask_id

    @property
    def mask_name(self) -> str:
        return self.masks.get(self.usual_mask or next(iter(self.masks), ""), "")

    def wrote(self, thing: Any) -> bool:
        """Is this contribution the actor's own, under whichever mask?"""
        return thing.mask_id in self.masks


VISITOR = Actor()
