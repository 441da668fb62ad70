"""English names in passing: two capitals that let somebody ring a bell, “grace okafor-lyle at the door”, “roll call, Orla, Deasy”."""

import re
from collections.abc import Iterator

from moderation.people import given_names, well_known

Span = tuple[int, int]

_UP = "[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_UP}(?:[a-zß-öø-ÿ]|['’](?=[A-Za-z])|(?<=Mc){_UP}|(?<=Mac){_UP}){{1,16}}(?:-{_UP}[a-zß-öø-ÿ'’]{{1,14}})?"
_NAME = rf"(?:{_WORD}(?: (?:O['’]|de |van |von |Mc|Mac|bin |Ní |Nic |Ó )?{_WORD}){{1,2}}|{_WORD} {_UP}[a-z](?![a-z]))"
_LAST = rf"{_WORD}"
_ORDINARY = frozenset(
    "The A An And But So If When Then Also Now Not No Yes I He She It We They You My His Her Our Your Their This That These Those What Which Who Why How Where There Here "
    "Mum Mom Dad Mummy Daddy Nan Nana Gran Granny Grandad Grandma Grandpa Auntie Aunty Aunt Uncle Miss Sir Madam Father Mother Sister Brother Lady Lord King Queen Prince Princess Saint "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November December Christmas Easter Halloween Year Class "
    "Key Stage School Primary Secondary High Academy College University Nursery Hospital Clinic Surgery Centre Center Street Road Avenue Lane Close Drive Park House Hall Court Square Station Church "
    "Bank Council County City Town Village North South East West New Old Big Little Great Young Doctor Nurse Teacher Head Deputy Social Worker Services Service Support Team Group Plan Board Unit Ward "
    "Office Department Ministry Minister President Trust Society Club Line Helpline English Maths Science French German Spanish Irish Welsh Scottish British American Catholic Christian Star Wars Harry Potter "
    "Peppa Pig Postman Pat Bob Builder Winnie Pooh Mickey Minnie Mouse Donald Duck Lego Minecraft Roblox Fortnite Pokemon Nintendo Xbox Google Amazon Tesco Aldi Lidl Netflix Disney Doctor Strictly Bake Off "
    "Red Blue Green White Black Brown Gold Silver Pink Grey Happy Merry Good Bad Dear Hello Hi Hiya Thanks Thank Please Sorry Okay God Jesus Allah Zoom Teams Discord Facebook Instagram Spider Bat Super Iron Captain "
    "Citizens Advice Young Minds Child Line Samaritans Mind Place Family Action Family Lives Mental Health Education Welfare Officer Attendance Parent Carer Special Needs Annual Review Tribunal Easter Bunny Santa Claus Tooth Fairy Guinea Pot "
    "Great Aunt Half Term Bank Holiday Boxing Day New Year Black Friday World Cup Premier League Radio Times Daily Mail Sky News Channel Four BBC ITV Sertraline Melatonin Physical Home Forest Sunday Saturday Grade First Second Third Last Next".split()
)
_PLACE = re.compile(
    r"(?:ham|ton|ford|bury|shire|wick|mouth|chester|burgh|borough|land|stan|ville|Station|Street|Road|School|Hospital|Park|Bridge|Beach|Island|Farm|Bay|Hill|Market|Church|Castle)$"
)
_BEFORE = re.compile(
    rf"(?:\b(?:ask(?:s|ed)? for|[Bb]umped into|ran into|must be|you['’]?re|got|met|spoke to|talk(?:ed)? to|rang|phoned|emailed|texted|signed by|taught by|seen by|written by|called by|next to|sat with|goes? by|[Nn]ame['’]s|it['’]s|that['’]ll be|that['’]s|this is|label says?|still says|it just says|just says|named after|from|with|by|for|cousin|neighbou?r|friend|midwife|health visitor|paediatrician|postman|vicar|coach|driver|bus driver|childminder|guard|lollipop lady|dinner lady|therapist|psychologist|solicitor|landlord|worker),? ?[:“\"]?)"
    rf" ?(?P<name>{_NAME})"
)
_DOES = (
    r"(?:let|rang|said|says|told|gave|asked|came|sent|wrote|emailed|texted|phoned|called|popped|turned up|carried|brought|held|stood|sat|walked|drove|taught|teaches|looked|reckons|thinks|knows|signed|read|"
    r"is (?:on strike|our|my|his|her|their|the worst|lovely|a saint|an angel|brilliant|the only|leaving|coming)|was (?:our|my|his|her|on|in|at|the|lovely|so|brilliant)|has (?:been|a|never|the|put|sent)|had (?:a|the|been)|hasn['’]t|never|who|from (?:the|our|next|over|number|up|down|his|her)|at the (?:door|school|surgery|desk|office|gate|council)|in the (?:office|council))"
)
_AFTER = re.compile(
    rf"(?:^|(?<=[.!?\n] )|(?<=[.!?,;:] )|(?<=[“\"])|(?<= ))(?P<name>{_NAME})(?:['’]s (?:mum|mom|dad|nan|gran|mother|father|carer|sister|brother|teacher|house|desk|class|phone)\b| is (?:her|his|my) real name|, (?:my|our|his|her) (?:eldest|youngest|son|daughter|boy|girl|lad|husband|wife|middle|teacher|tutor|therapist|social|key|support|first|second|neighbou?r|cousin|gran|nan|mum|dad|partner|ex)\b| {_DOES}\b|\? (?:with|the one|her|him|she|he)\b|, (?:unser|unsere|mein|meine|notre|mon|nuestra?|mi) )"
)
_LOWER = re.compile(
    r"(?:^|[.!?\n,] |\b(?:that['’]ll be|that['’]s|it['’]s|this is|met|saw|ask for|told|is|was|by) )(?P<first>[a-z]{3,11}) (?P<last>[a-z]{3,14}(?:-[a-z]{3,12})?)(?= (?:is on|is our|is my|is his|is her|at the door|from the|rang|said|turned up|let (?:him|her)|told (?:me|him|her|us)|gave (?:me|him|her|us)|was (?:our|his|her|my))\b|,? (?:she|he)['’]s (?:our|my|his|her)\b)"
)
_NOT_LAST = frozenset(
    "my our his her the and mum dad nan that this then just also only still even ever never always really today school teacher tutor worker one lady man woman boy girl lad kid who what when "
    "was were has had not but for with from into over about back there here again already finally actually probably herself himself itself apparently literally basically quietly suddenly nearly".split()
)
_ALSO_WORDS = frozenset(
    "hope mark faith grace will rose joy may june april summer autumn art bill rob frank pat sue drew chase max dale guy gene angel honey love star sunny happy dear precious patience "
    "charity reed royal see ray son page long so an major young hunter baker carter mason taylor jack tom nick josh dean brook brooke ruby pearl amber jade ivy daisy iris violet holly hazel olive heather".split()
)
_LETTERS_APART = re.compile(
    r"(?<![\w'’])(?P<name>(?:[a-z] ){2,9}[a-z] {2,3}(?:[a-z] ){2,11}[a-z])(?![\w'’])", re.IGNORECASE
)
_GAPPED = re.compile(
    rf"\b(?:roll call|register|hear|calls?|reads?|says?)\b[^.!?\n]{{0,30}}?\b(?P<name>{_WORD}, \((?:cough|pause|sigh|sneeze|beat)\), {_WORD})|\b(?:she['’]s|he['’]s) an? (?P<parts>{_WORD},? then {_WORD}(?:,? then [A-Za-z]{{2,12}})?)"
)
_REVERSED = re.compile(r"(?<![A-Z])(?P<name>[A-Z]{3,16} [A-Z][a-z]{1,14})(?=,|$|\.| in| for| (?:Year|Y|Class)\b)")
_TITLE = re.compile(rf"\b(?:Rev['’]?d|Fr|Br|Sr|Imam|Rabbi|Deacon|Chaplain) (?P<name>{_NAME})")
_CAPITALS = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ'’]{1,16} [A-ZÀ-Þ]")
_SEEN = re.compile(
    r"\b(?:certificate|label|name ?tag|lunch ?box|brotdose|peg|register|list|poster|badge|mug|book ?plate|envelope|passed|awarded|roll call|says?|steht)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"(?:[,:“\"] ?|steht (?:noch |da )?)(?P<name>{_NAME})(?=[,.”\"]|$)")


def passing(text: str) -> Iterator[Span]:
    """Names that only what people do, or what is done to them, tells from other capitals."""
    if _CAPITALS.search(text):
        yield from _capital(text)
        yield from (match.span("name") for match in _REVERSED.finditer(text) if _last_given(match["name"]))
    for match in _LOWER.finditer(text):
        if _in_small(match["first"], match["last"]):
            yield match.start("first"), match.end("last")
    yield from (match.span("name") for match in _LETTERS_APART.finditer(text) if _apart(match["name"]))


def _capital(text: str) -> Iterator[Span]:
    for pattern in (_TITLE, _GAPPED, *((_LISTED,) if _SEEN.search(text) else ())):
        for match in pattern.finditer(text):
            name = match[group := match.lastgroup or "name"]
            if _is_name(name) and not (pattern is _LISTED and _PLACE.search(name)):
                yield match.span(group)
    for pattern in (_BEFORE, _AFTER):
        yield from (m.span("name") for m in pattern.finditer(text) if _is_name(m["name"]) and _is_known(m["name"]))


def _is_name(name: str) -> bool:
    """Two capitals neither of which is an ordinary word."""
    words = re.split(r"[ ,]{1,2}", name)
    return _ORDINARY.isdisjoint(words) and not well_known(name)


def _is_known(name: str) -> bool:
    """Where little stands beside it, the first name must be one, though it may be a word as well (Will, May)."""
    first = re.split("[ -]", name, maxsplit=1)[0]
    return first in given_names() or first.lower() in _ALSO_WORDS


def _last_given(name: str) -> bool:
    family, first = name.split(" ")
    return first in given_names() and family.title() not in _ORDINARY


def _in_small(first: str, last: str) -> bool:
    if last in _NOT_LAST or last.endswith(("ing", "ly", "n't")):
        return False
    sure = first not in _ALSO_WORDS or "-" in last or last.title() not in given_names()
    return sure and first.title() in given_names() and not well_known(first.title() + last.title())


def _apart(name: str) -> bool:
    first = re.split(" {2,3}", name)[0].replace(" ", "")
    return first.title() in given_names()
