"""When nobody could look: a fixed text to the author, with what is open at the moment it is read. Never generated, no promise.

The words stand in notices/duty_wording.py. Somebody who was only reported hears nothing of a report, and nobody hears it
twice within a day: such a message must not become a way to trouble people.
"""

from datetime import timedelta

from flask import get_template_attribute
from markupsafe import Markup
from sqlalchemy import or_, select

from app import clock, db, i18n
from app.contributions.models import ConcernSource, Contribution
from app.notices.models import Notice, NoticeKind
from app.notices.services import Said, tell
from app.referrals import number_of
from app.referrals.shown import shown
from app.referrals.signposts import signposts
from app.review import danger, queries
from app.review.danger import Danger
from app.review.desk_models import Call, Ending

AT_MOST_EVERY = timedelta(hours=24)
USUAL = "self"


def write(contribution: Contribution, *, has_asked: bool) -> Ending:
    """Tell the author once; says whether anything was told."""
    if _was_told(contribution):
        return Ending.UNWRITTEN
    topic = f"{_words(contribution, has_asked=has_asked)}.{_care_of(contribution)}"
    tell(contribution.mask_id, NoticeKind.UNREAD, contribution, Said(topic=topic))
    return Ending.WRITTEN


def lines_open_now(topic: str) -> Markup:
    """The lines for such a notice, worked out while it is read."""
    moment, locale = clock.now(), i18n.locale()
    lines = [shown(line, moment, locale) for line in signposts(topic.partition(".")[2], moment, locale)]
    emergency = [number_of(line_id)[0] for line_id in ("jp-119", "jp-110")]
    drawn: Markup = get_template_attribute("review/_lines_now.html", "lines_now")(lines, *emergency)
    return drawn


def _was_told(contribution: Contribution) -> bool:
    """About this text at any time, or under this name within the day. The notice itself may be gone: a ruling takes it along."""
    lately = (Contribution.mask_id == contribution.mask_id) & (Call.ended_at > clock.now() - AT_MOST_EVERY)
    told = select(Call.id).join(Contribution, Contribution.id == Call.contribution_id)
    before = told.where(Call.ending == Ending.WRITTEN, or_(Call.contribution_id == contribution.id, lately))
    return db.session().scalar(before.limit(1)) is not None


def _words(contribution: Contribution, *, has_asked: bool) -> str:
    present = [each for each in queries.open_concerns(contribution) if danger.of(each) is Danger.NOW]
    if all(each.source == ConcernSource.REPORT for each in present):
        return "neutral"
    return "unanswered" if has_asked else "nobody"


def _care_of(contribution: Contribution) -> str:
    """What the words were about, if a card was shown for them."""
    about = (Notice.contribution_id == contribution.id, Notice.kind == NoticeKind.CARE)
    return db.session().scalar(select(Notice.topic).where(*about).order_by(Notice.made_at.desc()).limit(1)) or USUAL
