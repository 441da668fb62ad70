"""Texts with what people finally decided about them, for `python -m moderation train --with-rulings`.

The words and the label alone: no mask, no identifier, no time, in no order. Left out is whatever was withdrawn or changed
since, whatever tells of danger, and every text whose label is that it tells who somebody is (decision 46).
"""

import json
from collections.abc import Iterator, Sequence
from secrets import SystemRandom

from sqlalchemy import select

from app import db
from app.accounts import current, learning
from app.contributions import explaining, surfaces
from app.contributions.models import Concern, Contribution, State
from app.review import settled
from app.review.models import Outcome, Ruling

# What a reason says the text was, where it says one thing; other texts are told by what a detector saw.
PLAINLY = {"hurts": "abuse.insult", "outside": "scam.off_platform", "expertise": "scam.fake_expert"}
FAMILIES = {
    "hurts": "abuse.",
    "threatens": "abuse.",
    "safety": "abuse.encourage_self_harm",
    "solicits": "scam.",
    "outside": "scam.",
    "expertise": "scam.",
}
ACTED = {Outcome.REMOVE, Outcome.WARN, Outcome.RETURN}
FALLEN = {Outcome.OVERTURN, Outcome.TAKE_BACK}
AT_ONCE = 200
SCRIPTS = (("ja", "ぁ", "ヿ"), ("ko", "가", "힣"), ("th", "ก", "๛"), ("hi", "ऀ", "ॿ"), ("zh", "一", "鿿"))


def lines() -> list[str]:
    """Every text that may be learned from, as the trainer reads it, one JSON object a line; mixed, so that no order tells anything."""
    found = list(_labelled())
    SystemRandom().shuffle(found)
    return [json.dumps({"id": f"ruling-{number}", **row}, ensure_ascii=False) for number, row in enumerate(found, 1)]


def _labelled() -> Iterator[dict[str, object]]:
    ids = db.session().scalars(select(Ruling.contribution_id).distinct()).all()
    for start in range(0, len(ids), AT_ONCE):
        wanted = select(Contribution).where(
            Contribution.id.in_(ids[start : start + AT_ONCE]),
            Contribution.state != State.REFUSED,
            Contribution.withdrawn_at.is_(None),
            Contribution.body != "",
        )
        for text in db.session().scalars(wanted).all():
            if learning.is_fine_with(current.keys(), text.mask_id) and (row := _row(text)):
                yield row


def _row(text: Contribution) -> dict[str, object] | None:
    final = _final(text)
    kinds = _kinds(*final) if final else None
    masked = explaining.masked(text) if kinds is not None else None
    if kinds is None or masked is None:
        return None
    if not kinds and masked.is_changed:
        return None  # harmless as it was, but it would leave the house without what makes it so
    return {
        "lang": _language(masked.text),
        "channel": surfaces.of(text).channel,
        "text": masked.text,
        "labels": sorted({kind.partition(".")[0] for kind in kinds}),
        "kinds": kinds,
    }


def _final(text: Contribution) -> tuple[Ruling, bool] | None:
    """The last ruling about the words as they stand, and whether it fell on an appeal; None where nothing final was said."""
    every = select(Ruling).where(Ruling.contribution_id == text.id).order_by(Ruling.position.desc())
    rulings = db.session().scalars(every).all()
    last = next((ruling for ruling in rulings if ruling.outcome in ACTED | {Outcome.PUBLISH}), None)
    if last is None or (last.version or 1) != text.version:
        return None
    fallen = {ruling.outcome for ruling in rulings if ruling.points_to == last.id} & FALLEN
    if Outcome.TAKE_BACK in fallen:
        return None
    return last, Outcome.OVERTURN in fallen


def _kinds(ruling: Ruling, fell: bool) -> list[str] | None:  # noqa: FBT001 - the pair that _final answers
    """What the text is, by the ruling; an empty list for harmless, None where the ruling does not say."""
    concerns = settled.by(ruling)
    if not concerns or any(_is_danger(concern) for concern in concerns):
        return None
    if fell or ruling.outcome is Outcome.PUBLISH:
        return []
    return _of_reason(ruling.reason, concerns)


def _of_reason(reason: str, concerns: Sequence[Concern]) -> list[str] | None:
    family = FAMILIES.get(reason)
    seen = sorted({concern.kind for concern in concerns if family and concern.kind.startswith(family)})
    if seen:
        return seen
    return [PLAINLY[reason]] if reason in PLAINLY else None


def _is_danger(concern: Concern) -> bool:
    """What tells of danger is the most private there is, and letting it stand says nothing about whether it was there."""
    return concern.kind.startswith("crisis.") or concern.kind == "report.danger"


def _language(text: str) -> str:
    """By its script; whoever writes in Latin letters here mostly writes English."""
    return next((lang for lang, low, high in SCRIPTS if any(low <= letter <= high for letter in text)), "en")
