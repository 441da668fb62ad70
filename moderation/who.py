"""Who is in danger: the writer, the child, or somebody else; decided from the words around."""

import re
from dataclasses import replace

from moderation.anchors import folded
from moderation.context import sentence
from moderation.finding import Finding

_CHILD = (
    r"子(?:ども|供|も)?(?![ぁ-ん]{0,1}育)|息子|娘|長男|長女|次男|次女|三男|三女|末っ子|上の子|下の子|孫|甥|姪|弟|妹|兄|お兄ちゃん|お姉ちゃん|坊主|むすこ|むすめ|中[123一二三](?:の|が|は)|小[1-6](?:の|が|は)|高[123](?:の|が|は)|生徒|"
    r"\bmy (?:son|daughter|boy|girl|kid|child|teen(?:ager)?|eldest|youngest|lad|niece|nephew|\d+ ?(?:yo|year old))|\b(?:he|she|they)\b|my \d+|"
    r"儿子|女儿|孩子|兒子|女兒|娃|아들|딸|아이|애가|우리 애|mi hij[oa]|meu filho|minha filha|mon fils|ma fille|mein sohn|meine tochter|ลูก|con (?:mình|tôi|em|trai|gái)|बेटा|बेटी|बेटे|anak ko|anak"
)
_SELF = r"私|わたし|あたし|自分|俺|僕|うちは|ママが|母親の|死んでしまいたい|\bi\b|\bi'm\b|\bme\b|\bmyself\b|我|나는|저는|제가|\byo\b|\beu\b|\bje\b|\bich\b|\bmình\b|ฉัน|मैं|\bako\b"
_OTHER = r"(?:友だち|友達|友人|ママ友|知り合い|知人|同僚|義母|義姉|姉|母親?が|主人が|夫が|旦那が|弟が|上の(?:人|方|投稿)|この人|さっきの|あの人|さんが|さんの|方が|\bmy (?:friend|sister|brother|husband|wife|mum|mom|dad|ex)\b|someone (?:on|in) here|朋友|친구|amig[oa]|ami[e]?|freund)"
_CHILD_RE, _SELF_RE, _OTHER_RE = (re.compile(folded(words)) for words in (_CHILD, _SELF, _OTHER))
_SAYS = re.compile(folded(r"^[」』\"]?(?:って|と|とか|なんて)[^。！？!?\n]{0,10}(?:言|いっ|いい|ゆう|泣|叫|書|口にし|口ぐせ|口癖|もら|つぶや|呟|訴|LINE|ライン|メモ|検索|メッセージ|漏ら|ぽつ)"))

TURNS = {
    "child": {"crisis.suicide_self": "crisis.suicide_child"},
    "other": {"crisis.suicide_self": "crisis.third_party"},
}


def settle(finding: Finding, text: str, start: int, end: int) -> Finding:
    """The finding with the kind and tags of the person it is about."""
    if finding.kind != "crisis.suicide_self" or "self" in finding.tags:
        return finding
    who = _who(text, start, end)
    kind = TURNS.get(who, {}).get(finding.kind, finding.kind)
    return replace(finding, kind=kind, tags=finding.tags | {who})


def _who(text: str, start: int, end: int) -> str:
    """The nearest person named before the words in their sentence; one who is quoted is not the writer."""
    first, _ = sentence(text, start, end)
    lead = text[max(first, start - 60) : start]
    places = {name: _last(pattern, lead) for name, pattern in (("self", _SELF_RE), ("child", _CHILD_RE), ("other", _OTHER_RE))}
    nearest = max(places, key=lambda name: places[name])
    if places[nearest] >= 0 and not (nearest == "self" and _SAYS.search(text[end : end + 24]) and places["child"] >= 0):
        return nearest
    return "child" if _SAYS.search(text[end : end + 24]) or places["child"] >= 0 else "self"


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
