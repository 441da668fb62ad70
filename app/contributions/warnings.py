"""What a reader is told before a text that may be hard to read."""

from app.contributions.models import Contribution
from app.permissions import Actor, Permission, require


def put(member: Actor, contribution: Contribution, warning: str) -> None:
    """Fold one's own text behind `warning`, or unfold it with an empty one; the form has screened the words."""
    require(member, Permission.Contribution.REVISE, contribution)
    contribution.warning = warning
