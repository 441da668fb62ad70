"""A text comes into sight, changes there, or leaves it: first its surface does what follows, then others and the index.

Everything that makes words readable or unreadable goes through here, so that nothing can be found that cannot be read.
"""

from app import db
from app.contributions import surfaces
from app.contributions.models import Contribution
from app.finding import services as index
from app.finding.services import Words


def appear(contribution: Contribution) -> None:
    """It can be read from now on."""
    surfaces.of(contribution).appear(contribution)
    look_again(contribution)


def change(contribution: Contribution) -> None:
    """It says something else from now on."""
    surfaces.of(contribution).change(contribution)
    look_again(contribution)


def vanish(contribution: Contribution) -> None:
    """Nobody reads it from now on."""
    surfaces.of(contribution).vanish(contribution)
    look_again(contribution)


def look_again(contribution: Contribution) -> None:
    """Let the index say what everybody may read of this text now; for features whose facts about it have changed."""
    db.session().flush()
    surfaces.followed(contribution)
    facts = surfaces.facts_of(contribution)
    if facts is None:
        index.drop(contribution.id)
    else:
        index.put(contribution.id, Words(contribution.title, contribution.body), facts)
