"""Names given in English without the usual capitals, with figures for letters, or right before “here”."""

import re
from collections.abc import Iterator

from moderation.people import given_names, well_known

Span = tuple[int, int]

_CUE = re.compile(
    r"\b(?:(?:my|his|her|their|full|real|actual|legal)(?: (?:full|real|actual|legal|first and last|(?:son|daughter|boy|girl|kid|child|husband|wife|partner|ex|lad)['’]?s?))? name(?:['’]s| is|s|:)(?: actually| really)?|"
    r"(?:son|daughter|boy|girl|lad|kid|child|teen|teenager|husband|wife|twins?)(?: is|['’]s|,)? (?:called|named)|name: ?|\bi['’]?m|\bi am|\bmy name['’]s) (?P<first>[a-z]{3,12}) (?P<last>[a-z][a-z'’\-]{3,16})\b(?=\s*$|[,.!;)\n]| (?:from|and|btw|by the way|but|he|she|in|is|at|year|yr|who|age)\b)",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"(?:^|[.!?\n] ?|\b(?:hi|hello|hiya|hey|evening|morning),? )(?P<first>[a-z]{3,12}) (?P<last>[a-z][a-z'’\-]{3,16})(?: here\b(?!['’]| (?:is|are|has|have|can|knows?|who|will|to))| speaking\b(?! (?:to|of|about))| (?:is|was) (?:our|my|his|her|their) (?:social worker|therapist|teacher|tutor|doctor|gp|senco|head|neighbour|landlord|ex|boss|solicitor|key ?worker|counsell?or)\b)",
    re.IGNORECASE,
)
_CUES = ("name", "called", "i'm ", "i’m ", "im ", "i am ")
_HERES = (" here", "speaking", " is ", " was ")
"""One of these stands in every sentence of the two shapes; most messages have none."""
_SIGNED = re.compile(
    r"\b(?:[Ss]igned|[Rr]egards|[Yy]ours(?: sincerely| faithfully)?|[Ss]incerely)[,:]?\s{1,2}(?P<name>(?:[A-Z]\. ?){1,2}[A-Z][a-z'’]{2,16}(?:-[A-Z][a-z]{2,14})?)"
)
_FAMILY = re.compile(
    r"\b[Tt]he (?P<name>[A-Z][a-z]{2,14}-[A-Z][a-z]{2,14}) (?:kids?|boys?|girls?|lads?|family|twins|mum|mom|dad|house|lot)\b"
)
_DOUBLE = re.compile(
    r"\b(?:is|was|called|be|it['’]s|that['’]s|by) (?:really |actually |in fact )?(?P<name>[A-Z][a-z]{2,14} [A-Z][a-z]{2,14}-[A-Z][a-z]{2,14})\b"
)
_NAME = r"[A-Z][a-z]{2,14}"
_PRESENTED = re.compile(
    rf"(?:\b(?:[Mm]y (?:lad|boy|son|girl|daughter|kid|eldest|youngest|teen|grandson|granddaughter),? |[Ii]t['’]s me,? |(?:is|are|you['’]?re|s?he['’]?s|that['’]s) (?:really|actually|none other than) |know (?:you['’]?re|who you are,) |[Ff]ull name(?:['’]s| is|:) ))"
    rf"(?P<name>{_NAME} (?:{_NAME} )?{_NAME}(?:-{_NAME})?)\b"
    rf"|(?:^|[.!?\n] ?|\b[Hh](?:i|ello|ey),? )(?P<here>{_NAME} {_NAME}) (?:here\b(?! (?:is|are|has|have|can|will))|speaking\b)"
    rf"|\b(?P<listed>{_NAME}, {_NAME}) ?[-–(] ?(?:(?:[1-9]|1[0-3])[A-Z]\b|[Yy](?:ea)?r? ?\d)"
    rf"|\b(?P<initial>[A-Z]\.? {_NAME}),? (?:in )?(?:[Yy](?:ea)?r ?\d{{1,2}}|(?:[7-9]|1[0-3])[A-Z])\b"
    rf"|\b(?:[Tt]eacher|[Tt]utor|[Bb]ully|[Dd]octor|GP|SENCO|[Hh]eadteacher|[Ss]urname|[Nn]ame): (?P<role>{_NAME} {_NAME})(?=\s*$|[,.;\n])"
)
_TWO_WORDS = re.compile(r"[A-Z][a-z]{0,14}[.,]? [A-Z][a-z]|: [A-Z]")
_NOT_PRESENTED = frozenset(
    "Blue Red Green Black White Pink Gold Silver Badge Nonymous Mein Meine Unser Unsere Dein Sohn Tochter Kind Mi Mon Ma Meu Minha Hijo Hija Filho Filha Fils Fille Miles The This That These Those Year Class Form School Primary High Home Good Bad Very Just Only Not Never Also But And For From With Because Mum Mom Dad Nan "
    "Morning Evening Night Hello Dear Day Days Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August "
    "September October November December English French German Spanish Welsh Scottish Irish British American Japanese Chinese Autistic Dyslexic Christmas Easter "
    "Miss Sir Madam Yes None Nobody Somebody Unknown Mr Mrs Dr Grade Key Stage Level Part Group Team Room Star Wars Doctor Who Spider Iron Bat Super Captain "
    "One Two Three Four Five Six Seven Eight Nine Ten Everyone Anyone Parent Carer Anxiety Tired Absent None Maths Science History Art Music Drama Attendance".split()
)
_LEET = re.compile(
    r"(?<![\w@])(?=[A-Za-z]{0,12}[0134570@$!][A-Za-z0134570@$!]*[A-Za-z])(?P<first>[A-Z][A-Za-z0134570@$!]{2,12}) (?P<last>[A-Z][A-Za-z0134570@$!'’\-]{2,16})(?!\w)"
)
_LETTERS = str.maketrans("0134570@$!", "oieastoasi")
_ALSO_WORDS = frozenset(
    "hope mark faith grace will rose joy may june april summer autumn art bill rob frank pat sue drew chase max dale guy gene angel honey love "
    "star sunny happy dear precious constance patience prudence charity chance reed royal sterling real see ray son dusty rusty page long so my an "
    "foster major young hunter baker carter mason taylor han see tam the and not very too just such good any some every no".split()
)
_NO_FAMILY = frozenset(
    "here there this that they them then than with from after before because where when what like just also always never really today tonight "
    "tomorrow yesterday please thanks thank hello again still will would could should have having been being were does doesn't isn't wasn't "
    "didn't hasn't because about around over under only even same your yours mine ours theirs mum's dad's and's goes went wants wanted says said "
    "too very much many more most some someone everyone anyone nobody something nothing anything everything years year months weeks days born "
    "carer carers mum mummy mom mommy dad daddy parent parents mother father nan nana gran granny grandad grandma teacher family member lurker newbie daughter son short spelt spelled written meaning which whose while though although since until into onto upon".split()
)
_PART = re.compile(
    r"(?:Nonymous|Mum|Mom|Mummy|Dad|Daddy|Mother|Father|Parent|Carer|Friend|Stranger|Member|Nobody|Person)$"
)
"""What somebody signs with instead of a name."""
_PLACES = re.compile(
    r"\b(?:Anglo|Latin|Afro|Asian|North|South|East|West|Stoke|Stratford|Newcastle|Mon|Fri|Post|Pre|Non)-"
)


def given_plainly(text: str) -> Iterator[Span]:
    """My son's name is callum reddy; joanne pickersgill here; signed, J. Pickersgill; C4llum R3ddy."""
    low = text.lower()
    patterns = (_CUE,) * any(cue in low for cue in _CUES) + (_HERE,) * any(cue in low for cue in _HERES)
    small = (match for pattern in patterns for match in pattern.finditer(text))
    yield from ((match.start("first"), match.end("last")) for match in small if _named(match["first"], match["last"]))
    signed = (_SIGNED, _FAMILY, _DOUBLE) if "-" in text else (_SIGNED,)
    capital = (match for pattern in signed for match in pattern.finditer(text))
    yield from (match.span("name") for match in capital if not (_public(match["name"]) or _PART.search(match["name"])))
    yield from _presented(text)
    yield from (match.span() for match in _LEET.finditer(text) if _disguised(match["first"]))


def _presented(text: str) -> Iterator[Span]:
    """A name of two words right after words that present somebody, or before a class."""
    if not _TWO_WORDS.search(text):
        return
    for match in _PRESENTED.finditer(text):
        name = match[group := match.lastgroup or 0]
        if _NOT_PRESENTED.isdisjoint(name.replace(",", "").split()) and not _public(name):
            yield match.span(group)


def _public(name: str) -> bool:
    return bool(_PLACES.search(name)) or well_known(name.replace("-", ""))


def _disguised(first: str) -> bool:
    return first.lower().translate(_LETTERS).title() in given_names()


def _named(first: str, last: str) -> bool:
    ordinary = first.lower() in _ALSO_WORDS or last.lower() in _NO_FAMILY or last.lower().endswith(("ing", "n't", "ly"))
    return not ordinary and first.title() in given_names() and not well_known(f"{first.title()}{last.title()}")
