"""What a ruling asks of whoever wrote the text, beside what it does with the text: recorded against the mask alone."""

from datetime import timedelta

from flask_babel import gettext as _

from app import clock, db
from app.accounts import sanctions
from app.contributions.models import Contribution
from app.notices.services import Said, tell
from app.review import outcomes
from app.review.ban_models import BanProposal
from app.review.models import Outcome, Ruling
from app.review.outcomes import About

# A second person has so long; until then nothing is written, and after that it is over by itself.
ANSWERED_WITHIN = timedelta(hours=48)
NEEDS_WORDS = frozenset({Outcome.MASK_BAN, Outcome.ACCOUNT_BAN})


def trouble_with(outcome: Outcome, measure: Outcome | None, hours: int, words: str) -> str:
    """What has to be chosen otherwise; empty when it fits together."""
    if measure is None:
        return ""
    if measure not in outcomes.MEASURES:
        return _("書いた人へのお願いを、一覧から選んでください。")
    if outcomes.TABLE[outcome].decides is About.WRITER:
        return _("注意は、書いた人へのお願いのひとつです。ほかのお願いと重ねるときは「出さない」を選んでください。")
    if measure is Outcome.PAUSE and hours not in outcomes.PAUSES:
        return _("休みの長さを選んでください。")
    if measure in NEEDS_WORDS and not words:
        return _("名前や席を閉じるときは、理由を本人へのことばに書いてください。")
    return ""


def take(ruling: Ruling, contribution: Contribution, words: str) -> None:
    """Write down what was asked and tell the author, with `words` where these have not been said yet."""
    asked = ruling.measure or (ruling.outcome if ruling.outcome is Outcome.WARN else None)
    if asked is None:
        return
    _WAYS[asked](ruling, contribution.mask_id)
    told = outcomes.MEASURE_TOLD.get(asked)
    if told is not None and ruling.measure is not None:
        # About the writer, not the text: it stands longer than a line in a room.
        tell(contribution.mask_id, told, None, Said(topic=ruling.reason, words=words)).ruling_id = ruling.id


def _note(ruling: Ruling, mask_id: str) -> None:
    sanctions.note(mask_id, ruling.id)


def _warn(ruling: Ruling, mask_id: str) -> None:
    sanctions.warn(mask_id, ruling.id)


def _pause(ruling: Ruling, mask_id: str) -> None:
    # To a full hour, so that its end can be said as one says it, and does not tell when somebody decided.
    sanctions.pause(mask_id, ruling.id, timedelta(hours=ruling.amount) + (clock.next_hour() - clock.now()))


def _ban_mask(ruling: Ruling, mask_id: str) -> None:
    sanctions.ban_mask(mask_id, ruling.id)


def _propose_ban(ruling: Ruling, mask_id: str) -> None:
    sanctions.pause(mask_id, ruling.id, ANSWERED_WITHIN)
    about = {"contribution_id": ruling.contribution_id, "mask_id": mask_id, "asked_by": ruling.mask_id}
    db.session().add(BanProposal(ruling_id=ruling.id, asked_at=clock.now(), **about))


_WAYS = {
    Outcome.NOTE: _note,
    Outcome.WARN: _warn,
    Outcome.PAUSE: _pause,
    Outcome.MASK_BAN: _ban_mask,
    Outcome.ACCOUNT_BAN: _propose_ban,
}
