"""How words are used: quoted, denied, told of the past or of a story, asked about, or said as a warning."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from moderation.anchors import folded

_END = re.compile(r"[。！？!?\n]|\.(?=\s|$)")
DATA = Path(__file__).parent / "lexicons" / "circumstances.toml"
_REACH = 160
GAP = r"[^。！？!?\n]{0,12}"
WIDE = r"[^。！？!?\n]{0,30}"


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a span begins and ends, at most `_REACH` characters away."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    first = max((match.end() for match in _END.finditer(text, low, start)), default=low)
    last = _END.search(text, end, high)
    return first, last.end() if last else high


@lru_cache(maxsize=1)
def rules() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """The patterns of every circumstance, each with the place it is looked for in."""
    table = tomllib.loads(DATA.read_text("utf-8"))
    return {name: tuple((row["where"], _pattern(row["pattern"])) for row in rows) for name, rows in table.items()}


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(folded(source.replace("…", GAP)))


def circumstances(text: str, start: int, end: int) -> frozenset[str]:
    """Which circumstances hold for text[start:end]."""
    first, last = sentence(text, start, end)
    places = {
        "before": text[first:start],
        "after": text[end : min(last, end + 24)],
        "sentence": text[first:last],
        "text": text[:1500],
    }
    found = {name for name, some in rules().items() if any(rule.search(places[where]) for where, rule in some)}
    return frozenset(found | ({"quoted"} if _in_quotes(text, start, end, first) else set()))


def throughout(text: str) -> frozenset[str]:
    """Which circumstances hold anywhere in a text, for what concerns the whole of it."""
    return circumstances(text, 0, len(text))


_PAIRS = {"「": "」", "『": "』", '"': '"', "“": "”", "«": "»", "‘": "’"}


def _in_quotes(text: str, start: int, end: int, first: int) -> bool:
    low = max(0, first - 60)
    for opening, closing in _PAIRS.items():
        at = text.rfind(opening, low, start + 1)
        if at < 0:
            continue
        if opening == closing and text.count(opening, low, at + 1) % 2 == 0:
            continue
        shut = text.find(closing, at + 1)
        if shut >= end - 1:
            return True
    return False
