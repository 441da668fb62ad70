"""Rooms, waiting and progress in words, in the language of this answer."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import announced, clock, i18n
from app.accounts import badges
from app.accounts.models import Mask
from app.experts import calendars, line
from app.experts.line import Outlook
from app.experts.models import Audience, ExpertRoom, Question, Stage, Topic
from app.experts.queries import Followed, Progress
from app.openings import Period

ANNOUNCED = timedelta(days=14)

STAGES = {
    "": _l("えらばない"),
    Stage.PRESCHOOL: _l("入学前"),
    Stage.ELEMENTARY: _l("小学生"),
    Stage.JUNIOR_HIGH: _l("中学生"),
    Stage.HIGH: _l("高校生"),
    Stage.AFTER: _l("卒業後・そのほか"),
}
TOPICS = {
    "": _l("えらばない"),
    Topic.SCHOOL: _l("学校とのやりとり"),
    Topic.BODY: _l("朝のこと、からだのこと"),
    Topic.FEELINGS: _l("子どもの気持ち、心の調子"),
    Topic.BULLYING: _l("いじめ、友だちのこと"),
    Topic.LEARNING: _l("勉強、進路、居場所"),
    Topic.FAMILY: _l("家族のこと、自分のこと"),
    Topic.RIGHTS: _l("制度、お金、きまり"),
    Topic.OTHER: _l("そのほか"),
}


@dataclass(frozen=True, slots=True)
class RoomWords:
    """An expert room as it is shown."""

    slug: str
    profession: str
    name: str
    purpose: str
    limits: str


def room(of: ExpertRoom) -> RoomWords:
    """The room's own words, in English where the reader wants that and there are some."""
    if i18n.locale() == "en":
        return RoomWords(of.slug, profession(of.profession), of.name_en, of.purpose_en, of.limits_en or of.limits_ja)
    return RoomWords(of.slug, profession(of.profession), of.name_ja, of.purpose_ja, of.limits_ja)


profession = badges.named


def waiting(of: ExpertRoom) -> str:
    """How long one waits in a room, from its hours, its line and what its counsellors take; nothing is guessed."""
    if line.is_full(of):
        return _("いまは、新しい質問をお休みしています。%(when)s", when=_reopens(of))
    outlook = line.outlook(of, line.length(of) + 1)
    if outlook.place == 1:
        return _("いまは、順番を待っている質問はありません。%(when)s", when=_next(of))
    return _("いま質問すると、%(place)d番目です。%(when)s", place=outlook.place, when=_reached(outlook) or _next(of))


def progress(followed: Followed) -> str:
    """Where a question stands, for its asker."""
    if followed.progress is Progress.IN_LINE:
        outlook = line.outlook_of(followed.question)
        when = _reached(outlook) or _next(followed.question.room)
        return _("いま%(place)d番目です。%(when)s", place=outlook.place, when=when)
    return {
        Progress.CHECKED_FIRST: _checked_first(followed.question),
        Progress.SET_APART: _("順番の列には入れていません。見守りの人に、いちばん先に届いています。"),
        Progress.BEING_WRITTEN: _("いま、相談員が読んで答えを書いています。"),
        Progress.ANSWER_CHECKED: _("答えが書かれました。出す前に、もう一度たしかめています。"),
        Progress.ANSWERED: _("答えが届きました。"),
    }[followed.progress]


def state(of: ExpertRoom) -> str:
    """Is somebody there now, or when next?"""
    opening = calendars.opening_of(of)
    if opening is not None:
        return _("いま開いています（%(until)sまで）", until=announced.when(opening.ends))
    following = calendars.next_of(of)
    return (
        _("つぎは%(when)sに開きます", when=announced.when(following.begins))
        if following
        else _("開く時間は、まだ決まっていません")
    )


def live_now(opening: Period) -> str:
    """A live hour that is going on."""
    return _("いまライブをしています（%(until)sまで）", until=announced.when(opening.ends))


def is_open(of: ExpertRoom) -> bool:
    """Is somebody there now?"""
    return calendars.opening_of(of) is not None


def hours(of: ExpertRoom) -> list[str]:
    """The week of a room, and what is different in the next two weeks."""
    calendar = calendars.of_room(of)
    return announced.week(calendar) + announced.other_days(calendar.other, clock.today() + ANNOUNCED)


def _checked_first(question: Question) -> str:
    if question.audience is Audience.COUNSELLORS:
        return _("自動の確認で止まったので、この部屋の相談員が先に読みます。ほかの人は読みません。")
    return _("確認待ちです。見守りの人が読んでから、相談員に届きます。")


def _reached(outlook: Outlook) -> str:
    if not outlook.is_reckoned or outlook.opening is None:
        return ""
    if outlook.opening.holds(clock.now()):
        return _("このあと、順番に読みます。")
    return _("早くて、%(when)sの回です。", when=announced.when(outlook.opening.begins))


def _next(of: ExpertRoom) -> str:
    if calendars.opening_of(of) is not None:
        return _("いま、相談員が順番に読んでいます。")
    following = calendars.next_of(of)
    return _("つぎに相談員が来るのは、%(when)sです。", when=announced.when(following.begins)) if following else ""


def _reopens(of: ExpertRoom) -> str:
    opening = calendars.opening_of(of) or calendars.next_of(of)
    if opening is None:
        return ""
    if opening.holds(clock.now()):
        return _("答えが進むと、きょうのうちにまた開きます。")
    return _("%(when)sに相談員が来て、順番が進むとまた開きます。", when=announced.when(opening.begins))


def readers(question: Question) -> str:
    """Who reads a question, in a few words."""
    if question.audience is Audience.COUNSELLORS:
        return _("相談員だけが読みます")
    return _("みんなが読めます") if question.answered_at else _("答えがついたら、みんなが読めます")


def badge(mask: Mask) -> str:
    """Profession and the month in which it was verified; never a name, and nothing that is not, or no longer, vouched for."""
    if mask.badge is None:
        return _("以前の相談員")
    return badges.said(badges.Badge(mask.badge, mask.verified_in))


def about(question: Question) -> list[str]:
    """Stage and topic, where they were chosen."""
    chosen = (STAGES.get(question.stage, ""), TOPICS.get(question.topic, ""))
    return [str(each) for each, key in zip(chosen, (question.stage, question.topic), strict=True) if key]


CHOICES = {"stages": list(STAGES.items()), "topics": list(TOPICS.items())}
