"""What a reader is told before a text that may be hard to read."""

from app.contributions import sight
from app.contributions.models import Contribution
from app.permissions import Actor, Permission, require


def put(member: Actor, contribution: Contribution, warning: str) -> None:
    """Fold one's own text behind `warning`, or unfold it with an empty one; the form has screened the words."""
    require(member, Permission.Contribution.REVISE, contribution)
    # What moderators put there its author may say in other words, but not take away.
    contribution.warning = warning or (contribution.warning if contribution.is_folded else "")


def fold(contribution: Contribution, warning: str) -> None:
    """A person has decided that readers should know something first."""
    contribution.warning, contribution.is_folded = warning, True
    if contribution.is_visible:
        sight.change(contribution)


def unfold(contribution: Contribution) -> None:
    """As it was before `fold`."""
    if contribution.is_folded:
        contribution.warning, contribution.is_folded = "", False
        if contribution.is_visible:
            sight.change(contribution)
