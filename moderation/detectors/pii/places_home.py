"""Where somebody says they live when no number or no capital helps: a street, a corner, a box, a house by its name."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_CAP = r"[A-Z][\w'’\-]{1,30}"
_KIND = r"(?:Street|St|Road|Rd|Avenue|Ave|Close|Lane|Ln|Drive|Way|Court|Terrace|Crescent|Cres|Gardens|Gdns|Grove|Row|Mews|Boulevard|Walk|Rise|Croft|Place)"
_STREET = rf"(?!(?:The|My|His|Her|Our|Easy|Memory|Civvy|Main|High|Wall|Sesame|Coronation|Albert|Ramsay|Downing|Privet|Abbey|Penny|Fleet|Oxford|Baker|Cherry Tree|Wisteria|Elm) {_KIND}\b)(?:{_CAP} ){{1,3}}{_KIND}\b"
_LIVE = r"(?i:\b(?:live|lives|living|lived|moved|moving|grew up)(?: (?:just|right|still|here))?,? (?:on|in|at|down|off|along|up|to|near|(?:at |near )?the (?:end|top|bottom|corner) of))"
_TOWNS = r"(?:Nagar|Colony|Vihar|Enclave|Puram|Layout|Marg|Bagh|Ganj|Pally|Pura|Chowk|Society|Apartments?|Mohalla|Extension|Heights)"
_LATIN: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(gate), re.compile(shape))
    for gate, shape in (
        ("[Ll]iv(?:e|es|ing|ed) |[Mm]ov(?:ed|ing) |grew up", rf"{_LIVE} (?:the )?(?P<n>{_STREET}(?:,? {_CAP})?)"),
        ("[Bb]ottom of|[Tt]op of|[Ee]nd of|[Oo]ur road|[Mm]y street|[Oo]ur street|[Mm]y road", rf"(?i:\b(?:(?:i['’]?m|we['’]?re|house is|live|home is)(?: just| right)? (?:at|near) the (?:end|top|bottom) of|(?:our|my) (?:road|street)(?: is|['’]s| is called)?)) (?P<n>{_STREET})"),
        ("\\d,? The [A-Z]", r"\b(?P<n>\d{1,3}[a-z]?,? The (?:Paddocks?|Green|Close|Crescent|Avenue|Grove|Orchards?|Meadows?|Maltings|Mews|Glade|Spinney|Limes|Oaks|Elms|Beeches|Willows|Firs|Drive|Lawns?|Croft|Ridings|Hawthorns|Laurels|Pastures|Rise|Ridgeway|Warren|Chase|Copse|Dell|Fairway|Causeway|Parade|Terrace)(?:, [A-Z]\w{2,20})?)\b"),
        ("\\bCo\\. ", r"\b(?P<n>[A-Z][a-z]{3,24}, [A-Z][a-z]{3,24}, Co\. [A-Z][a-z]{3,12})"),
        ("corner of", rf"\bcorner of (?P<n>{_STREET} (?:and|&) {_STREET})"),
        ("[Bb][Oo][Xx] ?\\d|[Bb]ox [Nn]", r"\b(?P<n>(?i:p\.? ?o\.? ?box|gpo box|private bag|locked bag|apartado(?: de correos)?|postfach|caixa postal|bo[iî]te postale|bp) (?:no\.? )?\d{2,6}(?:, [A-Z]\w{2,20})?)"),
        ("\\bOld |Cottage|Farm|Barn|House|Lodge|Rectory", rf"\b(?P<n>The (?:Old|New) (?:Forge|Rectory|Vicarage|School ?house|Mill|Barn|Bakery|Chapel|Post Office|Dairy|Stables|Smithy|Coach House|Manse|Police House|Station House|Brewery|Granary|Bakehouse), {_CAP}(?: {_CAP})?)"),
        ("Cottage|Farm|Barn|House|Lodge", rf"(?i:\b(?:live|lives|living|we['’]?re|address is|address:|come (?:round )?to|send (?:it|them) to|post (?:it|them) to)(?: (?:at|in|on))?) (?P<n>(?!(?:The|A|An|Our|My|His|Her|Care|Big|Opera|Full|Open|White|Half|Half-way|Wendy|Dolls) )(?:{_CAP} ){{1,2}}(?:Cottage|Farm|Farmhouse|Barn|Lodge|Villa|Bungalow|Manor|House),? (?:in |near )?{_CAP})"),
        ("[Aa]ddress|[Ll]ives? ", rf"(?i:\baddress(?: is|:|['’]s)?|\blives? (?:at|on|in)) (?P<n>(?:{_CAP} ){{1,3}}{_KIND},? (?:no\.? ?)?\d{{1,4}}[a-z]?)\b"),
        (_TOWNS, rf"\b(?P<n>(?:[A-Z]-?)?\d{{1,4}}(?:[A-Z]|/\d{{1,3}})?,? (?:{_CAP} ){{1,2}}{_TOWNS}\b(?:,? (?:\d|first|second|third|fourth)\w{{0,3}} (?:cross|main|block|phase|street))?)"),
        ("(?:Room|Flat|Unit|Apt)", r"\b(?P<n>(?:Building|Bldg\.?|Tower|Block) \w{1,3},? (?:Room|Flat|Unit|Apt\.?) \d{2,4}\w?)\b"),
        ("chome", r"\b(?P<n>[A-Z][\w\-]{2,30} \d{1,2}-chome(?: \d{1,3}(?:-\d{1,3}){0,2})?|\d{1,2}-chome,? [A-Z][\w\-]{2,30})"),
        ("[Ww]ohn", r"\b[Ww]ohn(?:en|e|t|st|haft) (?:\w{2,10} ){0,2}(?:im|in der|am|auf der|an der|auf dem) (?P<n>[A-ZÄÖÜ][\wäöüß\-]{3,40}(?:weg|straße|strasse|gasse|allee|platz|damm|ufer|steig|stieg)|[A-ZÄÖÜ][\wäöüß\-]{2,30}(?:er|ner) Straße)\b"),
        ("(?:habit|vivons|vis |on vit)", r"(?i:\b(?:j['’]habite|habitons|habite|vivons|vis|on vit|on habite))(?: (?:au \d{1,3}|dans la|dans l['’]|dans une|la))? (?P<n>(?:rue|avenue|impasse|allée|boulevard|chemin|place|ruelle) (?:d[eu]s? |de la |de l['’]|du )?[A-ZÉÈÎÂ][\wéèêàçôîâû'’\-]{2,30}(?: [A-ZÉ][\wéèê\-]{2,30})?)"),
        ("[Vv]iv[oei]|domicilio|[Dd]irección", r"(?i:\b(?:viv(?:o|imos|e|en)|domicilio|dirección(?: es)?)(?: en)?)(?: la)? (?P<n>(?:calle|c/|avenida|avda\.?|plaza|paseo|camino|ronda|travesía|callejón) (?:de (?:la |los |las |el )?|del )?[A-ZÁÉÍÓÚÑ][\wáéíóúñ]{2,30}(?: [A-ZÁÉÍÓÚÑ][\wáéíóúñ]{2,30}){0,2}(?:,? (?:portal|número|nº|bloque|escalera) ?\w{1,4})?)"),
        ("[Mm]or[oa]", r"(?i:\bmor(?:o|a|amos|am))(?: (?:na|no|em))? (?P<n>(?:[Rr]ua|[Aa]venida|[Tt]ravessa|[Aa]lameda|[Pp]raça|[Ll]adeira|[Bb]eco|[Vv]iela) (?:d[aeo]s? )?[A-ZÁÉÍÓÚÂÊÔÃÕÇ][\wáéíóúâêôãõç]{2,30}(?: (?:d[aeo]s? )?[A-ZÁÉÍÓÚ][\wáéíóúâêôãõç]{2,30}){0,2})"),
        ("[Nn]hà|sống|ở ", r"(?:[Nn]hà (?:mình|em|tôi|con|chị|cháu)|sống|ở)(?: ở| tại| trong)? (?P<n>(?:ngõ|hẻm|đường|phố|ngách|kiệt) (?:\d{1,4}(?:/\d{1,4})? )?[A-ZĐÁÀẢÂẤẦĂẮÉÊẾÍÓÔỐƠỚÚƯỨÝ][\wÀ-ỹ]{0,12}(?: [A-ZĐÁÀẢÂẤẦĂẮÉÊẾÍÓÔỐƠỚÚƯỨÝ][\wÀ-ỹ]{0,12}){1,3})"),
    )
)  # fmt: skip
_OTHERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (gate, re.compile(shape))
    for gate, shape in (
        ("団地", r"(?P<n>[一-龥ァ-ヴぁ-ん]{2,10}団地\s?(?:[A-Z]?\d{1,3}|第?\d{1,2}号?棟?)\s?(?:の|-)\s?\d{2,4}(?:号室?)?)(?![\d円人年月])"),
        ("ซอย", r"(?P<n>ซอย\s?[ก-๙]{2,16}\s?\d{1,3}(?:\s?แยก\s?\d{1,3})?\s?(?:ห้อง|บ้านเลขที่|เลขที่|ตึก)\s?\d{1,4}(?:/\d{1,4})?)"),
        ("ห้อง", r"(?P<n>(?:คอนโด|หมู่บ้าน|อพาร์ทเมนท์|แฟลต)[ก-๙\s]{2,20}(?:ตึก\s?\w{1,3}\s?)?ห้อง\s?\d{2,4})"),
        ("फ्लैट", r"(?P<n>फ्लैट(?: नंबर| नं\.?)? ?\w?-?\d{1,4},? [^।\n,\d]{2,20}(?:टावर|अपार्टमेंट|सोसाइटी|सोसायटी|हाइट्स|रेजीडेंसी|बिल्डिंग|एन्क्लेव)(?:,? [\u0900-\u097f]{2,14}(?: [\u0900-\u097f]{2,10})?)?)"),
        ("마을", r"(?P<n>[가-힣]{2,8}마을 ?\d{1,2}단지(?: ?\d{3,4}동)?(?: ?\d{3,4}호)?)"),
        ("小区", r"(?P<n>[\u4e00-\u9fff]{2,8}(?:小区|小區|花园|家园|公寓)(?:[东西南北]区)? ?\d{1,3}-\d{1,3}-\d{2,4})"),
    )
)  # fmt: skip
_BESIDE = re.compile(
    r"(?:,? \(|[ ,]{1,3}(?:\d{1,2}(?:[.ºªo°]{1,2}|er|e) ?[A-Z]?\b[ ,]{1,3}|(?:Hinterhof|Hinterhaus|EG|\d\. ?OG|[bB]ât\.? ?\w|apt\.? ?\w{1,4}|piso \w{1,3}|puerta \w{1,3})[ ,]{1,3})?)(?P<n>\d{5}-\d{3}|\d{4}-\d{3}|\d{5,6})(?=\)|[ ,.;!]|$)(?! ?(?:€|euros?|won|원|명|₹|rs\b|R\$))"
)


def homes(text: str) -> Iterator[Span]:
    """Streets without a number, corners, boxes and houses by their names."""
    for gate, pattern in _LATIN:
        if gate.search(text):
            yield from (match.span("n") for match in pattern.finditer(text))


def homes_in_other_scripts(text: str) -> Iterator[Span]:
    """Estates, lanes and towers with the number of a room."""
    for gate, pattern in _OTHERS:
        if gate in text:
            yield from (match.span("n") for match in pattern.finditer(text))


def postcode_beside(text: str, end: int) -> Span | None:
    """Five or six figures right after a street are its postcode."""
    match = _BESIDE.match(text, end)
    return match.span("n") if match else None
