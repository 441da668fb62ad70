"""Personal details that the tagger hears where no rule saw any; what everybody may repeat is nobody's."""

import re
from collections.abc import Iterable, Iterator

from moderation.classifier.verdict import Mark
from moderation.detectors.pii.dates import grown
from moderation.detectors.pii.phones import published
from moderation.draft import Standing
from moderation.finding import UNSURE, Category, Finding, Severity
from moderation.masking import STAND_INS
from moderation.normalise import as_typed
from moderation.numerals import digits_view
from moderation.people import well_known
from moderation.public import is_public_handle, public_postal_codes
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
_TOWN = re.compile("[ぁ-んァ-ヶー々一-龥]{1,8}[都道府県市区町村]")
_PLACES = frozenset(("pii.school", "pii.address"))
_SHORT_DIAL = re.compile(r"#\d{4}(?!\d)")
_NUMBERS = frozenset(f"pii.{kind}" for kind in ("phone", "postal_code", "bank_account", "card", "my_number"))
_FEWEST = 3
"""Figures, however told; with fewer nothing is a number of somebody."""


def supposed(reading: Reading, marks: Iterable[Mark], findings: Iterable[Finding]) -> Iterator[Finding]:
    """Marks as findings tagged `unsure`, in the original text, where nothing that a rule is sure of stands.

    None in the texts of staff, who write the names of lines and services all day.
    """
    if reading.draft.standing is Standing.STAFF:
        return
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
    """What everybody may repeat, and what is no detail of this kind."""
    text = reading.plain.text
    said = text[slice(*span)]
    return _judged_elsewhere(text, span) or _public(said) or _no_number(kind, said) or _of_kind(kind, text, span)


def _judged_elsewhere(text: str, span: tuple[int, int]) -> bool:
    """Links, which rules can tell, and what stands in for a detail already."""
    start, end = span
    near, said = text[max(0, start - 30) : end + 30], text[start:end]
    return any(said in hidden.group() for hidden in _HIDDEN.finditer(near)) or any(
        link.start() < end and start < link.end() for link in _LINK.finditer(text)
    )


def _public(said: str) -> bool:
    return bool(_SHORT_DIAL.search(said) or re.sub(r"\D", "", said) in public_postal_codes() or is_public_handle(said))


def _no_number(kind: str, said: str) -> bool:
    return kind in _NUMBERS and sum(map(str.isdigit, digits_view(as_typed(said)).text)) < _FEWEST


def _of_kind(kind: str, text: str, span: tuple[int, int]) -> bool:
    """Published lines and desks, towns, days of late, people of stories and of the news."""
    said = text[slice(*span)]
    return (
        (kind == "pii.person" and well_known(said))
        or (kind == "pii.birthdate" and not grown(said))
        or (kind in _PLACES and _TOWN.fullmatch(said) is not None)
        or (kind == "pii.phone" and published(text, *span))
    )
