"""What stays open to whoever's account a ruling has closed: hearing why, asking once more, taking everything along, leaving."""

from flask import redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import NotAllowed

# Whole parts of the site, and single ways. Reading, help and lines are there for everybody and need no mention.
PARTS = frozenset({"notices", "told_rulings", "leaving", "accounts", "recovery", "sessions", "locking", "away"})
WAYS = frozenset({"contributions.confirm_withdrawal", "contributions.create_withdrawal"})


def is_open(endpoint: str) -> bool:
    """May a closed account use this route of members?"""
    return endpoint.partition(".")[0] in PARTS or endpoint in WAYS


def turn_away(*, is_looking: bool) -> Response:
    """Lead to the page that says why; raises NotAllowed for what would have changed something."""
    if not is_looking:
        raise NotAllowed(
            _("この席は閉じています。理由は「見守りの人が決めたこと」にあり、もう一度見てもらうこともできます。")
        )
    return redirect(url_for("told_rulings.every"), 303)
