"""What each outcome of a ruling brings about: one table, read by the page, the service, the handbook and the tests."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.models import SanctionKind
from app.contributions.models import Contribution
from app.errors import Invalid
from app.notices.models import NoticeKind
from app.review import effects
from app.review.effects import Deed
from app.review.models import Outcome


class About(Enum):
    """What a row decides about."""

    TEXT = "text"
    PLACE = "place"
    WRITER = "writer"
    RULING = "ruling"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One row.

    name, about: the button and its explanation. key: what presses it; rows without one are chosen beside another.
    effect, undo: what happens to the text or its place, and back. decides: what it is about.
    told: what its author is told, if anything changed for them; None tells nothing.
    answer: what reporters are told (never what was decided about whom). sanction: what is recorded against the mask.
    takes_away: readers lose sight of the text, so what others were told about it goes too, and "other" needs words.
    fits: for which texts it can be chosen. may_be_appealed: its author may ask somebody else to look again.
    """

    name: LazyString
    about: LazyString
    decides: About = About.TEXT
    key: str = ""
    effect: Callable[[Deed], None] = effects.keep_as_it_is
    undo: Callable[[Deed], None] = effects.keep_as_it_is
    told: NoticeKind | None = None
    answer: str = "acted"
    sanction: SanctionKind | None = None
    takes_away: bool = False
    fits: Callable[[Contribution], bool] = lambda _contribution: True
    may_be_appealed: bool = True


TABLE: dict[Outcome, Consequence] = {
    Outcome.PUBLISH: Consequence(
        name=_l("そのまま出す"),
        about=_l("待っていたものは出ます。出ているものは、そのままです。"),
        key="1",
        effect=effects.publish,
        told=NoticeKind.RELEASED,
        answer="seen",
        may_be_appealed=False,
    ),
    Outcome.PUBLISH_MASKED: Consequence(
        name=_l("一部を伏せて出す"),
        about=_l("手がかりを伏せた形にして出します。"),
        key="2",
        effect=effects.publish_masked,
        undo=effects.unmask,
        told=NoticeKind.RELEASED_MASKED,
    ),
    Outcome.REMOVE: Consequence(
        name=_l("出さない"),
        about=_l("だれからも見えなくなり、本人に理由が届きます。"),
        key="3",
        effect=effects.remove,
        told=NoticeKind.REMOVED,
        takes_away=True,
    ),
    Outcome.WARN: Consequence(
        name=_l("出さずに、注意を伝える"),
        about=_l("見えなくなり、注意として記録に残ります。"),
        decides=About.WRITER,
        key="4",
        effect=effects.remove,
        told=NoticeKind.WARNED,
        sanction=SanctionKind.WARNING,
        takes_away=True,
    ),
    Outcome.RETURN: Consequence(
        name=_l("書きなおしをお願いする"),
        about=_l("理由といっしょに本人へ戻します。なおると、もう一度ここへ来るか、そのまま出ます。"),
        key="5",
        effect=effects.give_back,
        told=NoticeKind.RETURNED,
        takes_away=True,
        fits=effects.can_be_returned,
    ),
    Outcome.FOLD: Consequence(
        name=_l("ひとこと添えて、たたむ"),
        about=_l("読みたい人だけが開けます。「ことばを添える」の中の「読む前に伝えること」に書いてください。"),
        key="6",
        effect=effects.fold,
        undo=effects.unfold,
        told=NoticeKind.FOLDED,
        fits=effects.can_be_folded,
    ),
    Outcome.CLOSE_THREAD: Consequence(
        name=_l("この話をしめる"),
        about=_l("ことばは残り、返事はここまでになります。話した人が自分でひらくことはできません。"),
        decides=About.PLACE,
        key="7",
        effect=effects.close_thread,
        undo=effects.reopen_thread,
        told=NoticeKind.THREAD_CLOSED,
        fits=effects.stands_in_open_thread,
    ),
    Outcome.SLOW_ROOM: Consequence(
        name=_l("部屋をゆっくりにする"),
        about=_l("ことばは残り、だれもが1分に1回までになります。"),
        decides=About.PLACE,
        key="8",
        effect=effects.slow_room,
        undo=effects.quicken_room,
        fits=effects.stands_in_faster_room,
        may_be_appealed=False,
    ),
    Outcome.HIDE: Consequence(
        name=_l("数時間だけ見えなくする"),
        about=_l("見守り役が見るまで、だれからも見えなくなります。時間がたつと、ひとりでに戻ります。"),
        effect=effects.hold,
        told=NoticeKind.HELD,
        may_be_appealed=False,
    ),
    Outcome.NOTE: Consequence(
        name=_l("見守りの人どうしの控えだけ残す"),
        about=_l("本人には届きません。つぎに見る人に、前にもあったとわかります。"),
        decides=About.WRITER,
        sanction=SanctionKind.NOTE,
        may_be_appealed=False,
    ),
    Outcome.PAUSE: Consequence(
        name=_l("書くのを、しばらく休んでもらう"),
        about=_l("どの名前でも、読むことと「助け」はそのままで、書くことだけ休みになります。"),
        decides=About.WRITER,
        told=NoticeKind.PAUSED,
        sanction=SanctionKind.PAUSE,
    ),
    Outcome.MASK_BAN: Consequence(
        name=_l("この名前では書けなくする"),
        about=_l("ほかの名前は、そのままです。ほかの名前があるかどうかは、ここにも出ません。"),
        decides=About.WRITER,
        told=NoticeKind.MASK_BANNED,
        sanction=SanctionKind.MASK_BAN,
    ),
    Outcome.ACCOUNT_BAN: Consequence(
        name=_l("席を閉じる（もうひとりの同意が要ります）"),
        about=_l("決まるまで、長くて48時間、書くことを休みにします。だれの席かは、だれにもわかりません。"),
        decides=About.WRITER,
        told=NoticeKind.PAUSED,
        sanction=SanctionKind.ACCOUNT_BAN,
    ),
    Outcome.TAKE_BACK: Consequence(
        name=_l("前の決定を取り消した"),
        about=_l("そこから起きたことが、すべてもとに戻ります。"),
        decides=About.RULING,
        told=NoticeKind.RESTORED,
        may_be_appealed=False,
    ),
    Outcome.OVERTURN: Consequence(
        name=_l("ふり返って、前の決定を取り消した"),
        about=_l("ことばは出て、そこから起きたことはなくなります。"),
        decides=About.RULING,
        told=NoticeKind.OVERTURNED,
        may_be_appealed=False,
    ),
    Outcome.UPHOLD: Consequence(
        name=_l("ふり返って、前の決定のままにした"),
        about=_l("変わることはありません。本人に理由が届きます。"),
        decides=About.RULING,
        told=NoticeKind.UPHELD,
        may_be_appealed=False,
    ),
    Outcome.CONFIRM: Consequence(
        name=_l("席を閉じることに同意した"),
        about=_l("二人の決定になりました。ふり返りで取り消せます。"),
        decides=About.RULING,
        told=NoticeKind.ACCOUNT_BANNED,
        may_be_appealed=False,
    ),
    Outcome.DECLINE: Consequence(
        name=_l("席を閉じることに同意しなかった"),
        about=_l("休みも、その場で終わります。"),
        decides=About.RULING,
        told=NoticeKind.RESTORED,
        may_be_appealed=False,
    ),
}
# What ends a case by itself, and what can be chosen beside it about whoever wrote the text.
OFFERED = {outcome: row for outcome, row in TABLE.items() if row.key}
MEASURES = {outcome: row for outcome, row in TABLE.items() if row.decides is About.WRITER}
# Beside another outcome a warning is a request, because the text itself was told of.
MEASURE_TOLD = {**{outcome: row.told for outcome, row in MEASURES.items()}, Outcome.WARN: NoticeKind.CAUTIONED}
PAUSES = {
    3: _l("3時間"),
    24: _l("1日"),
    72: _l("3日"),
    168: _l("1週間"),
}


def chosen(outcome: Outcome, contribution: Contribution) -> Consequence:
    """The row of an outcome that can end this case; raises Invalid otherwise."""
    row = OFFERED.get(outcome)
    if row is None or not row.fits(contribution):
        raise Invalid(_("この件では、その決めかたは選べません。ほかのものを選んでください。"))
    return row
