"""What an author is told on a page once a text has arrived, and where they are led."""

from collections.abc import Mapping, Sequence

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.contributions import queries, surfaces
from app.contributions.models import Contribution
from app.contributions.services import Submission
from app.notices import wording
from app.permissions import Actor


def lead_to(submission: Submission) -> Response:
    """Say honestly whether the text is out or waits, and show it in its place."""
    contribution = submission.contribution
    assert contribution is not None, "only what was kept has a place"
    if contribution.is_visible:
        flash(_("届きました。"), "done")
    else:
        flash(_("お預かりしました。いまは確認待ちです。"), "waiting")
    return redirect(place_of(contribution), 303)


def why_waiting(member: Actor, shown: Sequence[Contribution]) -> Mapping[str, str]:
    """Those of the shown texts that are the member's own and wait, each with the reason ("" when none was told)."""
    told = queries.held_because(member, shown)
    return {about: str(wording.why_waiting(topic)) if topic else "" for about, topic in told.items()}


def place_of(contribution: Contribution) -> str:
    """The path where it stands."""
    return surfaces.of(contribution).address(contribution)
