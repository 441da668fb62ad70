"""Places told without figures: numbers in words, houses with a name, three words, coordinates, rural routes."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.finding import Finding
from moderation.number_words import TENS, WORDS, sorted_by_start
from moderation.reading import Reading

_CAP = r"[A-Z][\w'’\-]{1,40}"
_KIND = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Close|Lane|Ln|Drive|Way|Court|Ct|Terrace|Crescent|Cres|Place|Gardens|Gdns|Grove|Square|Hill|Row|Mews|Boulevard|Walk|Rise|"
    r"Green|Croft|Villas|Vale|Wynd|Brae|Cottages|Buildings)"
)
_FIGURE = sorted_by_start({*WORDS, *TENS} - {"dash", "o", "do", "teen", "char", "ten", "once", "nil"})
_NUMBER = rf"(?:{_FIGURE}|ten)(?:[ \-](?:(?:and|y|e|et) )?(?:{_FIGURE})){{0,3}}"
_WORDED = re.compile(
    rf"\b(?:(?i:flat|apartment|apt|unit) (?:{_NUMBER}|\d{{1,4}}|[A-Za-z]),? )?(?:(?:[Nn]umber|[Nn]umbr|[Nn]o\.?|[Nn]r\.?) (?i:{_NUMBER})|{_NUMBER}),? (?:{_CAP} ){{1,3}}{_KIND}\b(?:,? {_CAP}){{0,2}}"
    rf"|\b(?i:calle|avenida|avda|plaza|paseo|camino|rua|travessa|praça|rue|avenue|allée|boulevard)\b [^\d\n,]{{3,30}},? (?i:número|nº|numéro|number)? ?(?:{_NUMBER})\b"
    rf"|\b(?:{_NUMBER}),? (?:rue|avenue|allée|impasse|chemin|boulevard) (?:d[eu]s?|de la|de l['’]|du) ?[\w'’éèêàçôîâû\-]{{2,40}}"
    rf"|\b[A-ZÄÖÜ][\wäöüß\-]{{0,40}}(?:straße|strasse|str\.|weg|platz|allee|gasse) (?:Nummer |Nr\.? )?(?:{_NUMBER})\b"
)
_HOUSE = re.compile(
    rf"\b(?!(?:The|In|At|Our|My|And|Opera|Court|Customs|Town|Guild) )(?:(?:{_CAP} ){{1,2}}(?:Cottage|House|Farm|Farmhouse|Lodge|Barn|Villa|Bungalow|Grange|Rectory|Vicarage)|Old (?:Forge|Rectory|Vicarage|School ?house|Mill|Barn|Bakery|Chapel|Post Office|Dairy|Stables|Smithy|Coach House)),? (?:{_CAP} ){{1,3}}{_KIND}\b(?:, {_CAP}(?: {_CAP})?){{0,2}}"
)
_HOME = re.compile(
    rf"(?i:\blive (?:at|in|on)|\bwe['’]?re (?:at|in)|\b(?:our|my) (?:house|place|address|flat)(?: is)?|\baddress(?: is)?|\bcome (?:round )?to|\b(?:drop|post|send) (?:it|them|him|her) (?:off )?(?:at|to)|\bdeliver(?:ed)? to|\b(?:house|cottage|farm|bungalow)(?: is)? (?:called|named))"
    rf"[ ,:]{{1,2}}(?P<place>(?:{_CAP} ){{0,2}}{_CAP},? (?:{_CAP} ){{1,2}}{_KIND}\b(?:,? {_CAP}){{0,2}})"
)
_NAMED_HOUSE = re.compile(
    rf"\b(?i:house|cottage|farm|bungalow|place|home)(?:['’]s| is)? (?i:called|named) [\"“']?(?:{_CAP} ){{0,2}}{_CAP}[\"”']?,? (?:on|in|off|down|along) (?:{_CAP} ){{1,3}}{_KIND}\b"
)
_THE = re.compile(
    r"(?i:\b(?:live at|lives at|we['’]re at|come (?:round )?to|address is|address:|house is|home is)) (?P<place>\d{1,3}[a-z]? The [A-Z][a-z]{3,14}(?:,? [A-Z][a-z]{2,16})?)"
)
_FLAT = re.compile(
    r"\b(?:flat|apt\.?|apartment|unit) ?\d{1,4}[a-z]?,? (?:[a-z'’]{2,20} ){1,2}(?:house|court|tower|building|heights|mansions|lodge|point|road|rd|street|lane|close|avenue|ave|drive|gardens|grove)\b"
    r"(?:,? (?:[a-z'’]{2,20} ){1,2}(?:road|rd|street|lane|close|avenue|ave|drive|gardens|grove)\b)?",
    re.IGNORECASE,
)
_THREE_WORDS = re.compile(
    r"/{2,3}[^\W\d_]{3,16}\.[^\W\d_]{3,16}\.[^\W\d_]{3,16}(?![\w./])"
    r"|(?:what ?(?:3|three) ?words|\bw3w)\b[^\n.]{0,16}?\b(?:[a-z]{3,16}(?:\.| dot )[a-z]{3,16}(?:\.| dot )[a-z]{3,16})(?![\w./])",
    re.IGNORECASE,
)
_COORDINATES = re.compile(
    r"\b(?i:lat(?:itude)?)[ :=]{1,3}-?\d{1,2}\.\d{3,9}°?[, ]{1,3}(?:and )?(?i:lon(?:g(?:itude)?)?|lng)[ :=]{1,3}-?\d{1,3}\.\d{3,9}|(?<![\d.])-?\d{1,2}\.\d{4,9}°? ?[NS]?[, ]{1,2}-?\d{1,3}\.\d{4,9}(?:°? ?[EW]\b)?(?![\d.])"
)
_RURAL = re.compile(
    r"\b(?:RR|R\.R\.|Rural Route|Star Route|RMB|HC) ?#?\d{1,3},? ?(?:Box|Site|Comp) ?#?\d{1,5}\b", re.IGNORECASE
)
_CHOME = re.compile(
    r"(?<![ぁ-んァ-ヴー一-龥])[ぁ-んァ-ヴー一-龥]{2,8} ?\d{1,2} ?(?:ちょうめ|チョーメ|ちょーめ) ?\d{1,3}(?: ?(?:の|-|ばん(?:ち)?) ?\d{1,4})?"
)
_STREET = re.compile(
    rf" {_KIND}\b|\d[a-z]? The [A-Z]|/{{2,3}}[a-z]|straße |strasse |str\. |weg |platz |allee |gasse |(?:\b(?i:calle|avenida|avda|plaza|paseo|camino|rua|travessa|praça|rue|avenue|allée|impasse|chemin|boulevard|flat|apt|apartment|unit|box|w3w|words|what3words|lat|latitude)\b)|\d\.\d{{4}}"
)
"""One of these stands in every place told; most messages have none."""
_STORIED = re.compile(
    r"Downing|Baker Street|Privet|Evergreen Terrace|Sesame|Coronation St|Pennsylvania Ave|Wisteria|Cherry Tree Lane|Diagon|Grimmauld|Wallaby Way|32 Windsor Gardens|742 |Klickitat|Elm Street|Paper Street|"
    r"(?:Main|High|Wall) Street$|Penny Lane|Abbey Road|Ramsay Street|Albert Square|Mockingbird Lane|124 Conch|Spooner|Jump Street|Cloverfield",
    re.IGNORECASE,
)
"""Streets of stories, songs and governments, which everybody may mention."""


def storied(address: str) -> bool:
    """Whether a street belongs to a story or a government."""
    return _STORIED.search(address) is not None


def places_told(reading: Reading) -> Iterator[Finding]:
    """Addresses in which the number is a word, a name or none at all."""
    if "ょ" in reading.plain.text or "ョ" in reading.plain.text:
        for match in _CHOME.finditer(reading.digits.text):
            yield found(reading.digits, match.span(), "pii.address", 0.9)
    view = reading.plain
    if reading.latin and _STREET.search(view.text):
        for span in _told(view.text):
            if not storied(view.text[slice(*span)]):
                yield found(view, span, "pii.address", 0.9)


def _told(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_HOME, _THE):
        yield from (match.span("place") for match in pattern.finditer(text))
    for pattern in (_WORDED, _HOUSE, _NAMED_HOUSE, _FLAT, _THREE_WORDS, _COORDINATES, _RURAL):
        yield from (match.span() for match in pattern.finditer(text))
