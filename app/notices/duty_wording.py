"""What those on duty are told, and what an author is told when nobody can look: fixed, and written by people."""

from flask_babel import lazy_gettext as _l

from app.notices.models import NoticeKind
from app.notices.told import Told

CALLED = Told(
    _l("急ぐことばが待っていて、あなたが呼ばれています。"),
    "",
    _l("ひらくと、引き受けるか、ほかの人にまわすかを選べます。まわすのに理由はいりません。"),
    "/review/calls",
)

ROSTER = {
    "planned": Told(
        _l("見守りの当番に、あなたの時間が入りました。"),
        "",
        _l("都合が悪いときは、当番表で返せます。"),
        "/review/roster",
    ),
    "removed": Told(_l("見守りの当番から、あなたの時間がひとつなくなりました。"), "", "", "/review/roster"),
    "taken": Told(
        _l("お願いしていた当番を、引き受けた人がいます。"), "", _l("ゆっくり休んでください。"), "/review/roster"
    ),
}

AT_THE_DESK = {
    NoticeKind.HANDED_OVER: Told(_l("同僚の相談員から、質問がひとつ引き継がれました。")),
    NoticeKind.LOOK_ASKED: Told(_l("答えを送る前に、もう一人に見てほしいと頼まれています。")),
    NoticeKind.LOOKED: Told(_l("頼んだ答えを、同僚の相談員が見てくれました。")),
    NoticeKind.ASKED_AGAIN: Told(_l("あなたが答えた質問に、続きが届きました。")),
}

_CANNOT_WAIT = _l(
    "つぎに来た人は、急ぐものから順に読みますが、いつになるかはお約束できません。待たずに話せるところを、ここに出しています。"
)
# What is told when nobody could look: fixed, honest, and nothing in it says that somebody worried or who.
UNREAD = {
    "nobody": Told(
        _l("書いてくださって、ありがとうございます。いまは見守りの人がいない時間で、見守りの人はまだ読めていません。"),
        "",
        _CANNOT_WAIT,
    ),
    "unanswered": Told(
        _l("書いてくださって、ありがとうございます。見守りの人を呼びましたが、いま、すぐに読める人がいません。"),
        "",
        _CANNOT_WAIT,
    ),
    "neutral": Told(
        _l("いま話せるところのご案内です。"),
        "",
        _l("思いあたることがなければ、そのまま閉じてください。いま開いているところを、ここに出しています。"),
    ),
}


def handed(contribution_id: str | None) -> Told:
    """A colleague asks for a look; the way leads straight there, and one may put it back without a word."""
    words = _l("見守りの仲間から、一件お願いが届いています。")
    way = _l("むずかしいときは、そのまま列にもどして大丈夫です。理由はいりません。")
    return Told(words, "", way, f"/review/{contribution_id}" if contribution_id else "/review")


def unread(topic: str) -> Told:
    """What an author reads when nobody could look; a notice of an earlier release still says something true."""
    return UNREAD.get(topic.partition(".")[0], UNREAD["neutral"])
