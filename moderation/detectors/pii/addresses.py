"""Postal codes, and addresses that reach down to a block, a street or a building; a city or region alone is left."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.detectors.pii.places_home import homes, homes_in_other_scripts, postcode_beside
from moderation.detectors.pii.places_passing import idiom, in_passing, in_passing_in_japanese
from moderation.detectors.pii.places_told import places_told, storied
from moderation.detectors.pii.postcodes_told import postcodes_by_town, postcodes_told
from moderation.detectors.pii.streets import STREETS_LATIN, STREETS_OTHER
from moderation.detectors.pii.surroundings import after, before
from moderation.finding import Finding
from moderation.normalise import Normalised
from moderation.public import public_postal_codes
from moderation.reading import Reading

_N = r"[\d〇一二三四五六七八九十百]"
_PREF = (
    r"(?:北海道|青森県?|岩手県?|宮城県?|秋田県?|山形県?|福島県?|茨城県?|栃木県?|群馬県?|埼玉県?|千葉県?|東京都?|神奈川県?|新潟県?|富山県?|石川県?|福井県?|山梨県?|長野県?|岐阜県?|静岡県?|"
    r"愛知県?|三重県?|滋賀県?|京都府?|大阪府?|兵庫県?|奈良県?|和歌山県?|鳥取県?|島根県?|岡山県?|広島県?|山口県?|徳島県?|香川県?|愛媛県?|高知県?|福岡県?|佐賀県?|長崎県?|熊本県?|大分県?|"
    r"宮崎県?|鹿児島県?|沖縄県?)"
)
_TOWN = r"[一-龥々ヶケノツぁ-んァ-ヴー]"
_KANA_CITY = (
    r"(?:つくば|さいたま|いわき|ひたちなか|かすみがうら|あきる野|みどり|ふじみ野|うきは|えびの|たつの|あわら|かほく|にかほ|つがる|むつ|みやま|さぬき|うるま|みよし|あま|いすみ|"
    r"つくばみらい|さくら|あさひ|ひたち|いなべ|東かがわ|南あわじ)市"
)
_MUNICIPAL = rf"(?:{_KANA_CITY}|[一-龥々ヶケノのが〇○◯]{{1,7}}?[市区郡町村])"
_HOUSE = rf"(?:{_N}{{1,4}}\s?丁目(?:\s?の?\s?{_N}{{1,4}}\s?(?:番地?|号|-|の)?(?:\s?の?\s?{_N}{{1,4}}号?)?(?:-{_N}{{1,4}})?)?|{_N}{{1,5}}\s?番地?(?:\s?の?\s?{_N}{{1,4}}\s?号?)?|(?<!\d)[1-9〇一二三四五六七八九十][\d〇一二三四五六七八九十]{{0,3}}(?:\s?[-のノー]\s?{_N}{{1,4}}){{1,3}}(?![\d\-]|\s?[月年時分:円人%回]))"
_BUILDING = r"(?:の?[ 、,]?[^\s、。,!?！？「」（）()はがをにでへも]{1,14}?(?:マンション|アパート|ハイツ|コーポ|メゾン|荘|団地|号棟|棟|号室|ハイム|レジデンス|パレス|ヒルズ|タワー|ビル|コート|\d{3,4}号?室?)(?:[^\s、。,!?！？\d]{0,6}\s?\d{1,4}(?:号室|号|-\d{3,4})?)?|[ 、]?\d{3,4}号室)"
_BUILDING_NAME = r"[ の]{0,2}(?:コーポ|メゾン|ハイツ|グラン|パーク|サン|レジデンス|ヴィラ|シャトー|ハイム|第[一二三\d])[一-龥ァ-ヴーぁ-んA-Za-z]{1,10}?(?=[\s、。にでのはが,\d]|$)(?:\s?\d{3,4}(?:号室?)?)?"
_WITH_CITY = re.compile(
    rf"(?:{_PREF}\s?)?(?:(?<![一-龥]){_MUNICIPAL}|(?<=[都道府県])\s?{_MUNICIPAL})(?:\s?{_MUNICIPAL}){{0,2}}\s?{_TOWN}{{0,10}}?\s?{_HOUSE}(?:{_BUILDING}|{_BUILDING_NAME})?"
)
_BLOCK_ONLY = re.compile(
    rf"(?<![一-龥\d])(?:[一-龥々ァ-ヴ]|みどり|さくら|ひかり|あおば|わかば|つつじ|けやき|もみじ|ひばり|すみれ|いずみ|みなみ|きた|ひがし)[一-龥々ヶケノがのァ-ヴー]{{0,7}}?\s?(?:{_N}{{1,3}}丁目(?:\s?の?{_N}{{1,4}}(?:番地?|-|の)?(?:の?{_N}{{1,4}}号?)?(?:-{_N}{{1,4}})?)?|(?<!\d)[1-9]\d{{0,2}}-\d{{1,3}}-\d{{1,3}}(?!-?\d)(?:-\d{{3,4}}(?!\d))?|(?<=[丘台町野原通条浜])[1-9]\d{{0,2}}[-の]\d{{1,3}}[-の]\d{{1,4}}(?![\d\-])|{_N}{{1,5}}番地(?:の?{_N}{{1,4}})?)(?:{_BUILDING}|{_BUILDING_NAME})?"
)
_BUILDING_ONLY = re.compile(
    rf"(?:{_MUNICIPAL}|{_PREF})[一-龥々ヶケノツぁ-んァ-ヴー]{{1,20}}?(?:マンション|アパート|ハイツ|コーポ|団地|メゾン)"
    rf"[^\s、。はがをにで]{{0,8}}?\s?\d{{1,4}}(?:号室|号棟|棟|号|-\d{{3,4}})?"
)
_BARE_NUMBER = re.compile(
    rf"(?:{_PREF}\s?)?(?<![一-龥]){_MUNICIPAL}(?:\s?{_MUNICIPAL}){{0,2}}[一-龥ヶケノ々ァ-ヴー]{{2,10}}\d{{1,5}}(?![\d\-]|\s?[年月日時分円人名歳回件個%校組位階番目度つか周話代万千点本号])"
)
_ROOM = re.compile(
    r"(?:[一-龥ァ-ヴーA-Za-z]{2,12}|[ぁ-ん]{2,6}[がのヶケ][丘台原里森])(?:ニュータウン|団地|ハイツ|マンション|アパート|コーポ|タワー|荘|住宅|ハイム|レジデンス)\s?第?\d{0,3}\s?(?:号棟|棟|街区)?\s?-?\s?\d{2,4}(?:号室?)?(?![\d円人年月])"
    r"|(?:レジデンス|メゾン|コーポ|ハイツ|グラン|パレス|ヴィラ|サンハイツ)[一-龥ァ-ヴーぁ-ん第]{1,10}\s?\d{3,4}(?:号室|号)"
)
_HIRAGANA_HOUSE = re.compile(r"[ぁ-ん] ?\d{1,3} ?(?:の|-|ちょうめ) ?\d{1,3}(?:ばん)?(?: ?(?:の|-)? ?\d{1,3}(?:ごう)?)?")
_HIRAGANA_TOWN = re.compile(
    r"(?:^|[^ぁ-ん])([ぁ-ん]{2,7}[しく] (?:[ぁ-ん]{2,7}[くし] ?)?[ぁ-ん]{1,9}|[ぁ-ん]{2,8} [ぁ-ん]{2,8} ?)$"
)
_NOT_PLACE = re.compile(
    r"^(?:平成|令和|昭和|午前|午後|受験番号|学年|会議|スコア|問題|記号|番号|国語|算数|数学|英語|理科|社会|今日|明日|昨日|今年|去年|来年|電話|携帯|気温)|第\d{1,3}(?:回|話|章|問|条|位|期|戦|節|巻)|回目|(?:番号|記号|スコア|打率|注文|教科書|ページ|問|試合|対|連勝|連敗|コード|型番|品番|ver|学期|登校|欠席|日程|予定|倍率|電話|携帯|口座|保険証?|普通|当座|支店|店番|カード)[はが]?\s?\d"
)
_NUMBER = re.compile(r"\d")
_SAMPLES = frozenset(("123-4567", "1234567", "000-0000", "0000000"))
_POSTAL_JP = re.compile(
    r"〒\s?\d{3}\s?[-ーの・.、,/]?\s?\d{4}(?!\d)|(?<![\d\-・.、])\d{3}[・.、/] ?\d{4}(?![\d\-・.、]|\s?円)|(?<![\d\-])\d{3}-[、, ]\s?\d{4}(?![\d\-])|(?<![\d\-] )(?<![\d\-])\d(?: \d){6}(?! ?[\d\-])|(?<![\d\-] )(?<![\d\-])\d{3} \d{4}(?![\d\-]| \d)|(?<!\d)\d \d \d - \d \d \d \d(?!\d)|(?<![\d\-])\d{3}-\d{4}(?![\d\-]|\s?円)|(?<![\d\-])\d{7}(?![\d\-])"
)
_POSTAL_WORD = re.compile(
    r"〒|郵便番号|ゆうびん|郵便|宛先|〶|post ?code|zip|postal|eircode|code postal|c[óo]digo postal|\bc\.?p\.?\b|\bcep\b|plz|postleitzahl|邮编|邮政编码|郵遞區號|우편번호|รหัสไปรษณีย์|mã bưu|पिन|\bpin ?code\b|\bpin\b",
    re.IGNORECASE,
)
_POSTAL_UK = re.compile(
    r"(?<![A-Za-z0-9])(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKMNPR-Y]? ?\d[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_POSTAL_CA = re.compile(
    r"(?<![A-Za-z0-9])[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?![A-Za-z0-9])|(?<![A-Za-z0-9])[AC-FHKNPRTV-Y]\d[\dW] ?[0-9AC-FHKNPRTV-Y]{4}(?=[^A-Za-z0-9]|$)"
)
_POSTAL_US = re.compile(
    r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|NSW|VIC|QLD|TAS|ACT) \d{4,5}(?:-\d{4})?\b"
)
_POSTAL_ANY = re.compile(r"(?<![\d\-])(?:\d{5}-\d{3,4}|\d{4,7}|\d{3} ?\d{3,4})(?![\d\-])")
_POSTAL_TOWN = re.compile(r"(?<![\d\-,.])(?:(?:[DFA]-)?\d{5}|[1-9]\d{3}-\d{3}) (?=[A-ZÄÖÜÉ][a-zäöüßéè]{3,})")
_SEVEN = re.compile(r"7(?:桁|けた)(?!.{0,6}パス)")
_POSTAL_LOOSE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Za-z0-9])", re.IGNORECASE)
_POSTAL_AFTER = re.compile(
    r"^[?!)]{0,2}\s?(?:that['’]?s my |that['’]?s our )?(?:is|ist|es|é|est|は|が|って|=|as)?[^\d,.、。]{0,12}(?:post ?code|\bzip\b|postal|\bplz\b|postleitzahl|\bcep\b|郵便番号|邮编|우편번호)",
    re.IGNORECASE,
)
_POSTAL_PARTS = re.compile(
    r"(?:〒|郵便番号[^\d\n]{0,12}|(?:上|頭|前|最初)の?3(?:桁|けた|つ)[^\d\n]{0,5})(?<!\d)(\d{3})(?![\d\-])[^\d\n]{1,22}?"
    r"(?:下|後ろ|うしろ|後|残り|続き|つづき)の?4?(?:桁|けた|つ)?[^\d\n]{0,5}(\d{4})(?!\d)"
)
_NOT_POSTAL = re.compile(
    r"番号札|受験|口座|記号|内線|注文|伝票|番組|型番|会員|ID|スコア|電話|でんわ|tel|普通|当座|保険|クーポン|年金|フレコ"
)


def addresses(reading: Reading) -> Iterator[Finding]:
    """Postal codes and addresses, with figures or told in words."""
    yield from places_told(reading)
    yield from _at_home(reading)
    if reading.latin:
        for span in postcodes_told(reading.digits.text):
            yield found(reading.digits, span, "pii.postal_code", 0.9)
    if _NUMBER.search(reading.digits.text):
        yield from _postal(reading)
        yield from _streets(reading)


def _at_home(reading: Reading) -> Iterator[Finding]:
    view = reading.plain
    spans = (*homes(view.text), *in_passing(view.text)) if reading.latin else ()
    for span in spans:
        if not storied(view.text[slice(*span)]):
            yield found(view, span, "pii.address", 0.88)
    if reading.foreign:
        spans = (*homes_in_other_scripts(view.text), *in_passing_in_japanese(view.text))
        yield from (found(view, span, "pii.address", 0.9) for span in spans)


def _streets(reading: Reading) -> Iterator[Finding]:
    view = reading.plain
    if reading.foreign:
        yield from _japanese(view)
    for span in _numbered(reading):
        yield found(view, span, "pii.address", 0.92)
        if (beside := postcode_beside(view.text, span[1])) is not None:
            yield found(view, beside, "pii.postal_code", 0.93)


def _numbered(reading: Reading) -> Iterator[tuple[int, int]]:
    text = reading.plain.text
    if reading.foreign:
        yield from (match.span() for match in STREETS_OTHER.finditer(text))
    if reading.latin:
        for match in STREETS_LATIN.finditer(text):
            if not storied(match.group()):
                yield match.start(), match.start() + len(match.group().rstrip(" ,."))


def _japanese(view: Normalised) -> Iterator[Finding]:
    for pattern in (_WITH_CITY, _BLOCK_ONLY, _BUILDING_ONLY, _BARE_NUMBER, _ROOM):
        for match in pattern.finditer(view.text):
            if not _NOT_PLACE.search(match.group()) and not idiom(match.group()):
                yield found(view, match.span(), "pii.address", 0.93)
    for match in _HIRAGANA_HOUSE.finditer(view.text):
        lead = view.text[max(0, match.start() - 24) : match.start() + 1]
        if (town := _HIRAGANA_TOWN.search(lead)) is not None:
            yield found(view, (match.start() + 1 - len(town[1]), match.end()), "pii.address", 0.9)


def _postal(reading: Reading) -> Iterator[Finding]:
    for span in postcodes_by_town(reading.plain.text):
        yield found(reading.plain, span, "pii.postal_code", 0.85)
    for span, score in (*_postal_japanese(reading), *_postal_named(reading.digits.text)):
        yield found(reading.digits, span, "pii.postal_code", score)
    if reading.latin:
        named = (_POSTAL_LOOSE,) if _POSTAL_WORD.search(reading.plain.text) else ()
        for pattern in (_POSTAL_UK, _POSTAL_CA, _POSTAL_US, _POSTAL_TOWN, *named):
            for match in pattern.finditer(reading.plain.text):
                end = match.start() + len(match.group().rstrip())
                yield found(reading.plain, (match.start(), end), "pii.postal_code", 0.9)


def _postal_japanese(reading: Reading) -> Iterator[tuple[tuple[int, int], float]]:
    text = reading.digits.text
    for match in _POSTAL_JP.finditer(text):
        lead = before(text, match.start(), 24)
        if (
            re.sub(r"\D", "", match.group()) in public_postal_codes()
            or _NOT_POSTAL.search(lead[-10:])
            or match.group() in _SAMPLES
        ):
            continue
        if _POSTAL_WORD.search(match.group() + lead + after(text, match.end(), 8)) or _SEVEN.search(lead):
            yield match.span(), 0.95
        elif "-" in match.group() and reading.foreign:
            yield match.span(), 0.85


def _postal_named(text: str) -> Iterator[tuple[tuple[int, int], float]]:
    """Five or six figures are a postal code only right after a word for one."""
    for match in _POSTAL_ANY.finditer(text):
        lead = before(text, match.start(), 26)
        cues = [cue.end() for cue in _POSTAL_WORD.finditer(lead)]
        named = cues and not _NUMBER.search(lead[cues[-1] :].removeprefix("+4"))
        if match.group() not in _SAMPLES and (named or _POSTAL_AFTER.search(after(text, match.end(), 40))):
            yield match.span(), 0.93
    for match in _POSTAL_PARTS.finditer(text):
        yield (match.start(1), match.end(2)), 0.92
