"""What the console says about a case before anybody opens the text: neutral, short, without a word of it."""

import hashlib
from datetime import datetime, timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.accounts.models import SanctionKind
from app.permissions import Standing
from app.review.danger import GRAVE, STRONG, Danger
from app.review.queries import Item

CATEGORIES = {
    "crisis": _l("命や安全にかかわること"),
    "pii": _l("だれかわかる手がかり"),
    "abuse": _l("人を傷つける言いかた"),
    "scam": _l("勧誘や販売"),
    "flood": _l("くり返し・連投"),
    "report": _l("読んだ人からの知らせ"),
    "screening": _l("自動の確認ができなかったもの"),
    "hidden": _l("見守り番が見えなくしたもの"),
    "returned": _l("もう一度見てほしいもの"),
    "night": _l("見守りのいない時間に届いたもの"),
}

LINES = {
    "crisis": _l("書いた人か、まわりの人の安全が気がかりです。"),
    "pii": _l("名前や連絡先などが入っているかもしれません。"),
    "abuse": _l("読む人がつらくなる言いかたかもしれません。"),
    "scam": _l("商品や契約、外への誘いかもしれません。"),
    "flood": _l("同じ内容が続いているかもしれません。"),
    "report": _l("気になると、読んだ人から知らせがありました。"),
    "hidden": _l("数時間でひとりでに戻ります。先に見てください。"),
    "night": _l("はじめての人のことばか、リンクのあることばです。気がかりなところは見つかっていません。"),
    "returned": _l("お願いのあとで書きなおされたか、前の決定が取り消されました。"),
    "screening": _l("中身はまだ分かりません。人の目を待っています。"),
}

REPORTED = {
    "danger": _l("だれかの身が心配"),
    "identifies": _l("だれかわかってしまう"),
    "scam": _l("勧誘や販売だと思う"),
    "hurtful": _l("傷つく言いかた"),
    "name": _l("名前（呼び名）が気になる"),
    "other": _l("そのほか"),
}

# What a report is about, where its reason says so.
ABOUT = {
    "report.danger": "crisis",
    "report.identifies": "pii",
    "report.scam": "scam",
    "report.hurtful": "abuse",
}

PLACES = {
    "message": _l("部屋のことば"),
    "thread": _l("広場の話"),
    "reply": _l("広場の返事"),
    "question": _l("専門家への質問"),
    "answer": _l("専門家のお返事"),
}

SANCTIONS = {
    SanctionKind.NOTE: _l("控えを残した"),
    SanctionKind.WARNING: _l("注意を伝えた"),
    SanctionKind.PAUSE: _l("書くのを休んでもらった"),
    SanctionKind.MASK_BAN: _l("この名前を閉じた"),
    SanctionKind.ACCOUNT_BAN: _l("席を閉じた"),
}

STANDINGS = {
    Standing.NEWCOMER: _l("ここに来て、まだ間もない人です。"),
    Standing.KNOWN: _l("しばらくここで書いている人です。"),
    Standing.TRUSTED: _l("長く、おだやかに書いてきた人です。"),
}

MARKS = {Danger.NOW: "urgent", Danger.HIDDEN: "urgent", Danger.HIGH: "waiting", Danger.ORDINARY: ""}
SINCE = (
    (timedelta(hours=24), _l("1日以上まえから")),
    (timedelta(hours=12), _l("半日以上まえから")),
    (timedelta(hours=3), _l("数時間まえから")),
    (timedelta(hours=1), _l("1時間以上まえから")),
    (timedelta(minutes=30), _l("30分以上まえから")),
    (timedelta(minutes=5), _l("5分以上まえから")),
)


def category(item: Item) -> LazyString:
    """What the gravest concern is about."""
    return CATEGORIES.get(_family(item), CATEGORIES["report"])


def line(item: Item) -> LazyString:
    """One neutral sentence."""
    return LINES.get(_family(item), LINES["report"])


def is_urgent(item: Item) -> bool:
    """Should somebody come at once?"""
    return item.danger <= Danger.HIDDEN


def mark(item: Item) -> str:
    """The same as long as the item looks the same to this moderator in this language."""
    holder = (item.holder.name, item.holder.is_me) if item.holder else ()
    looks = (str(category(item)), *facts(item), *badges(item), *holder)
    return hashlib.sha256(repr(looks).encode()).hexdigest()[:12]


def reported(reason: str) -> LazyString:
    """A reporter's reason in words."""
    return REPORTED.get(reason, REPORTED["other"])


def severity(item: Item) -> tuple[str, str]:
    """How urgent, as the text and kind of a badge."""
    if item.danger <= Danger.HIDDEN:
        return _("急ぎ"), "danger"
    weight = max((concern.severity for concern in item.concerns), default=0)
    words = {GRAVE: _("重い"), STRONG: _("中くらい")}.get(weight, _("軽い"))
    return words, "waiting" if weight == GRAVE else ""


def badges(item: Item) -> list[tuple[str, str]]:
    """How urgent, and whether somebody should have looked by now."""
    return [severity(item), (_("約束の時間をすぎています"), "danger")] if item.is_late else [severity(item)]


def facts(item: Item) -> list[str]:
    """Where it stands, since when it waits, how it came here."""
    found = [str(place(item)), since(item.since)]
    if item.reports:
        found.append(_("知らせ%(number)d件", number=item.reports))
    return found


def place(item: Item) -> LazyString | str:
    return PLACES.get(item.contribution.kind, item.contribution.kind)


def since(moment: datetime) -> str:
    """How long something has been waiting, as roughly as one needs to know."""
    age = clock.now() - moment
    return next((str(words) for least, words in SINCE if age >= least), _("いま届いたばかり"))


def _family(item: Item) -> str:
    kind = item.concerns[0].kind if item.concerns else "report"
    return ABOUT.get(kind, kind.split(".", 1)[0])
