"""What a second pair of eyes is shown: the ruling, the words it was about, and why somebody looked. Never who ruled."""

from typing import Any

from app import db
from app.accounts import sanctions
from app.accounts.models import Mask
from app.contributions import explaining
from app.contributions.models import Contribution
from app.review import outcomes, phrases, reasons
from app.review.evidence import Evidence, as_text
from app.review.models import Ruling


def of(ruling: Ruling, mask_id: str, evidence: Evidence | None) -> dict[str, Any]:
    """Everything the page needs to draw it."""
    text, concerns = as_text(evidence or Evidence())
    return {
        "ruling": ruling,
        "rows": rows_of(ruling),
        "reason": reasons.REASONS.get(ruling.reason, ruling.reason),
        "name": name_of(mask_id),
        "phrases": phrases,
        # Sealed words are not copied: whoever needs them opens them there, and that is recorded.
        "contribution": _sealed(ruling) or text,
        "has_words": bool(text.body) or _sealed(ruling) is not None,
        "reading": explaining.reading(text, concerns),
        "reports": evidence.reports if evidence else [],
        "sanctions": [each for each in sanctions.of_mask(mask_id) if each.ruling_id != ruling.id],
    }


def _sealed(ruling: Ruling) -> Contribution | None:
    found = db.session().get(Contribution, ruling.contribution_id)
    return found if found is not None and found.is_sealed else None


def rows_of(ruling: Ruling) -> list[outcomes.Consequence]:
    """What was decided, as rows of the table."""
    return [outcomes.TABLE[each] for each in (ruling.outcome, ruling.measure) if each]


def name_of(mask_id: str) -> str:
    """The name it is about."""
    mask = db.session().get(Mask, mask_id)
    return mask.name if mask else ""
