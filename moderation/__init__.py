"""Decide what should happen to a text before anybody reads it: pure Python, offline, no web framework, no database.

>>> from moderation import Draft, Policy, screen
>>> screen(Draft("090-1111-2222 に電話して"), Policy()).action
<Action.MASK: ...>
"""

from moderation.decision import Action, Care, CareTopic, Decision
from moderation.draft import Channel, Draft, Standing
from moderation.finding import Category, Finding, Severity
from moderation.health import Health, status
from moderation.identity import identifying, is_stand_in, plainly_identifying
from moderation.pipeline import screen
from moderation.policy import Policy, dry_run

__all__ = [
    "Action",
    "Care",
    "CareTopic",
    "Category",
    "Channel",
    "Decision",
    "Draft",
    "Finding",
    "Health",
    "Policy",
    "Severity",
    "Standing",
    "dry_run",
    "identifying",
    "is_stand_in",
    "plainly_identifying",
    "screen",
    "status",
]
