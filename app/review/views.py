"""The console: what waits, and one case. To everybody else none of it exists."""

from flask import Blueprint, render_template

from app.accounts import current
from app.accounts.access import allowed
from app.contributions import screening
from app.permissions import Permission
from app.review import case_page, phrases, queries, turns
from app.review.forms import RulingForm

pages = Blueprint("review", __name__, url_prefix="/review")


@pages.get("")
@allowed(Permission.Review.LOOK)
def queue() -> str:
    """Everything that waits, the worst thing first; no word of any text."""
    member = current.member()
    listed, apart = turns.sorted_out(member, queries.queue(member))
    return render_template(
        "review/queue.html",
        items=listed,
        apart=apart,
        needs_rest=turns.needs_rest(member),
        phrases=phrases,
        rules_alone=_rules_alone(),
    )


@pages.get("/<contribution_id>")
@allowed(Permission.Review.LOOK)
def case(contribution_id: str) -> str:
    """One case: what it is about in a line, then, folded, everything else."""
    return case_page.show(case_page.contribution(contribution_id), RulingForm())


def _rules_alone() -> bool:
    """Is the trained part of moderation out of use, so that more will be missed than usual?"""
    return screening.status()["classifier"].startswith("rules only")
