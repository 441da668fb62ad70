"""Every notice in natural sentences: what happened, why, and what one can do now. Never an alarm, never blame."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.notices import duty_wording, ruling_wording
from app.notices.models import Notice, NoticeKind
from app.notices.told import Told


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the house as its author hears of it: why a text could not stay, and how the same can be said."""

    why: LazyString
    way: LazyString


PICTURES = {
    NoticeKind.REPLY: "reply",
    NoticeKind.THANKED: "thanks",
    NoticeKind.FOLLOWED_UP: "leaf",
    NoticeKind.HELD: "clock",
    NoticeKind.RELEASED: "check",
    NoticeKind.RELEASED_MASKED: "mask",
    NoticeKind.REMOVED: "eye-off",
    NoticeKind.WARNED: "shield",
    **ruling_wording.PICTURES,
    NoticeKind.REPORT_ANSWERED: "flag",
    NoticeKind.ANSWERED: "expert",
    NoticeKind.UNMASKED: "mask",
    NoticeKind.UNSEALED: "key",
    NoticeKind.CALLED: "bell",
    NoticeKind.ROSTER: "clock",
    NoticeKind.HANDED: "shield",
    NoticeKind.UNREAD: "lamp",
    NoticeKind.HANDED_OVER: "reply",
    NoticeKind.LOOK_ASKED: "pencil",
    NoticeKind.LOOKED: "check",
    NoticeKind.ASKED_AGAIN: "expert",
    NoticeKind.CARE: "lamp",
}

# Keyed by the codes of review/reasons.py.
RULES: dict[str, Rule] = {
    "identifies": Rule(
        _l("名前や学校、住所など、だれのことかわかってしまう手がかりがあったためです。"),
        _l("「小学校」「県内」「担任の先生」のように言いかえると、同じ話を出せます。"),
    ),
    "outside": Rule(
        _l("連絡先の交換や、ここの外で会う約束にふれていたためです。"),
        _l("お互いを守るため、話はこの場の中だけにしています。その部分をのぞけば、続きを書けます。"),
    ),
    "solicits": Rule(
        _l("商品や契約、お金の誘いのように読めるところがあったためです。"),
        _l("体験として伝えたいことなら、名前や金額、申しこみ先をのぞいて書きなおせます。"),
    ),
    "hurts": Rule(
        _l("読む人が責められたように感じる言いかたがあったためです。"),
        _l("「私の場合は」からはじめると、同じ思いが届きやすくなります。"),
    ),
    "threatens": Rule(
        _l("だれかをおびやかす、または深く傷つけることばがあったためです。"),
        _l("つらいできごとは、相手を名指ししない形でなら、ここで話せます。"),
    ),
    "safety": Rule(
        _l("命や安全にかかわる、具体的なことが書かれていたためです。あなたの気持ちを否定するものではありません。"),
        _l("方法にふれなければ、気持ちはそのまま書けます。いま話せるところは「助け」にあります。"),
    ),
    "expertise": Rule(
        _l("診断や治療、法律のことを言いきる形になっていたためです。"),
        _l("「うちではこうでした」という体験としてなら、書きなおして出せます。"),
    ),
    "retells": Rule(
        _l("ほかの人から聞いた話や、よその場所で読んだことばが入っていたためです。"),
        _l("ご自身のことばで、ご自身のことを書いていただければ出せます。"),
    ),
    "repeats": Rule(
        _l("同じ内容が続いていたためです。"),
        _l("前に書いたことばに続けると、話がひとつにまとまります。"),
    ),
    "other": Rule(
        _l("見守りの人が読み、このままでは出せないと考えました。理由は、下のことばにあります。"),
        _l("書きなおしたいときは、新しく書いて送れます。"),
    ),
}

_PARTS = {
    "pii.phone": _l("電話番号"),
    "pii.email": _l("メールアドレス"),
    "pii.address": _l("住所"),
    "pii.postal_code": _l("郵便番号"),
    "pii.person": _l("だれかの名前"),
    "pii.school": _l("学校の名前"),
    "pii.handle": _l("ほかのサービスのID"),
    "pii.bank_account": _l("口座の番号"),
    "pii.card": _l("カードの番号"),
    "pii.my_number": _l("あなたやお子さんだけの番号"),
    "pii.birthdate": _l("生年月日"),
    "pii.url": _l("個人のページや招待のリンク"),
}

_WAITING_BECAUSE = {
    "scam": _l("商品や勧誘のお知らせのように読めるところがあったので、念のため人が読みます。"),
    "abuse": _l("読む人がつらくなるかもしれない言いかたがあったので、念のため人が読みます。"),
    "crisis": _l(
        "命や安全にかかわることばがあったので、ひとりにしないよう、人が先に読みます。責めるものではありません。"
    ),
    "flood": _l("同じことばや記号、リンクが続いていたので、念のため人が読みます。"),
    "hidden": _l(
        "読んだ人から知らせがあり、見守りの人が読むまでのあいだ、見えなくしています。数時間でひとりでに戻ることもあります。"
    ),
    "night": _l(
        "いまは見守りの人がいない時間なので、はじめのうちのことばと、リンクのあることばは、人が先に読みます。ことばに問題があるのではありません。"
    ),
    "screening": _l("自動の確認がうまく働かなかったので、人が読みます。あなたのせいではありません。"),
}

_ANSWERS = {
    "acted": Told(
        _l("知らせてくださったことばを、見守りの人が読み、手を打ちました。"),
        "",
        _l("気づいてくださって、ありがとうございました。"),
    ),
    "gone": Told(
        _l("知らせてくださったことばは、もうだれからも見えなくなっています。"),
        _l("書いた人が取り下げたか、部屋の時間がすぎて消えました。"),
        _l("知らせてくださって、ありがとうございました。また気になることがあれば、いつでもどうぞ。"),
    ),
    "seen": Told(
        _l("知らせてくださったことばを、見守りの人が読みました。"),
        "",
        _l("知らせてくださって、ありがとうございました。また気になることがあれば、いつでもどうぞ。"),
    ),
}


_UNSEALED = Told(
    _l("相談員だけが読むことばを、見守りの人が読みました。"),
    _l("知らせがあったか、命にかかわることばがあったためです。読んだことは、消せない記録に残っています。"),
    _l("責めるためではありません。いま話せるところは「助け」にあります。"),
)
_UNMASKED = Told(
    _l("見守りの責任者が二人で決めて、この名前と、あなたのほかの名前との結びつきを確かめました。"),
    _l(
        "安全にかかわることで、どうしても必要なときだけ、理由を書いた記録を残して行います。わかったのは名前どうしの結びつきだけです。"
    ),
    _l("納得できないときや、たずねたいことがあるときは、運営の人に伝えてください。"),
)


def of(notice: Notice) -> Told:
    """The sentences for one notice."""
    if notice.kind in duty_wording.AT_THE_DESK:
        return duty_wording.AT_THE_DESK[notice.kind]
    return {
        NoticeKind.REPLY: lambda _topic: Told(_l("あなたのことばに、返事が届きました。")),
        NoticeKind.THANKED: lambda _topic: Told(_l("あなたの返事に、話した人からお礼が届きました。")),
        NoticeKind.FOLLOWED_UP: lambda _topic: Told(_l("返事を書いた話の「その後」が届きました。")),
        NoticeKind.ANSWERED: lambda _topic: Told(_l("あなたの質問に、お返事が届きました。")),
        NoticeKind.HELD: _held,
        NoticeKind.RELEASED: lambda _topic: Told(_l("お待たせしました。書いてくださったことばが、出ました。")),
        NoticeKind.RELEASED_MASKED: _masked,
        NoticeKind.REMOVED: _removed,
        NoticeKind.WARNED: _warned,
        **{kind: _about_ruling(kind) for kind in ruling_wording.PICTURES},
        NoticeKind.REPORT_ANSWERED: lambda topic: _ANSWERS.get(topic, _ANSWERS["seen"]),
        NoticeKind.UNMASKED: lambda _topic: _UNMASKED,
        NoticeKind.UNSEALED: lambda _topic: _UNSEALED,
        NoticeKind.CALLED: lambda _topic: duty_wording.CALLED,
        NoticeKind.ROSTER: lambda topic: duty_wording.ROSTER.get(topic, duty_wording.ROSTER["planned"]),
        NoticeKind.HANDED: lambda _topic: duty_wording.handed(notice.contribution_id),
        NoticeKind.UNREAD: duty_wording.unread,
        NoticeKind.CARE: lambda _topic: Told(
            _l("話せるところのご案内があります。"), "", _l("「助け」をひらいてください。")
        ),
    }[notice.kind](notice.topic)


def about(kind: NoticeKind, topic: str) -> Told:
    """The sentences for a kind, where there is no notice of it (any more)."""
    return of(Notice(kind=kind, topic=topic))


def of_several(notice: Notice) -> Told:
    """The sentences for some notices that say the same about one place, without how many."""
    return {
        NoticeKind.REPLY: Told(_l("あなたの話に、いくつか返事が届いています。")),
        NoticeKind.FOLLOWED_UP: Told(_l("返事を書いた話の「その後」が、いくつか届いています。")),
    }.get(notice.kind) or of(notice)


def why_waiting(topic: str) -> LazyString:
    """Why a text waits for a person, by the kind that weighed most; also shown beside the waiting text."""
    if topic in _PARTS:
        return _l("%(part)sのような部分があったので、念のため人が読みます。", part=_PARTS[topic])
    return _WAITING_BECAUSE.get(topic.split(".", 1)[0], _WAITING_BECAUSE["screening"])


def _held(topic: str) -> Told:
    if topic.startswith("crisis."):
        way = _l("書いてくださって、ありがとうございます。いま話せるところは「助け」にあります。")
    else:
        way = _l("どうなったかは、ここでお知らせします。待つあいだに、書きなおすことも取り下げることもできます。")
    return Told(_l("書いてくださったことばは、いま確認を待っています。"), why_waiting(topic), way)


def _masked(topic: str) -> Told:
    words = _l("お待たせしました。書いてくださったことばを、一部を伏せた形で出しました。")
    return Told(words, _rule(topic).why, _l("伏せたところは、ご自身のことばで書きなおせます。"))


def _removed(topic: str) -> Told:
    rule = _rule(topic)
    return Told(_l("書いてくださったことばは、いま、ほかの人から見えないようにしてあります。"), rule.why, rule.way)


def _warned(topic: str) -> Told:
    rule = _rule(topic)
    words = _l(
        "書いてくださったことばを、ほかの人から見えないようにしました。見守りの人から、次からのお願いがあります。"
    )
    return Told(words, rule.why, rule.way)


def _about_ruling(kind: NoticeKind) -> Callable[[str], Told]:
    """The reason of the rule goes with it, where the kind has a place for one."""
    return lambda topic: ruling_wording.of(kind, _rule(topic).why)


def _rule(code: str) -> Rule:
    return RULES.get(code, RULES["other"])
