"""What each outcome of a ruling brings about: one table, read by the page, the service and the tests."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.accounts.models import SanctionKind
from app.contributions import services as door
from app.contributions.models import Contribution
from app.notices.models import NoticeKind
from app.review.models import Outcome


@dataclass(frozen=True, slots=True)
class Consequence:
    """One row.

    name, about: the button and its explanation. key: what presses it.
    effect: what happens to the text. told: what its author is told, if anything changed for them.
    answer: what reporters are told (never what was decided about whom). sanction: what is recorded against the mask.
    takes_away: readers lose sight of the text, so what others were told about it goes too, and "other" needs words.
    is_offered: it ends a case, so a ruling can choose it.
    """

    name: LazyString
    about: LazyString
    key: str
    effect: Callable[[Contribution], None]
    told: NoticeKind
    answer: str = "acted"
    sanction: SanctionKind | None = None
    takes_away: bool = False
    is_offered: bool = True


TABLE: dict[Outcome, Consequence] = {
    Outcome.PUBLISH: Consequence(
        name=_l("そのまま出す"),
        about=_l("待っていたものは出ます。出ているものは、そのままです。"),
        key="1",
        effect=door.publish,
        told=NoticeKind.RELEASED,
        answer="seen",
    ),
    Outcome.PUBLISH_MASKED: Consequence(
        name=_l("一部を伏せて出す"),
        about=_l("手がかりを伏せた形にして出します。"),
        key="2",
        effect=door.publish_masked,
        told=NoticeKind.RELEASED_MASKED,
    ),
    Outcome.REMOVE: Consequence(
        name=_l("出さない"),
        about=_l("だれからも見えなくなり、本人に理由が届きます。"),
        key="3",
        effect=door.remove,
        told=NoticeKind.REMOVED,
        takes_away=True,
    ),
    Outcome.WARN: Consequence(
        name=_l("出さずに、注意を伝える"),
        about=_l("見えなくなり、注意として記録に残ります。"),
        key="4",
        effect=door.remove,
        told=NoticeKind.WARNED,
        sanction=SanctionKind.WARNING,
        takes_away=True,
    ),
    Outcome.HIDE: Consequence(
        name=_l("数時間だけ見えなくする"),
        about=_l("見守り役が見るまで、だれからも見えなくなります。時間がたつと、ひとりでに戻ります。"),
        key="h",
        effect=door.hold,
        told=NoticeKind.HELD,
        is_offered=False,
    ),
}
OFFERED = {outcome: row for outcome, row in TABLE.items() if row.is_offered}
