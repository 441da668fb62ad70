"""A policy in the making: the one draft, whose hands were in it, and how it was tried on past texts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base, Word
from app.ids import new_id


class PolicyDraft(Base):
    """What the policy could be. There is at most one; it goes when it comes into force or is thrown away."""

    __tablename__ = "policy_drafts"
    __table_args__ = (CheckConstraint("is_the_one = true", name="only_one"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    is_the_one: Mapped[bool] = mapped_column(default=True, unique=True, comment="always true, so that there is one")
    version: Mapped[int] = mapped_column(default=1, comment="grows with every change")
    amendments: Mapped[str] = mapped_column(Text, comment="words, thresholds and rows, as JSON")
    because: Mapped[str] = mapped_column(String(1000), default="")
    author: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), comment="who began it")
    begun_at: Mapped[datetime] = mapped_column(default=clock.now)


class PolicyHand(Base):
    """Somebody has written at a draft, and so cannot be its second person."""

    __tablename__ = "policy_hands"

    draft_id: Mapped[str] = mapped_column(ForeignKey("policy_drafts.id", ondelete="CASCADE"), primary_key=True)
    mask_id: Mapped[str] = mapped_column(ForeignKey("masks.id", ondelete="CASCADE"), primary_key=True)


class TrialState(StrEnum):
    """How far a trial is."""

    RUNNING = "running"
    DONE = "done"
    OVERTAKEN = "overtaken"


class PolicyTrial(Base):
    """A draft tried on past texts: how many were wanted, how far it is, where to go on."""

    __tablename__ = "policy_trials"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    draft_id: Mapped[str] = mapped_column(ForeignKey("policy_drafts.id", ondelete="CASCADE"), index=True)
    draft_version: Mapped[int]
    against: Mapped[int] = mapped_column(comment="position of the version in force when it began")
    state: Mapped[TrialState] = mapped_column(Word(TrialState), default=TrialState.RUNNING)
    wanted: Mapped[int]
    looked: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(
        comment="texts written before this, and with it the next, are still to come"
    )
    next_id: Mapped[str] = mapped_column(
        String(16), default="", comment="among those of one moment, the last looked at"
    )
    begun_at: Mapped[datetime] = mapped_column(default=clock.now)


class PolicyChange(Base):
    """One past text that would be decided otherwise; no word of it, and gone with it."""

    __tablename__ = "policy_changes"

    trial_id: Mapped[str] = mapped_column(ForeignKey("policy_trials.id", ondelete="CASCADE"), primary_key=True)
    contribution_id: Mapped[str] = mapped_column(
        ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    situations: Mapped[str] = mapped_column(Text, comment="in which situations, from what to what, as JSON")
    kinds: Mapped[str] = mapped_column(String(400), default="", comment="what was seen before or after, with commas")
