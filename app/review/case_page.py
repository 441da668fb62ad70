"""The page of one case: every way that ends on it (looking, taking, hiding, ruling) draws it here."""

from typing import Any

from flask import render_template

from app.accounts import current
from app.contributions import explaining, surfaces, unsealing
from app.contributions import queries as contributions
from app.contributions.models import Contribution
from app.permissions import Permission, allows
from app.review import giving, hiding, letters, outcomes, phrases, queries, reasons
from app.review.forms import GivingForm, RulingForm
from app.review.models import Outcome
from app.review.queries import Case


def contribution(contribution_id: str) -> Contribution:
    """The text a path speaks of, if whoever asks may look at it; NotFound otherwise."""
    found = queries.contribution_for(current.member(), contribution_id)
    unsealing.open_if_recorded(current.member(), found)
    return found


def show(
    about: Contribution, form: RulingForm, troubles: dict[str, str] | None = None, given: GivingForm | None = None
) -> str:
    """What is known of it in a line, then, folded, everything else, and what can be done now."""
    known = queries.case_of(current.member(), about)
    concerns = known.item.concerns
    masked = explaining.masked(about)
    return render_template(
        "review/case.html",
        case=known,
        item=known.item,
        contribution=about,
        masked=masked,
        reading=explaining.reading(about, concerns),
        around=_around(about),
        outcomes=[(each, row) for each, row in outcomes.OFFERED.items() if _is_offered(each, about, masked)],
        measures=[(each.value, row.name) for each, row in outcomes.MEASURES.items()],
        pauses=outcomes.PAUSES,
        letters=[(key, letter.name) for key, letter in letters.LETTERS.items()],
        told_outcomes=outcomes.TABLE,
        reasons=reasons.REASONS,
        phrases=phrases,
        form=form,
        reason=form.reason.data or _usual_reason(known),
        mark=known.mark,
        troubles=troubles or {},
        place=surfaces.of(about).address(about) if about.is_visible else None,
        may_rule=_may_rule(about),
        may_hide=hiding.is_possible(current.member(), about),
        **_asking(about, given or GivingForm()),
    )


def _asking(about: Contribution, form: GivingForm) -> dict[str, Any]:
    """Who asks this moderator to look, and whom whoever may decide it could ask."""
    colleagues = giving.whom(current.keys(), current.member()) if _may_rule(about) else ()
    return {
        "giving": form,
        "colleagues": [(each.mask_id, each.name) for each in colleagues],
        "asked": giving.asked_by(current.member(), about),
    }


def _may_rule(about: Contribution) -> bool:
    return allows(current.member(), Permission.Review.RULE, about)


def _is_offered(outcome: Outcome, about: Contribution, masked: explaining.Masked | None) -> bool:
    if outcome is Outcome.PUBLISH_MASKED:
        return masked is not None and masked.is_changed
    return outcomes.OFFERED[outcome].fits(about)


def _around(about: Contribution) -> list[Contribution]:
    """Near it, what whoever looks may read themselves, and where something is sealed; opening that is a step of its own."""
    near = surfaces.around_of(about)
    readable = contributions.readable_among(current.member(), near)
    for each in near:
        unsealing.open_if_recorded(current.member(), each)
    return [each for each in near if each.id in readable or each.is_sealed]


def _usual_reason(known: Case) -> str:
    return reasons.usual(known.item.concerns[0].kind) if known.item.concerns else ""
