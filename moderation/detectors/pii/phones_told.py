"""Telephones told in two goes, without the nought the words speak of, or as ten Hindi words."""

import re
from collections.abc import Iterator

from moderation.reading import Reading

Span = tuple[int, int]

_REST = r"(?:続き|つづき|後半|残り|のこり|後ろ|うしろ|あと|下(?:の|半分|8桁|4桁)?|then|the rest|rest is|second half)"
_PARTS = re.compile(
    r"(?<![\d\-])(0[5789]0) ?(?:をとったら|のあと|の後|のうしろ|に続けて|を頭に|を付けて|をつけて)[^\d\n]{0,6}(\d{4}[\-の、 ]{0,3}\d{4})(?!\d)"
    rf"|(?<![\d\-])(0[5789]0[\d\-]{{0,6}})(?!\d)[^\d\n]{{1,14}}?{_REST}[^\d\n]{{0,6}}(\d[\d\-]{{3,9}})(?!\d)"
    r"|(?:市外局番|area code)[^\d\n]{0,5}(0\d{1,4})[^\d\n]{1,8}(\d{1,4}-?\d{4})(?!\d)"
    r"|(?<!\d)(\d{3}[\-, ]{1,2}\d{4}),? (?:and )?(?:the )?area code(?: is)?,? (\d{3})(?!\d)",
    re.IGNORECASE,
)
_ZERO_LEFT = re.compile(
    r"(?:ゼロ|0)(?:を|は)?(?:とって|取って|抜いて|ぬいて|頭|最初|つけて|付けて|から(?:始|はじ))|\b(?:stick|put|add|pop|with|need)s?(?: a| an| the)? (?:oh|zero|nought|0) (?:on|at|in) (?:the )?(?:front|start|beginning)|\b(?:without|minus|missing|drop(?:ped)?|left off|leave off|lost) (?:the |its )?(?:first|leading|starting) (?:zero|0|oh|nought)|頭に(?:0|ゼロ)|前に(?:0|ゼロ)"
)
_SHORN = re.compile(
    r"(?<![\d\-])[5789]0[\-、 ]{0,2}\d{4}[\-、 ]{0,2}\d{4}(?!\d)|(?<![\d\-])7[\d]{3}[\- ]{0,2}\d{3}[\- ]{0,2}\d{3}(?!\d)"
)
_HEAD = re.compile(r"(?:頭|あたま|最初|はじめ|先頭|前)(?:は|の|が|に)、?(0[5789]0)(?!\d)")
_BODY = re.compile(r"(?<![\d\-])\d{4}[\-、 の]{0,2}\d{4}(?![\d\-])")
_HINDI = re.compile(r"[\u0900-\u097f]")
_TEN_BY_ONE = re.compile(r"(?<!\d)(?<!\d )[6-9](?:,? \d){9}(?!,? ?\d)")


def told_in_parts(text: str) -> Iterator[Span]:
    """Numbers told in two goes, or without the nought that the words beside them speak of."""
    for match in _PARTS.finditer(text):
        parts = [part for part in range(1, 9) if match[part]]
        if 10 <= sum(char.isdigit() for part in parts for char in match[part]) <= 11:
            yield from [match.span()] if match[7] else (match.span(part) for part in parts if part not in (1, 5))
    if _HEAD.search(text):
        yield from (match.span() for match in _BODY.finditer(text))
    if _ZERO_LEFT.search(text):
        yield from (match.span() for match in _SHORN.finditer(text))


def told_in_hindi(reading: Reading) -> Iterator[Span]:
    """Ten figures, each of them a Hindi word, are a mobile."""
    if reading.digits is not reading.plain and _HINDI.search(reading.plain.text):
        yield from (match.span() for match in _TEN_BY_ONE.finditer(reading.digits.text))
