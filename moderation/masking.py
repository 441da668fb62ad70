"""The same text with what identifies somebody taken out."""

from moderation.draft import Draft
from moderation.finding import UNSURE, Category, Finding

_JA = {
    "pii.phone": "電話番号", "pii.email": "メールアドレス", "pii.address": "住所", "pii.postal_code": "郵便番号", "pii.person": "名前",
    "pii.school": "学校名", "pii.handle": "アカウント", "pii.bank_account": "口座", "pii.card": "カード番号", "pii.my_number": "番号",
    "pii.birthdate": "生年月日", "pii.url": "リンク",
}  # fmt: skip
_EN = {
    "pii.phone": "phone number", "pii.email": "e-mail", "pii.address": "address", "pii.postal_code": "postal code",
    "pii.person": "name", "pii.school": "school", "pii.handle": "account", "pii.bank_account": "bank account",
    "pii.card": "card number", "pii.my_number": "number", "pii.birthdate": "date of birth", "pii.url": "link",
}  # fmt: skip

_ELSE = ("伏せました", "hidden")
# Whatever may stand in brackets where something was.
STAND_INS = frozenset({*_JA.values(), *_EN.values(), *_ELSE})


def mask(draft: Draft, findings: tuple[Finding, ...]) -> str:
    """The text of the draft with every identifying span, and every method word, replaced by what it was."""
    text = draft.text
    japanese = draft.lang == "ja" or any("ぁ" <= char <= "ヿ" for char in text)
    stand_in = _in_japanese if japanese else _in_english
    parts, last = [], 0
    for start, end, kind in _spans(findings):
        if start >= last:
            parts += [text[last:start], stand_in(kind)]
            last = end
    return "".join([*parts, text[last:]])


def hides(findings: tuple[Finding, ...]) -> bool:
    """Whether anything is hidden that was seen, and not only supposed."""
    return bool(_spans(tuple(finding for finding in findings if UNSURE not in finding.tags)))


def _spans(findings: tuple[Finding, ...]) -> list[tuple[int, int, str]]:
    """Places to hide, overlapping ones joined, the longest naming the whole."""
    wanted = [
        f for f in findings if (f.category is Category.PII or "method" in f.tags) and not f.tags & {"whole", "gathered"}
    ]
    joined: list[tuple[int, int, str]] = []
    for finding in sorted(wanted, key=lambda f: (f.start, -f.end)):
        if joined and finding.start < joined[-1][1]:
            start, end, kind = joined[-1]
            joined[-1] = (start, max(end, finding.end), kind)
        else:
            joined.append((finding.start, finding.end, finding.kind))
    return joined


def _in_japanese(kind: str) -> str:
    return f"［{_JA.get(kind, _ELSE[0])}］"


def _in_english(kind: str) -> str:
    return f"[{_EN.get(kind, _ELSE[1])}]"
