"""Personal details that the tagger hears where no rule saw any; what everybody may repeat is nobody's."""

import re
from collections.abc import Iterable, Iterator

from moderation.classifier.verdict import Mark
from moderation.detectors.pii.dates import grown
from moderation.detectors.pii.phones import published
from moderation.finding import UNSURE, Category, Finding, Severity
from moderation.masking import STAND_INS
from moderation.people import well_known
from moderation.public import is_public_handle, is_public_site, public_postal_codes
from moderation.reading import Reading

FIRM = 0.5
"""Score of a rule from which on it has seen a place itself."""
HEARD = 0.3
"""What scores less no policy asks for."""
_TRIMMED = " \n\t.,;:!?、。，．・…!?！？\"'“”‘’「」『』()（）[]［］<>〈〉【】"
_LINK = re.compile(r"(?:h..ps?://|www\.)\S{1,200}", re.IGNORECASE)
_HIDDEN = re.compile(rf"[\[［](?:{'|'.join(map(re.escape, sorted(STAND_INS)))})[\]］]")
_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏ]")
_SHORTEST = 2


def supposed(reading: Reading, marks: Iterable[Mark], findings: Iterable[Finding]) -> Iterator[Finding]:
    """Marks as findings tagged `unsure`, in the original text, where nothing that a rule is sure of stands."""
    seen = [one for one in findings if one.category is Category.PII and one.score >= FIRM]
    for mark in marks:
        start, end = _natural(reading.plain.text, mark.start, mark.end)
        if mark.score < HEARD or end - start < _SHORTEST or _anybodys(reading, mark.kind, (start, end)):
            continue
        first, last = reading.plain.span(start, end)
        if not any(one.start < last and first < one.end for one in seen):
            yield Finding(mark.kind, Severity.WEAK, first, last, mark.score, "tagger", frozenset((UNSURE,)))


def _natural(text: str, start: int, end: int) -> tuple[int, int]:
    """Whole words, without the spaces and stops around them."""
    while start < end and text[start] in _TRIMMED:
        start += 1
    while start < end and text[end - 1] in _TRIMMED:
        end -= 1
    if start == end:
        return start, end
    while start and _LATIN.match(text[start]) and _LATIN.match(text[start - 1]):
        start -= 1
    while end < len(text) and _LATIN.match(text[end - 1]) and _LATIN.match(text[end]):
        end += 1
    return start, end


def _anybodys(reading: Reading, kind: str, span: tuple[int, int]) -> bool:
    """Published lines and sites, people of stories and of the news, days of late, and what already stands in for something."""
    text, (start, end) = reading.plain.text, span
    said = text[start:end]
    around = text[max(0, start - 30) : end + 30]
    if any(hidden.group() in around and said in hidden.group() for hidden in _HIDDEN.finditer(around)):
        return True
    if any(link.start() < end and start < link.end() and is_public_site(link.group()) for link in _LINK.finditer(text)):
        return True
    if kind == "pii.person":
        return well_known(said)
    if kind == "pii.birthdate":
        return not grown(said)
    if re.sub(r"\D", "", said) in public_postal_codes() or is_public_handle(said):
        return True
    return kind == "pii.phone" and published(text, start, end)
