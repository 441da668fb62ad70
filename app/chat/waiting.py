"""How long a held line is likely to wait: by the roster, and by how long the last ones really waited."""

from datetime import timedelta
from statistics import median

from flask_babel import gettext as _
from sqlalchemy import select

from app import db
from app.accounts import duty
from app.contributions.models import Concern, ConcernSource

LAST = 20
ENOUGH = 5


def words() -> str:
    """For the author of what waits; promises nothing that the record does not show."""
    if duty.awake():
        return _usual()
    begins = duty.next_begins()
    if begins is None:
        return _("いまは見守りの人がいません。来しだい、届いた順に読みます。")
    return _("見守りの人が来る%(time)sごろから、届いた順に読みます。", time=duty.spoken(begins))


def _usual() -> str:
    asked = select(Concern.raised_at, Concern.settled_at).where(
        Concern.source == ConcernSource.SCREENING, Concern.settled_at.is_not(None)
    )
    last = db.session().execute(asked.order_by(Concern.settled_at.desc()).limit(LAST)).all()
    if len(last) < ENOUGH:
        return _("見守りの人が、届いた順に読みます。")
    return _spoken(timedelta(seconds=median((settled - raised).total_seconds() for raised, settled in last if settled)))


def _spoken(wait: timedelta) -> str:
    if wait <= timedelta(minutes=10):
        return _("このごろは、10分ほどで読まれています。")
    if wait <= timedelta(minutes=30):
        return _("このごろは、30分ほどで読まれています。")
    if wait <= timedelta(hours=1):
        return _("このごろは、1時間ほどで読まれています。")
    return _("このごろは、読まれるまでに数時間かかっています。")
