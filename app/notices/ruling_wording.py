"""What rulings ask of members beside their texts, and what became of an appeal: plain, without blame, with a way on."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.notices.models import NoticeKind
from app.notices.told import Told

PICTURES = {
    NoticeKind.RETURNED: "pencil",
    NoticeKind.FOLDED: "fold",
    NoticeKind.THREAD_CLOSED: "leaf",
    NoticeKind.CAUTIONED: "shield",
    NoticeKind.PAUSED: "tea",
    NoticeKind.MASK_BANNED: "mask",
    NoticeKind.ACCOUNT_BANNED: "door",
    NoticeKind.RESTORED: "again",
    NoticeKind.UPHELD: "shield",
    NoticeKind.OVERTURNED: "check",
}

_WORDS = {
    NoticeKind.RETURNED: Told(
        _l("書いてくださったことばを、書きなおしのお願いといっしょに、あなたの手もとへ戻しました。"),
        way=_l("ほかの人には見えていません。書きなおして送ると、もう一度読みます。急がなくて大丈夫です。"),
    ),
    NoticeKind.FOLDED: Told(
        _l("書いてくださったことばに「読む前に」のひとことを添えて、たたみました。"),
        way=_l("ことばはそのままです。読みたい人は、開いて読めます。"),
    ),
    NoticeKind.THREAD_CLOSED: Told(
        _l("あなたがはじめた話を、見守りの人がしめました。返事はここまでになります。"),
        way=_l("これまでのことばは残っていて、いつでも読めます。"),
    ),
    NoticeKind.CAUTIONED: Told(
        _l("見守りの人から、次からのお願いがあります。"),
        way=_l("書くことは、いままでどおりできます。"),
    ),
    NoticeKind.PAUSED: Told(
        _l("少しのあいだ、書くことをお休みしていただいています。"),
        way=_l("読むことも「助け」も、いつもどおり使えます。"),
    ),
    NoticeKind.MASK_BANNED: Told(
        _l("この名前では、書けなくなりました。"),
        way=_l("ほかの名前は、いつもどおり使えます。この名前で書いたことばを取り下げることも、できます。"),
    ),
    NoticeKind.ACCOUNT_BANNED: Told(
        _l("見守りの人がふたりで話しあい、あなたの席を閉じました。"),
        way=_l(
            "だれの席かは、見守りの人にもわかりません。もう一度見てもらうこと、書いたものを持ち出すこと、ここを出ることはできます。"
        ),
    ),
    NoticeKind.RESTORED: Told(
        _l("見守りの人が、前にお伝えした決定を取り消しました。そこから起きたことも、なくなりました。"),
        way=_l("ご心配をおかけしました。"),
    ),
    NoticeKind.UPHELD: Told(
        _l("もう一度見てほしいという願いを、はじめとは別の人が読みました。決定は、そのままになりました。"),
        way=_l("どう考えたかは、下のことばにあります。"),
    ),
    NoticeKind.OVERTURNED: Told(
        _l("もう一度見てほしいという願いを、はじめとは別の人が読み、前の決定を取り消しました。"),
        way=_l("そこから起きたことも、なくなりました。知らせてくださって、ありがとうございました。"),
    ),
}
# What a ruling is called towards whom it concerns.
NAMES = {
    NoticeKind.RELEASED_MASKED: _l("一部を伏せて出しました"),
    NoticeKind.REMOVED: _l("見えないようにしました"),
    NoticeKind.WARNED: _l("見えないようにして、お願いを伝えました"),
    NoticeKind.RETURNED: _l("書きなおしをお願いしています"),
    NoticeKind.FOLDED: _l("ひとこと添えて、たたみました"),
    NoticeKind.THREAD_CLOSED: _l("話をしめました"),
    NoticeKind.CAUTIONED: _l("次からのお願いがあります"),
    NoticeKind.PAUSED: _l("書くことをお休みしていただいています"),
    NoticeKind.MASK_BANNED: _l("この名前では書けなくなりました"),
    NoticeKind.ACCOUNT_BANNED: _l("席を閉じました"),
}
# Why it was asked belongs to what was asked, not to what became of the question.
_WITHOUT_REASON = frozenset({NoticeKind.RESTORED, NoticeKind.UPHELD, NoticeKind.OVERTURNED})


def of(kind: NoticeKind, why: LazyString) -> Told:
    """The sentences for one kind."""
    said = _WORDS[kind]
    return said if kind in _WITHOUT_REASON else Told(said.words, why, said.way)
