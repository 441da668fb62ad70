"""Rooms, waiting and progress in words, in the language of this answer."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from app import i18n
from app.experts.models import Audience, ExpertRoom, Question
from app.experts.queries import Followed, Progress, Wait


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


def profession(badge: str) -> str:
    """A profession for readers; one that is not known here is shown as it was verified."""
    known = {
        "スクールカウンセラー": _("スクールカウンセラー"),
        "スクールソーシャルワーカー": _("スクールソーシャルワーカー"),
        "養護教諭": _("養護教諭"),
        "看護師": _("看護師"),
        "医師": _("医師"),
        "弁護士": _("弁護士"),
        "フリースクールの先生": _("フリースクールの先生"),
    }
    return known.get(badge, badge)


def waiting(wait: Wait) -> str:
    """How long one waits, without numbers of people."""
    if wait.usual is None:
        return _("いまは、順番を待っている質問はありません。") if wait.is_empty else _("順番に読んでいます。")
    days = round(wait.usual / timedelta(days=1))
    if days <= 1:
        return _("さいきんは、一日ほどで答えが届いています。")
    if days < 7:
        return _("いまは、答えまで%(days)d日ほどかかっています。", days=days)
    return _("いまは込みあっていて、答えまで一週間より長くかかります。急ぐときは「助け」をひらいてください。")


def progress(followed: Followed) -> str:
    """Where a question stands, for its asker."""
    if followed.progress is Progress.IN_LINE:
        return _("順番を待っています。いま%(place)d番目です。", place=followed.place or 1)
    return {
        Progress.CHECKED_FIRST: _("確認待ちです。見守りの人が読んでから、相談員に届きます。"),
        Progress.BEING_WRITTEN: _("いま、相談員が読んで答えを書いています。"),
        Progress.ANSWER_CHECKED: _("答えが書かれました。出す前に、もう一度たしかめています。"),
        Progress.ANSWERED: _("答えが届きました。"),
    }[followed.progress]


def readers(question: Question) -> str:
    """Who reads a question, in a few words."""
    if question.audience is Audience.COUNSELLORS:
        return _("相談員だけが読みます")
    return _("みんなが読めます") if question.answered_at else _("答えがついたら、みんなが読めます")
