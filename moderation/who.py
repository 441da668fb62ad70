"""Who is in danger: the writer, the child, or somebody else; decided from the words around."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from moderation.anchors import folded
from moderation.context import sentence
from moderation.finding import Finding

_DATA = tomllib.loads((Path(__file__).parent / "lexicons" / "who.toml").read_text("utf-8"))
CHILD, _SELF_RE, _OTHER_RE = (re.compile(folded(_DATA[name])) for name in ("child", "self", "other"))
_TOGETHER = re.compile(
    r"一緒に|いっしょに|道連れ|を連れて|二人で|ふたりで|(?:with|take) (?:him|her|them|my (?:son|daughter|kids?))"
)
_SAYS = re.compile(
    folded(
        r"^[」』\"]?(?:って|と|とか|なんて)[^。！？!?\n]{0,10}(?:言|いっ|いい|ゆう|泣|叫|書|口にし|口ぐせ|口癖|もら|つぶや|呟|訴|LINE|ライン|メモ|検索|メッセージ|漏ら|ぽつ)"
    )
)

_SAID = re.compile(
    r"(?:\bsa(?:id|ys|ying)|\btold me|\btexted|\bwrote|\bwishes|說|说|告诉我|고 했|말했|\bdi(?:ce|jo|z|sse|t)(?: que| qu)?|\bfalou|"
    r"\bsagte?|\bnói|\bbảo|บอก|कहत[ाीे]|कहा|\bsabi(?: ng)?|\bsinabi)[^.!?。]{0,24}$"
)
"""Somebody's words are told: whoever was named before them is meant, whatever pronoun stands between."""

TURNS = {
    "child": {"crisis.suicide_self": "crisis.suicide_child"},
    "other": {"crisis.suicide_self": "crisis.third_party"},
}


def settle(finding: Finding, text: str, start: int, end: int) -> Finding:
    """The finding with the kind and tags of the person it is about."""
    who = _who(text, start, end) if finding.kind == "crisis.suicide_self" or "joint" in finding.tags else ""
    if "joint" in finding.tags and who == "other" and _SAYS.search(text[end : end + 24]):
        kind = TURNS["other"].get(finding.kind, finding.kind)
        return replace(finding, kind=kind, tags=finding.tags - {"self", "plain"} | {"other"})
    if finding.kind != "crisis.suicide_self" or "self" in finding.tags:
        return finding
    if who != "other" and _TOGETHER.search(text[max(0, start - 12) : end]):
        return replace(finding, tags=finding.tags | {"self", "joint"})
    kind = TURNS.get(who, {}).get(finding.kind, finding.kind)
    return replace(finding, kind=kind, tags=finding.tags | {who})


def _who(text: str, start: int, end: int) -> str:
    """The nearest person named before the words in their sentence; one who is quoted is not the writer."""
    first, _ = sentence(text, start, end)
    lead = text[max(first, start - 60) : start]
    told = _SAID.search(lead)
    if told and (named := CHILD.search(lead[: told.end()])) and not _OTHER_RE.search(lead[: named.start()]):
        return "child"
    places = {
        name: _last(pattern, lead) for name, pattern in (("self", _SELF_RE), ("child", CHILD), ("other", _OTHER_RE))
    }
    nearest = max(places, key=lambda name: places[name])
    if places[nearest] >= 0 and not (nearest == "self" and _SAYS.search(text[end : end + 24]) and places["child"] >= 0):
        return nearest
    return "child" if _SAYS.search(text[end : end + 24]) or places["child"] >= 0 else "self"


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
