"""Too much of the same: repeats, one text by many, shouting, link after link."""

import re
from collections.abc import Iterator
from functools import lru_cache

from moderation.draft import Channel, Draft, Standing
from moderation.finding import Finding, Severity
from moderation.folding import compact_view, folded_view
from moderation.normalise import normalise
from moderation.reading import Reading

ALIKE = 0.8
"""Share of three-letter pieces two texts have in common before they count as the same."""
SHORTEST = 12
MANY = 2
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_MARKS = re.compile(r"([!?！？#＃★☆♥❤🔥💰])\1{9}")


def floods(reading: Reading) -> Iterator[Finding]:
    """Compared with the author's own recent texts, with those of others, and with itself."""
    draft = reading.draft
    if sum(_alike(draft.body, text) for text in draft.earlier[:20]) >= 1:
        yield _whole(reading, "flood.repeat", 0.9)
    if sum(_alike(draft.body, text) for text in draft.others[:300]) >= MANY:
        yield _whole(reading, "flood.copied", 0.9)
    if _shouts(reading.plain.text):
        yield _whole(reading, "flood.shouting", 0.7)
    if len(_LINK.findall(reading.plain.text)) > _links_allowed(draft):
        yield _whole(reading, "flood.links", 0.9)


def _links_allowed(draft: Draft) -> int:
    """Nobody follows a stranger's link before a person has looked where it leads."""
    if draft.standing is Standing.NEWCOMER:
        return 0
    return 2 if draft.channel is Channel.CHAT else 5


def _whole(reading: Reading, kind: str, score: float) -> Finding:
    return Finding(kind, Severity.WEAK, 0, len(reading.text), score, kind, frozenset(("whole",)))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> frozenset[str]:
    tidy = compact_view(folded_view(normalise(text[:2000]))).text
    return frozenset(tidy[at : at + 3] for at in range(max(0, len(tidy) - 2)))


def _alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for small changes; short replies (わかる, same) may be repeated."""
    if min(len(one), len(other)) < SHORTEST or max(len(one), len(other)) > 2 * min(len(one), len(other)):
        return False
    mine, theirs = _pieces(one), _pieces(other)
    return len(mine & theirs) >= ALIKE * max(1, len(mine | theirs))


def _shouts(text: str) -> bool:
    letters = [char for char in text[:4000] if char.isalpha() and char.isascii()]
    capitals = sum(char.isupper() for char in letters)
    return (len(letters) >= 60 and capitals > 0.8 * len(letters)) or _MARKS.search(text) is not None
