"""The policy in words a lead can argue with: its rows, its situations, and why a change cannot be."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.contributions import amending
from app.contributions.amending import Amendments, Row
from app.contributions.policy_models import PolicyAct

FAMILIES = {
    "pii.*": _l("だれかわかる手がかり（すべて）"),
    "scam.*": _l("勧誘や販売（すべて）"),
    "abuse.*": _l("人を傷つける言いかた（すべて）"),
    "flood.*": _l("くり返し・連投（すべて）"),
    "crisis.*": _l("命や安全にかかわること（すべて）"),
}
CONTROLS = {
    "allow": _l("そのまま出す"),
    "nudge": _l("送る前にひとことたずねる"),
    "mask": _l("伏せた形をすすめる"),
    "hold": _l("人が先に見る"),
    "refuse": _l("受けとらない"),
}
CARE = {"none": _l("案内なし"), "offer": _l("案内あり"), "urgent": _l("急ぎの案内")}
LEAST = {"weak": _l("弱いしるしから"), "strong": _l("はっきりしたしるしから"), "grave": _l("とても重いしるしだけ")}
WEIGHTS = {"weak": _l("弱い"), "strong": _l("はっきりした"), "grave": _l("とても重い")}
WHO = {"all": _l("だれでも"), "newcomer": _l("新しい人だけ")}
WHEN = {"always": _l("いつでも"), "night": _l("見守りのいない夜だけ")}
SITUATIONS = {
    "usual": _l("なじみの人が昼に送るとき"),
    "insisted": _l("たずねられたあと、もう一度送るとき"),
    "newcomer": _l("新しい人が送るとき"),
    "night": _l("見守りのいない夜に送るとき"),
}
ACTS = {PolicyAct.APPROVED: _l("ふたりで決めた"), PolicyAct.UNDONE: _l("ひとつ前に戻した")}

_WHY_NOT = {
    "columns": _l("えらべるものの中から、もう一度えらんでください。"),
    "empty": _l("ことば、引っかかる例、引っかからない例の3つを書いてください。"),
    "too_long": _l("少し長いようです。ことばは200文字、例とメモは300文字までにしてください。"),
    "too_many": _l("見張ることばと決まりは、それぞれ200までです。使っていないものを減らしてください。"),
    "twice": _l("同じものが、もうあります。"),
    "no_pattern": _l("ことばの書きかたが読みとれませんでした。かっこや記号が閉じているか見てください。"),
    "unbounded": _l(
        "「*」や「+」のように限りなくくり返す書きかたは使えません。「…」（12文字までのすきま）を使ってください。"
    ),
    "no_word": _l("かならず入る文字がひとつは要ります。このままでは、どんな文にも引っかかってしまいます。"),
    "too_wide": _l("すきまや選びかたが多すぎて、読むのに時間がかかりすぎます。ことばを二つに分けてください。"),
    "example_silent": _l("「引っかかる例」に引っかかりませんでした。ことばか例を直してください。"),
    "counter_example_fires": _l("「引っかからない例」にも引っかかってしまいました。ことばをもう少ししぼってください。"),
    "threshold": _l("確かさは、0.3から0.9のあいだにしてください。"),
    "control": _l("どうするかを、えらべるものの中からえらんでください。"),
    "nothing_to_mask": _l("「伏せた形をすすめる」は、だれかわかる手がかりにだけ使えます。"),
    "because": _l("なぜこの決まりが要るのかを、300文字までで書いてください。"),
    "no_row": _l("その決まりは、もうありません。画面を開きなおしてください。"),
    "length": _l("ためす数を、えらべるものの中からえらんでください。"),
    "crisis_row": _l(
        "命や安全にかかわることばは、止めるための決まりにできません。止めずに、書いた人にだけ案内を出します。"
    ),
    "crisis_blocks": _l(
        "この変更では、命や安全にかかわることばの扱いが変わってしまいます。それだけで止めることも、人が先に見るのをやめることもできません。"
    ),
    "care": _l("この変更では、助けの案内が変わってしまいます。案内を減らすことはできません。"),
    "crisis_threshold": _l(
        "命や安全にかかわることは、いまより見落としやすくはできません。0.5か、それより小さくしてください。"
    ),
    "urgent": _l(
        "脅し・さらし・性的ないやがらせ・死をすすめることば・会う誘いは、いまよりゆるくはできません。読んだ人が取り返しのつかない目にあうからです。"
    ),
    "identifies": _l("だれかわかる手がかりを、何もたずねずに出すことはできません。たずねる形までにしてください。"),
}


def why_not(code: str, about: str = "") -> str:
    """Why a change cannot be, and what could be done instead; with the kind it is about."""
    told = str(_WHY_NOT.get(code, _WHY_NOT["columns"]))
    named = kind(about) if "." in about else ""
    return _("%(words)s（%(kind)s）", words=told, kind=named) if named else told


def kind(name: str) -> str:
    """What a kind or a family is called."""
    return str(FAMILIES[name]) if name in FAMILIES else amending.kind_name(name) or name


def kinds() -> Sequence[tuple[str, str]]:
    """Every kind one can watch for."""
    return [(each, kind(each)) for each in amending.WATCHABLE]


def kinds_and_families() -> Sequence[tuple[str, str]]:
    """What a row or a threshold can be about, apart from danger."""
    return [(each, str(FAMILIES[each])) for each in amending.FAMILIES] + [
        (each, name) for each, name in kinds() if not each.startswith("crisis.")
    ]


def row(shown: Row) -> str:
    """What a shipped row is about."""
    return "・".join(kind(each) for each in shown.kinds)


def conditions(shown: Row) -> str:
    """When a shipped row counts, where that is not always."""
    told = (
        (shown.least != "weak", LEAST[shown.least]),
        (shown.is_for_newcomers, WHO["newcomer"]),
        (shown.is_for_staff, _l("働く人だけ")),
        (shown.is_for_nights, WHEN["night"]),
        (shown.is_supposed, _l("学んだ部分だけが気づいたとき")),
        (shown.is_gathered, _l("小さな手がかりが重なったとき")),
    )
    return "・".join(str(words) for counts, words in told if counts)


def controls(pair: tuple[str, str]) -> str:
    """What a row does, the first time and after having asked."""
    first, then = (str(CONTROLS[each]) for each in pair)
    if pair[0] in {"hold", "allow"} and pair[0] == pair[1]:
        return first
    return _("%(first)s → もう一度送られたら：%(then)s", first=first, then=then)


def added(given: Mapping[str, str]) -> str:
    """A row of one's own in a line."""
    circumstances = [LEAST[given["least"]], WHO[given["who"]], WHEN[given["when"]]]
    parts = [kind(given["kind"]), *(str(each) for each in circumstances)]
    return _("%(about)s：%(then)s", about="・".join(parts), then=controls((given["action"], given["insisted"])))


def differences(given: Amendments) -> list[str]:
    """Everything that differs from the shipped policy, a line each."""
    lines = [
        _("見張ることば「%(pattern)s」（%(kind)s）", pattern=word["pattern"], kind=kind(word["kind"]))
        for word in given.words
    ]
    lines += [_("%(kind)sは、確かさ%(at)sから", kind=kind(name), at=f"{at:g}") for name, at in given.thresholds]
    lines += [
        _("%(about)s：%(then)s", about="／".join(filter(None, (row(each), conditions(each)))), then=controls(each.now))
        for each in amending.rows(given)
        if each.is_changed
    ]
    return lines + [added(each) for each in given.added]
