"""Details that are harmless one by one and together point at one child: year, town, club, event."""

import re
from collections.abc import Iterator

from moderation.finding import Finding, Severity
from moderation.normalise import normalise
from moderation.reading import Reading

ENOUGH = 3
DETAILS: dict[str, re.Pattern[str]] = {
    "year": re.compile(
        r"[小中高][1-6一二三四五六]|[1-6]年生|[1-6]年[1-9]組|\b(?:year|grade) ?\d{1,2}\b|\by\d{1,2}\b", re.IGNORECASE
    ),
    "town": re.compile(
        r"[一-龥ヶノケ]{2,5}(?:市|区|町|村)(?!役|民|内|立|議|長)|(?:in|near|from) (?!the|my|bed|school)[A-Z][a-z]{3,}"
    ),
    "club": re.compile(
        r"サッカー|野球|吹奏楽|ミニバス|バスケ|テニス|卓球|剣道|柔道|水泳|体操|バレエ|ピアノ|美術|合唱|陸上|バレー部|少年団|football|soccer|band|choir|gymnastics|swimming|karate|ballet|cricket|netball",
        re.IGNORECASE,
    ),
    "event": re.compile(
        r"大会|発表会|コンクール|運動会|文化祭|キャプテン|優勝|準優勝|代表|受賞|入賞|新聞に載|final|captain|tournament|recital|prize|won the|played the lead",
        re.IGNORECASE,
    ),
    "place": re.compile(
        r"[一-龥ァ-ヴー]{2,8}(?:駅|団地|公園|病院|図書館)|\b[A-Z][a-z]{1,60} (?:Station|Park|Library|Hospital)\b"
    ),
}


def gathered(reading: Reading) -> Iterator[Finding]:
    """Warn when this text adds a detail and, with the author's earlier ones, three kinds of detail including a place are known."""
    if not reading.draft.earlier:
        return
    here = {name: match for name, pattern in DETAILS.items() if (match := pattern.search(reading.plain.text))}
    known = {
        name
        for text in reading.draft.earlier[:30]
        for name, pattern in DETAILS.items()
        if pattern.search(normalise(text[:2000]).text)
    }
    fresh = [match for name, match in here.items() if name not in known]
    together = known | set(here)
    if fresh and known and len(together) >= ENOUGH and together & {"town", "place"}:
        start, end = reading.plain.span(*fresh[0].span())
        yield Finding("pii.school", Severity.WEAK, start, end, 0.6, "gathered_details", frozenset(("gathered",)))
