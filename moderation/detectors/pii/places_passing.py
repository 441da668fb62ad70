"""Homes mentioned in passing: a town and a number beside words for home, “the flat over the shop on …”, an address in kana."""

import re
from collections.abc import Iterator

from moderation.number_words import TENS, WORDS, sorted_by_start

Span = tuple[int, int]

_HOME = re.compile(
    r"うち|家|表札|住|角地|届|マンション|アパート|オートロック|チャイム|ピンポン|駅から|番地|寄って|遊びに|おいで|来[てい]|きて|実家|町名|場所は|伝票|荷物|宅配|宛先|鳴らし|取りに|おる|やっとる|蕎麦|畑|引っ越"
)
"""Words for home; without them a place with a number may be a bus stop or a score."""
_END = r"(?![\d\-]|\s?(?:[月年時分秒円人%回階点対勝敗本冊名枚個歳才件位度番目]|号車|両|キロ|km|m\b|丁目))"
_TOWN = re.compile(
    rf"(?<![一-龥ァ-ヴーぁ-ん])(?P<name>(?:[一-龥ヶケ]{{1,4}}|[ぁ-ん]{{2,5}})(?:[がヶケの][丘浜原崎]|[坂丘台町浜])(?:[東西南北])? ?[1-9]\d{{0,2}}(?:の|-)\d{{1,4}}){_END}"
    rf"|(?:町名|住所|場所)は(?P<town>[一-龥ヶケ]{{2,6}}\d{{1,3}}){_END}"
)
_OLD = re.compile(
    rf"(?:[一-龥]{{1,5}}[都道府県])?[一-龥ヶケのノ]{{1,5}}[市区郡][一-龥々ヶケノツ町村ァ-ヴー]{{0,8}}? ?(?:(?:大字|小字|字|あざ) ?[一-龥々ヶケノぁ-んァ-ヴー]{{1,6}} ?){{1,2}}\d{{1,5}}(?:(?:-|の)\d{{1,4}}){{0,2}}{_END}"
    rf"|[一-龥]{{1,4}}[市区](?:[一-龥]{{1,4}}通)?[一-龥]{{1,4}}(?:上[ルる]|下[ルる]|入[ルる])[一-龥東西ルる]{{0,6}} ?[一-龥]{{0,5}} ?\d{{1,4}}(?:-\d{{1,3}})?{_END}"
    rf"|[一-龥ヶケ]{{1,5}}[市郡][一-龥ヶケ]{{1,4}}[町村][一-龥ヶケ]{{1,5}} \d{{1,5}}(?:-\d{{1,4}}){{0,2}}{_END}"
)
_ROOM = re.compile(
    rf"(?P<name>(?:コーポ|メゾン|ハイツ|グラン|パーク|レジデンス|ヴィラ|シャトー|ハイム|サン|カーサ|プラザ|ロイヤル|ライオンズ|エクセル|フォレスト|リバー|シティ)[一-龥ァ-ヴーぁ-んA-Za-z]{{1,12}}? ?[1-9]\d{{2,3}}){_END}(?=[、。とにでのはがへ]|といい|$)"
)
_FLAT = re.compile(r"マンション|アパート|コーポ|ハイツ|号室|オートロック|部屋|うち|住|上の階|下の階|隣")
_KANA = re.compile(
    r"(?<![ぁ-ん])(?:とうきょうと|おおさかふ|きょうとふ|ほっかいどう|[ぁ-ん]{2,5}けん)?[・ 、]?[ぁ-ん]{2,6}(?:し|く|ぐん|ちょう|まち)[・ 、][ぁ-ん]{2,12}(?:ちょう|まち|だい|おか|はら|むら|の)?[・ 、](?:[ぁ-ん]{1,4}の){1,2}[ぁ-ん]{1,8}"
)
_IDIOM = re.compile("^(?:一丁目一番地|1丁目1番地|一丁目)$")

_CAP = r"[A-Z][\w'’áéíóú\-]{1,24}"
_KIND = r"(?:Street|St|Road|Rd|Avenue|Ave|Close|Lane|Ln|Drive|Way|Court|Terrace|Crescent|Cres|Place|Gardens|Gdns|Grove|Square|Hill|Row|Mews|Boulevard|Walk|Rise|Green|Croft|Vale|Wynd|Brae|Bank|Parade|Drove|View|Quay|Wharf)"
_PUBLIC = r"(?!(?:The|My|His|Her|Our|High|Main|Wall|Sesame|Coronation|Albert|Ramsay|Downing|Privet|Abbey|Penny|Fleet|Oxford|Baker|Cherry Tree|Wisteria|Elm|Harley|Carnaby|Regent|Bond|Memory|Easy|Fifth|Park|Trafalgar|Leicester|Times|Canary|West|South|Food|World|Lloyds|Barclays|Bottle|Piggy|Power|Blood) )"
_STREET = rf"{_PUBLIC}(?:{_CAP} ){{1,3}}{_KIND}\b"
_FIGURE = sorted_by_start({*WORDS, *TENS} - {"dash", "o", "do", "teen", "char", "once", "nil", "a"})
_WORDS = rf"(?:{_FIGURE})(?:[ \-](?:{_FIGURE})){{0,2}}"
_NUMBERED = re.compile(
    rf"(?P<name>(?:the (?:[a-z'’]{{2,12}} ){{1,3}}(?:of|on|at|end of) )?{_STREET},? (?:at )?(?:number|numbr|no\.?|house|plot|flat|unit) (?:\d{{1,4}}[A-Za-z]?|{_WORDS})\b)"
    rf"|\b(?P<bay>(?:Bay|Pitch|Plot|Hut|Berth|Chalet|Caravan|Mooring|Lot|Flat|Unit) (?:\d{{1,3}}[a-z]?|{_WORDS}),? (?:on |at |in )?(?:[A-Z][\w'’]{{1,20}} [a-z]{{4}}, )?{_STREET})"
    rf"|\b(?P<american>\d{{2,5}} [NSEW]\.? {_CAP}(?: {_CAP})?,? (?:unit|apt|apartment|#) ?\w{{1,4}})\b"
    rf"|\b(?P<block>(?:{_WORDS}|\w{{1,12}}(?:-(?:{_FIGURE})){{1,3}}),? (?:{_CAP} ){{1,2}}(?:Wharf|House|Court|Point|Tower|Mansions|Lodge))\b(?=,)"
)
_THING = r"(?:flat|house|bungalow|cottage|caravan|barn|gaff|place|door|gate|one|end|top end|bottom end|last house|end house|corner house|end terrace|doors? (?:up|down|along)|bit)"
_DESCRIBED = re.compile(
    rf"\b(?P<name>(?:(?:the|a) )?(?:[a-z'’]{{2,12}} ){{0,3}}?{_THING} (?:[a-z'’]{{2,10}} ){{0,4}}?(?:on|of|off|at|over|up|down|along|from|in) (?:the (?:[a-z'’]{{2,10}} ){{1,4}}(?:of|on|off|at) )?{_STREET}(?! (?:and|&) [A-Z]))"
    rf"|(?P<after>{_STREET},? (?:the|top|bottom|up|far|by|opposite|next to|house|just)(?: end)? (?:[a-z'’]{{2,10}} ){{1,5}}(?:shop|chippy|pub|church|garages?|gate|door|green|park|school|station|lamp ?post|tree|bins?|hedge|post ?box|bus stop)\b)"
)
_OURS = re.compile(
    r"\b(?:we['’]?re|we (?:are|live|walked)|i['’]?m at|i live|is us|us|ours?|my|me|come (?:and|round|over|down|to)|knock|shout|deliver|buzzer|intercom|bring|drop|council|swap|live|lives|address|home|(?:health|home) visitor|taxi|where we)\b",
    re.IGNORECASE,
)
_AT_HOME = re.compile(
    r"\b(?:we['’]?re (?:the|at|on|in|off|up|down) |i['’]?m (?:at|on|the|off) |(?:our|my) (?:house|road|street|close|lane|flat|door|gate|drive|place|landlord|bit of)\b|come (?:round|over)|knock|buzzer|doorbell|parcels?\b|deliver|address|\b(?:i|we) (?:live|lived|rent)\b|moved (?:in)?to |lodger|opposite us|next door to us)",
    re.IGNORECASE,
)
_ANY_STREET = re.compile(
    rf"\b(?P<name>(?:\d{{1,4}}[a-z]?,? )?(?:(?:{_CAP}) ){{0,1}}{_STREET})(?! (?:[Ss]urgery|[Ss]chool|[Pp]rimary|[Cc]linic|[Hh]ospital|[Ss]tation|[Cc]hurch|[Mm]arket|[Pp]ark|[Ll]ibrary|and [A-Z]))"
)
_SENTENCES = re.compile(r"[^.!?\n]{1,400}")
_STREETLIKE = re.compile(
    rf" {_KIND}\b| [Uu]nit | [Aa]pt|(?:Wharf|House|Court|Point|Tower|Mansions|Lodge),|Park|Marina|Site|Farm|Boreen|B[óo]thar|Cnoc|Baile|Sráid|Lána"
)
"""One of these stands in every home below."""
_IRISH = re.compile(
    r"\b(?P<name>(?:Boreen|Bóthar|Bothar|Cnoc|Baile|Sráid|Lána) (?:na |an |Uí )?[A-ZÁÉÍÓÚ][\wáéíóú]{2,16}, [A-Z][a-z]{3,16}(?:, house [a-z ]{4,30})?)"
)
_PARKED = re.compile(
    r"\b(?P<name>the (?:end|last|first|blue|green|white|red) (?:caravan|chalet|hut|boat|lodge),? (?:on |at |in )?(?:[A-Z][a-z]{2,16} ){1,3}(?:Holiday Park|Caravan Park|Park Homes|Marina|Site|Farm|Park))\b"
)


def in_passing(text: str) -> Iterator[Span]:
    """In Latin letters: a street with words for the house beside words for home."""
    if not _STREETLIKE.search(text):
        return
    for pattern in (_NUMBERED, _IRISH, _PARKED):
        yield from _named(pattern, text)
    if _OURS.search(text):
        yield from _named(_DESCRIBED, text)
    if _AT_HOME.search(text):
        yield from _near_home(text)


def _near_home(text: str) -> Iterator[Span]:
    """Any street in a sentence that speaks of home."""
    for one in _SENTENCES.finditer(text):
        if _AT_HOME.search(one.group()):
            yield from ((m.start() + one.start(), m.end() + one.start()) for m in _ANY_STREET.finditer(one.group()))


def in_passing_in_japanese(text: str) -> Iterator[Span]:
    """A town and a number beside words for home; old forms with 字 or 上ル; kana only."""
    yield from (match.span() for match in _OLD.finditer(text))
    yield from (match.span() for match in _KANA.finditer(text))
    if _HOME.search(text):
        yield from _named(_TOWN, text)
    if _FLAT.search(text):
        yield from _named(_ROOM, text)


def idiom(address: str) -> bool:
    """一丁目一番地 is what matters most, and no address."""
    return _IDIOM.match(address) is not None


def _named(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield match.span(match.lastgroup or 0)
