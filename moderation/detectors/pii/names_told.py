"""Names told in pieces or by a role: first name …, surname …; the head is called …; 名字が…で名前が…."""

import re
from collections.abc import Iterator

from moderation.people import given_names, well_known

Span = tuple[tuple[int, int], float]

_UP = r"A-ZÁÉÍÓÚÂÊÔÃÕÇÑÄÖÜÀÈÙÎËÏØÅŁŠŽĐ"
_NAME = rf"[{_UP}][\w'’]{{1,24}}(?:-[{_UP}][\w'’]{{1,24}})?"
_IS = r"(?: is| was| es| é| est| ist| lautet| ay| là|['’]s|:)?[ ,:“\"]{1,2}"
_AND = r"[ ,]{1,3}(?:(?:and|y|e|et|und|at) )?(?:(?:his|her|my|their|the) )?"
_LAST = r"(?i:sur ?name|last name|family name|second name|apellidos?|sobrenome|apelido|nom de famille|nachname|familienname|zuname|apelyido|họ)"
_FIRST = (
    r"(?i:first name|given name|christian name|forename|nombre(?: de pila)?|primeiro nome|prénom|vorname|pangalan|tên)"
)
_IN_PIECES = re.compile(
    rf"(?:\b{_FIRST}{_IS})?(?:\b(?P<first>{_NAME}){_AND})?\b{_LAST}{_IS}(?P<last>{_NAME})(?:{_AND}{_FIRST}{_IS}(?P<given>{_NAME}))?"
)
_ROLE = (
    r"(?i:head(?: ?teacher| ?master| ?mistress| of year)?|deputy(?: head)?|principal|senco|sencos?|gp|doctor|paediatrician|pediatrician|consultant|psychiatrist|psychologist|"
    r"therapist|counsell?or|social worker|case ?worker|family worker|key ?worker|support worker|attendance officer|welfare officer|form tutor|tutor|teacher|nurse|receptionist|"
    r"solicitor|landlord|neighbour|director[a]?|profesora?|diretora?|professora?|psic[óo]log[oa]|médic[oa]|ma[îi]tresse|directrice|directeur|psychologue|médecin|"
    r"lehrerin|lehrer|schulleiterin|schulleiter|ärztin|arzt|therapeutin|therapeut)"
)
_CALLED = re.compile(
    rf"\b{_ROLE}(?:['’]s (?:last |sur|family )?name(?: is|['’]s)| is (?:called|named)| (?:called|named|by the name of)|['’]s called| se llama| llamad[oa]| se chama| chamad[oa]| s['’]appelle| hei(?:ß|ss)t| namens) (?P<last>{_NAME})(?! {_NAME})"
)
_BY_ROLE = re.compile(
    rf"\b(?:[Tt]herapist|[Cc]ounsell?or|[Pp]sychologist|[Ss]ocial worker|[Hh]eadteacher|[Pp]sic[óo]log[oa]|[Pp]sicopedagog[oa]|[Oo]rientadora?|[Ll]ogopeda|[Pp]ediatra|[Tt]erapeuta|"
    rf"[Pp]sychologue|[Dd]irectrice|[Dd]irecteur|[Ii]nfirmi[èe]re|[Oo]rthophoniste|Psychologin|Psychologe|Sozialarbeiterin|Sozialarbeiter|Erzieherin|Therapeutin) (?P<last>{_NAME})(?! {_NAME}|['’]s)"
)
_APPOSED = re.compile(
    rf"\b(?:{_ROLE}|(?i:neighbou?r|cousin|ex|friend|partner))(?: [a-z'’]{{1,12}}){{1,5}}, (?P<last>{_NAME} {_NAME})(?=[,.);]|$)"
)
_ORDINARY = frozenset(
    "I The A An He She It We They My His Her Our Mum Dad Mom Miss Mr Mrs Ms Dr School Monday Tuesday Wednesday Thursday Friday Saturday Sunday CAMHS NHS GP SEN SENCO EHCP Ich Er Sie Es El La Le Il Elle O".split()
)
_SURNAME = re.compile("[姓字]|みょうじ|성은")
_JAPANESE = re.compile(
    r"(?<!の)(?:名字|苗字|みょうじ|姓)[がはも、]{0,2}[「『]?(?P<last>[一-龥々ヶァ-ヴー]{1,4}|[ぁ-ん]{2,5}?)[」』]?(?:で、?|、|,|。|です。?){1,2}(?:下の)?(?:名前|名|なまえ)[がはも、]{0,2}[「『]?(?P<first>[一-龥々]{1,3}|[ァ-ヴー]{2,5}|[ぁ-ん]{2,4}?)(?=[」』です。、,!だと]|$|って|くん|ちゃん|[。\s])"
)
_CHINESE = re.compile(
    r"(?<!不知道)姓(?P<last>[\u4e00-\u9fff]{1,2}?)[，, 、]{0,2}(?:单?名|名字)(?:叫|是|为)?(?!字)(?P<first>[\u4e00-\u9fff]{1,2})(?=[，。,！!？\s]|$)"
)
_KOREAN = re.compile(
    r"성은 ?(?P<last>[가-힣])(?:이고|씨고|이구|고|,|이며)? ?이름은 ?(?P<first>[가-힣]{1,3}?)(?=이?에요|예요|입니다|이야|야|임|[ .,!]|$)"
)


def told_in_pieces(text: str) -> Iterator[Span]:
    """First name and family name apart, in the order people say them, and somebody known by a role and a family name."""
    for match in _IN_PIECES.finditer(text):
        if match["last"] not in _ORDINARY and not _famous(match["first"], match["last"]):
            start = match.start("first") if match["first"] and match["first"] not in _ORDINARY else match.start()
            yield (start, match.end()), 0.9
    yield from _by_role(text)


def _by_role(text: str) -> Iterator[Span]:
    for match in _APPOSED.finditer(text):
        if not _ORDINARY.intersection(match["last"].split()) and not well_known(match["last"]):
            yield match.span("last"), 0.8
    for pattern in (_CALLED, _BY_ROLE):
        yield from ((match.span("last"), 0.8) for match in pattern.finditer(text) if _is_family(match["last"]))


def told_in_pieces_elsewhere(text: str) -> Iterator[Span]:
    """The same in Japanese, Chinese and Korean."""
    if not _SURNAME.search(text):
        return
    for pattern in (_JAPANESE, _CHINESE, _KOREAN):
        for match in pattern.finditer(text):
            if not well_known(match["last"] + match["first"]) and match["first"] not in ("什么", "어떤", "何", "なに"):
                yield match.span(), 0.88


def _is_family(name: str) -> bool:
    """A short name after a role is a given name more often than not: a headteacher called Bev."""
    return len(name) > 4 and name not in _ORDINARY and name not in given_names() and not well_known(name)


def _famous(first: str | None, last: str) -> bool:
    return well_known(f"{first or ''}{last}")
