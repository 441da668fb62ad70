"""School names that need to be known by their parts: kana names, half-masked, one character, romaji, no stage at all."""

import re
from collections.abc import Iterator

from moderation.people import school_words

Span = tuple[tuple[int, int], float]

_MASK = r"[○◯〇●*□■]"
_LONG = (
    r"小学校|中学校|高等学校|高校|義務教育学校|小中一貫校|小中学校|特別支援学校|支援学校|養護学校|学園|学院|幼稚園|保育園|保育所|認定こども園|こども園|"
    r"学童クラブ|学童保育|学童|フリースクール|高専|分校"
)
_SHORT = r"(?:小|中|高)(?=[のにでへはが、。・,（()\s!！→～~]|って|から|まで|出身|卒|を(?:受|出|卒|辞|退|や)|行[かきくけっ]|通[いっうわ]|やけど|だけど|です|もそう|も[、。]| ?\d|$)"
_END = rf"(?:(?:第[一二三四五\d]|[東西南北中央])?(?:{_LONG})(?!児|生|時代)(?:[小中高]等?部)?|(?:第[一二三四五\d]|[東西南北])?(?:{_SHORT}))"
_LANDSCAPE = "丘台森里杜穂浜原海空風木花葉宮谷川山島浦郷沢崎池峰野岡子国家庭舟星坂橋沼塚"
_HILL = re.compile(
    rf"(?<![一-龥])[一-龥ァ-ヴー]{{1,6}}(?:[がヶケ][丘浜原崎池峰野谷台岡森浦島沢]|(?<![一-龥]{{3}})の[森丘里杜穂浜台風木葉宮谷浦郷沢峰峯星])"
    rf"(?:(?:第[一二三四五\d]|[東西南北中央])?(?:{_LONG})(?!児|生|時代)|{_SHORT})"
)
_ONE = re.compile(
    rf"(?<![一-龥々ァ-ヴーA-Za-z\d])[東西南北桜梅楓岬泉緑旭曙柏錦椿萩葵橘楠翠虹暁湊](?:{_SHORT})(?<!西高(?=東))"
)
_STATE = re.compile(r"(?<![一-龥])[都道府県]立(?P<stem>[一-龥ヶ]{2,6})(?=[のにをはがへで、。・（(\s]|って|から|まで|$)")
_NO_SCHOOL = re.compile(
    r"[校院館場所園室課会局]|大学|普通|進学|通信|定時|全日|単願|併願|受験|志望|合格|一本|入試|推薦|希望|高等|大(?:学|生)|私立|中学|高|中"
)
_TRADE = re.compile(
    r"(?<![一-龥])[一-龥]{2,3}(?:実業|工業|商業|農業|農林|水産|学館|義塾)(?=の|に|へ|を|は|、)(?=.{0,12}(?:合格|受験|文化祭|入試|コンサート|オープンスクール|体験入学|説明会|志望|補欠|夜間部|定時制|先生|制服|転入|編入|中退|退学|学科))"
)
_MASKED = re.compile(
    rf"(?<![一-龥ぁ-んァ-ヴー○◯〇●*□■])(?:(?:{_MASK}{{1,2}}|[一-龥ぁ-ん])){{2,6}}?(?:{_LONG}|{_SHORT})"
)
_STAGE_END = re.compile(rf"(?:{_LONG}|[小中高])$")
_UNMASKED = re.compile(rf"[一-龥]{_MASK}|{_MASK}[一-龥](?![一-龥]{{0,60}}学|[校園院])|[ぁ-ん]{_MASK}[ぁ-ん]")
_NOT_MASKED = re.compile(
    rf"[のはがをにでとも]{_MASK}|某|[都道府県市区町村私公国]立|{_MASK}[市区町村県都府]|^(?:娘|息子|[長次三][男女]|昔|今|隣|近所|新設)|{_MASK}(?:特|支|義|養|分|認)|{_MASK}で|[一-龥]年|人{_MASK}"
)
_GIVEN_PLACE = re.compile(
    r"(?:フリースクール|フリースペース|サポート校|学童クラブ|学童|ふれあい教室|ほほえみ教室|適応指導教室|教育支援センター|放課後等デイサービス|放課後デイ|放デイ)"
    r"(?P<name>[ァ-ヴー]{3,9}(?=[のにではをがへ、。]|$))"
)
_NOT_PLACE = re.compile(
    r"タイプ|オンライン|スタッフ|イベント|メンバー|デビュー|ネット|バス|ママ|マップ|コース|サポート|サービス|ガイド|リスト|クラブ|ボランティア|オーナー|スクール|センター|フェス|サイト|ブログ"
)
_ROMAJI = re.compile(
    r"\b(?:[A-ZĀĒĪŌŪ][\wāēīōū'\-]{2,40}(?: [A-ZĀĒĪŌŪ][\wāēīōū'\-]{2,40}){0,2} (?:[Cc]h[uū]u?gakk[oō]u?|[Ss]h[oō]u?gakk[oō]u?|[Kk][oō]t[oō]u?gakk[oō]u?|[Gg]akuen|[Gg]akuin|[Hh]oikuen|[Yy][oō]u?chien|[Kk]odomoen)|"
    r"(?:[Cc]h[uū]u?gakk[oō]u?|[Ss]h[oō]u?gakk[oō]u?|[Hh]oikuen|[Yy][oō]u?chien) [A-ZĀĒĪŌŪ][\wāēīōū'\-]{2,40})(?!\w)"
)
_LETTERED = re.compile(
    r"(?<![A-Za-z])(?!NHK|[A-Z]{2,4}(?![a-z])|my|My|the)[A-Za-z]{3,14}(?:小学校|中学校|高校|学園|学院|幼稚園|保育園)(?!児|生)"
)


def _kana_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(school_words(), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<![一-龥])[一-龥]{{1,5}}|(?<![ぁ-ん])|(?<=[のはがをにでともへや])|(?<=うち))(?:{words})"
        rf"(?:の?(?:[{_LANDSCAPE}]|もり|おか|さと|いえ|こ|[がヶケ][丘浜原崎])){{0,2}} ?{_END}"
    )


def _called_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(school_words(), key=len, reverse=True))
    return re.compile(
        rf"(?:フリースクール|フリースペース|サポート校|学童クラブ|ふれあい教室|適応指導教室|教育支援センター|放課後等デイサービス|放デイ|療育園)[「『・ ]?(?:{words})(?:の[{_LANDSCAPE}])?(?=[のにではをがへ、。」』]|って|という|$)"
        rf"|(?<![ぁ-ん])(?:{words})教室(?:[東西南北](?![口側])|第[一二三\d])?(?=[のにではをがへまか、。]|$)"
    )


_KANA = _kana_pattern()
_CALLED = _called_pattern()


def known_in_japanese(text: str) -> Iterator[Span]:
    """Names that stand out by their parts in a text with kana."""
    for pattern in (_KANA, _HILL, _ONE, _TRADE, _LETTERED, _CALLED):
        for match in pattern.finditer(text):
            yield match.span(), 0.85
    yield from _by_exclusion(text)


def _by_exclusion(text: str) -> Iterator[Span]:
    """県立安積台, 桜○小, フリースクールリベルテ: shapes that ordinary words share, less those words."""
    for match in _STATE.finditer(text):
        if not _NO_SCHOOL.search(match["stem"]):
            yield match.span(), 0.8
    yield from (_span(match) for match in _MASKED.finditer(text) if _half_masked(match.group()))
    for match in _GIVEN_PLACE.finditer(text):
        if not _NOT_PLACE.search(match["name"]):
            yield match.span(), 0.8


def _span(match: re.Match[str]) -> Span:
    return match.span(), 0.8


def _half_masked(name: str) -> bool:
    stem = _STAGE_END.sub("", name)
    return _UNMASKED.search(stem) is not None and _NOT_MASKED.search(name) is None


def typed_apart(text: str) -> Iterator[Span]:
    """さ く ら も り 小, read in the compact view: only names made of known words."""
    for match in _KANA.finditer(text):
        yield match.span(), 0.8


_SAINT = re.compile(
    r"\bSt\.? [A-Z][\w\-]{1,60}['’]s(?: (?:C of E|CofE|CE|RC|Catholic)\b)?(?! ?(?:(?i:wort|church|hospice|hospital|hall)|Fire|Fayre|Fair|Ambulance|Parade|Eve|Island|Bay|Head|Point|Hospital|Church|Park|Square|Hall|Street|Road|Cathedral|Day|Infirmary|Hospice|Place|Lane|Avenue|Centre|Market|Palace|Club|Court|Terrace))(?:\b|(?= ))"
    r"|\bOur Lady(?: of (?:the )?[A-Z]\w{1,60}| and [A-Z]\w{1,60}(?: [A-Z]\w{1,60})?|['’]s (?=School|Primary|RC|Catholic))(?! Church)"
    r"|\b(?:KV|JNV|DPS|DAV) [A-Z]\w{1,60}(?: No\.? ?\d{1,60})?|\bPS \d{2,3}\b(?! (?:hours?|days?|weeks?|mins?|minutes?|years?|people|of|more|percent))|\bP\.S\. \d{2,3}(?= (?:in|at) [A-Z]| on \d)"
    r"|\b(?!(?:The|An?|My|His|Her|At|In|Upper|Lower|Pre|B1|B2)\b)[A-Z]\w{1,60}(?: [A-Z]\w{1,60})? (?:Intermediate|Sixth Form College|Lycee|Technical High)\b"
)
_STARRED = re.compile(r"\b[A-Z][\w*]{2,40}(?:['’]s)?(?: [A-Z][\w*]{2,40}(?:['’]s)?){1,2}")
_STAGES = ("Primary", "Grammar", "High", "Academy", "School", "Secondary", "College", "Elementary", "Middle", "Junior")
_GERMAN = re.compile(
    r"\b(?:[A-ZÄÖÜ][\wäöüß]{1,60}-)?(?:Förderschule|Grundschule|Realschule|Gesamtschule|Gymnasium|Oberschule|Mittelschule|Hauptschule|Stadtteilschule|Gemeinschaftsschule|Sekundarschule|Berufskolleg|Berufsschule|Kita|Kindergarten|Hort)"
    r" (?:(?:[Aa]m|[Aa]n der|[Ii]m|[Ii]n der|[Aa]uf der|[Zz]um|[Zz]ur) (?!Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Ende|Anfang|Morgen|Nachmittag|Abend|Stadt|Ort|Sommer|Herbst|Winter|Januar|September|Nähe|Klasse|Pause|Gespräch|Moment|Februar|März|April|Mai|Juni|Juli|August|Oktober|November|Dezember)[A-ZÄÖÜ][\wäöüß\-]{1,60}"
    r"|(?!Am|An|Im|In|Ende|Anfang|Mitte|Seit|Nach|Wenn|Weil|Gibt|Kann|Ich|Und|Wir|Er|Sie|Es|Aber|Klasse|Hat|Das|Die|Der|Montag|Jahrgang|Klassen)[A-ZÄÖÜ][\wäöüß\-]{3,40})"
)


_SMALL = re.compile(
    r"\b(?!(?i:out|in|be|along|play|bath|stair)(?:side|field|ton|well)\b)[A-Za-z][a-z]{1,8}(?:field|ford|ham|ton|wood|brook|bury|dale|side|bourne|worth|stead|mead|bridge|mouth|minster|combe|hurst|gate|croft|wick|well|mere|thorpe|leigh|holt|haven)"
    r" (?:(?:primary|juniors?|infants?|high|secondary|grammar|comprehensive|elementary|middle) (?:school|academy)|primary|grammar|juniors|infants|nursery|preschool|academy|high(?= (?:in|at|for|and|but|this|last|until)\b|[.,!?)]|$))\b"
)
"""Names of places end in a few ways, so that no capital is needed."""


_IN_CLASS = re.compile(
    r"\b(?:[Yy](?:ea)?r? ?(?:\d|1[0-3])|(?:[1-9]|1[0-3])[A-Z]|[Rr]eception|[Ss]ixth form|(?:\d|1[0-2])(?:st|nd|rd|th) grade|[Gg]rade (?:\d|1[0-2])) at (?:the )?"
    r"(?P<name>(?!Hogwarts|Home|School|Last|First|Primary|Secondary|Easter|Christmas|The|A|An|My|His|Her|Our|This|That|Long|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|CAMHS|GCSE|I|Lunch|Prom|Beavers|Cadets|Scouts|Cubs|Brownies|Guides|Forest|Assembly|Camp|Church|Break|Violin|Piano|Maths|English|Science|Cello|Flute|Guitar|Drama)\b[A-Z][a-z]{3,16}(?:['’]s)?(?: [A-Z][a-z]{2,16})?)"
)
_CLASS_SAINT = re.compile(
    r"\bst\.? [a-z]{3,12}['’]?s?(?=,? (?:year|yr|y) ?\d|,? (?:primary|infants|juniors|catholic|c of e|academy|high school|secondary)\b)"
)
_PARISH = re.compile(
    r"\b(?i:holy trinity|all saints['’]?|sacred heart|holy family|holy cross|christ the king|corpus christi|christ church) (?:C of E|CofE|CE|RC|(?i:catholic|primary|juniors|infants|academy|high school|school))\b"
)
_ATTENDS = re.compile(
    r"\b(?:goes to|attends|starts at|pupil at|she['’]s at|he['’]s at) (?:the )?(?P<name>(?!Hogwarts|School|Year|CAMHS|Alton|Easter|Christmas|Brownies|Guides|Scouts|Cubs|Beavers|Cadets|Nan|Gran|Home|Forest|Mum|Dad|Spain|France)[A-Z][a-z]{3,16}(?: [A-Z][a-z]{2,16})?),? (?:in )?(?:[Yy](?:ea)?r|Y) ?\d"
)
_STAGE_SMALL = re.compile(
    r"\b(?:(?<=at )|(?<=to )|(?<=from )|(?<=left )|(?<=joined )|(?P<two>(?!After|Since|Before|When|Our|My|The|His|Her|Big|Good|Most|Many|Some|Free|New|Old|Local)[A-Z][a-z]{2,16} ))"
    r"(?!English|British|Scottish|Welsh|Irish|American|Catholic|Japanese|French|German|State|Local|Private|Special|Mainstream|Forest|Sunday|School|Aldi|Lidl|Tesco|Easter|Christmas|Covid|Brexit|London|Monday|Tuesday|Wednesday|Thursday|Friday|September|January|The|Year|My|His|Her|Our|Which|What|Any)[A-Z][a-z]{3,16}"
    r" (?:preschool|pre-school|nursery|infants|juniors|primary|academy|grammar|comp|secondary)\b(?! (?:school )?(?:children|age|aged|kids|teachers?|years|places?|carers?|reasons?|fees|and|or|to)\b)"
)
_SMALL_STAGES = (
    "school", "nursery", "infants", "juniors", "primary", "academy", "grammar", "comp", "secondary", "C of E", "CofE", "CE", "RC", "catholic", "Catholic", "Primary",
)  # fmt: skip
_CHURCH = re.compile(
    r"\b(?:food ?bank|church|mass|vicar|jumble|f[êe]te|choir|brownies|beavers|cubs|scouts|bell|carols?|lunch club|coffee morning|a&e|ward)\b[^.\n]{0,24}$",
    re.IGNORECASE,
)


def known_in_latin(text: str) -> Iterator[Span]:
    """Saints, Indian, American and German forms, romaji, and names with a star for a letter."""
    for match in _SAINT.finditer(text):
        if not _CHURCH.search(text, max(0, match.start() - 40), match.start()):
            yield match.span(), 0.85
    for pattern in (_GERMAN, _ROMAJI, _SMALL, _CLASS_SAINT):
        yield from ((match.span(), 0.85) for match in pattern.finditer(text))
    yield from _known_by_place(text)
    if "*" in text:
        yield from _starred(text)


def _known_by_place(text: str) -> Iterator[Span]:
    """A stage in small letters after a name, a parish, and a class at a place."""
    patterns = (_STAGE_SMALL, _PARISH) * any(stage in text for stage in _SMALL_STAGES)
    yield from ((match.span(), 0.85) for pattern in patterns for match in pattern.finditer(text))
    patterns = (_IN_CLASS, _ATTENDS) * any(word in text for word in (" at ", "goes to ", "attends "))
    yield from ((match.span("name"), 0.85) for pattern in patterns for match in pattern.finditer(text))


def _starred(text: str) -> Iterator[Span]:
    for match in _STARRED.finditer(text):
        last = match.group().split()[-1]
        if "*" in match.group() and any(_alike(last, stage) for stage in _STAGES):
            yield match.span(), 0.8


def _alike(word: str, stage: str) -> bool:
    return len(word) == len(stage) and all(one in (other, "*") for one, other in zip(word, stage, strict=True))
