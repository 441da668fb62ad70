"""Full dates of birth, in the calendars and word orders people use; other dates are left alone."""

import re
from collections.abc import Iterator

from moderation.calendar import this_year
from moderation.detectors.pii.dates_told import DATES_TOLD, IN_PARTS_TOLD, MONTH, ORDINAL
from moderation.detectors.pii.found import found
from moderation.detectors.pii.surroundings import after, before
from moderation.finding import Finding
from moderation.normalise import Normalised
from moderation.reading import Reading

_YEAR = r"(?:(?:19|20|25)\d\d|'\d\d)"
_DATES = (
    r"(?<![\d\-])(?:[0-3]\d[01]\d(?:19|20)?\d\d)(?![\d\-])(?= (?:is|was)? ?(?:his|her|my|their) (?:dob|birthday|date of birth))|(?<=dob )[0-3]\d[01]\d(?:19|20)?\d\d(?!\d)",
    r"(?:(?:19|20)\d\d|(?:平成|令和|昭和|大正|heisei|showa|reiwa|(?<![A-Za-z])[HSR])[ .]?[\d十元]{1,3}|[\d]{2})\s?(?:年|[./\-・])\s?(?:の\s?)?[\d十]{1,3}\s?(?:月|[./\-・])\s?[\d十]{1,3}日?(?!\d)",
    r"(?<!\d)(?:19|20)\d\d[01]\d[0-3]\d(?!\d)|(?<!\d)(?:1 9|2 0) \d \d(?: ?[年./\-] ?| )[01] \d(?: ?[月./\-] ?| )[0-3] \d(?!\d)",
    r"(?:へいせい|れいわ|しょうわ|ヘイセイ|レイワ|ショウワ)\s?[\dぁ-んァ-ヴー]{1,8}?\s?(?:ねん|ネン|年)\s?(?:の\s?)?[\dぁ-んァ-ヴー]{1,6}?\s?(?:がつ|ガツ|月)\s?[\dぁ-んァ-ヴー]{1,8}?(?:にち|ニチ|日|か(?![ぁ-ん]))",
    rf"(?:heisei|reiwa|showa) \d{{1,2}},? (?:{MONTH})\.? \d{{1,2}}|(?:平|令|昭)[\d十元]{{1,3}}[./\-]\d{{1,2}}[./\-]\d{{1,2}}",
    rf"\b(?:{ORDINAL}) (?:of |day of )?(?:{MONTH}),? (?:{_YEAR}|(?:two thousand(?: and)?|twenty|nineteen)[ \-]\w{{3,9}}(?:[ \-](?:one|two|three|four|five|six|seven|eight|nine))?)",
    r"(?:boxing day|christmas(?: day| eve)?|new year'?s (?:day|eve)|halloween|valentine'?s(?: day)?|leap day),? (?:of |in )?(?:19|20)\d\d",
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s?(?:of |de |d')?\s?(?:{MONTH})\.?,?\s?(?:of |de |del |do ano |in )?\s?(?:{_YEAR}|\d\d(?!\d))",
    rf"\b(?:{MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}",
    rf"(?<!\d)\d{{1,2}}(?:[./\- ]|, )\d{{1,2}}(?:[./\- ]|, )(?:{_YEAR}|\d\d)(?!\d)",
    r"(?:19|20)\d\d년\s?\d{1,2}월\s?\d{1,2}일|(?<!\d)\d{2}년\s?\d{1,2}월\s?\d{1,2}일",
    r"\d{1,2}\s?(?:ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\.|[ก-๙]{3,12}?คม|[ก-๙]{3,10}?ยน|กุมภาพันธ์)\s?(?:พ\.ศ\.\s?)?\d{2,4}",
    r"(?:ngày\s)?\d{1,2}\s(?:tháng|thg)\s\d{1,2}\s(?:năm\s)?(?:19|20)\d\d",
    r"\d{1,2}\s(?:जनवरी|फरवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर),?\s(?:19|20)\d\d",
)
_DATE = re.compile("|".join(f"(?:{shape})" for shape in (*DATES_TOLD, *_DATES)), re.IGNORECASE)
_BORN_BEFORE = re.compile(
    r"leap (?:year )?(?:baby|child|day)|生年月日|生れ|命名|この世に|産声|予定日より|爆誕|出産日|生を受け|came into (?:this|the) world|came along|became (?:a )?(?:mum|mom|dad|mother|father|parents)|joined (?:us|our family)|(?:we|i) had (?:him|her)|[母父親]にな|[マパ][マパ]にな|おぎゃ|オギャ|arrived (?:in the world )?on|(?:s?he|baby|they|the twins|our (?:boy|girl|son|daughter)) arrived|\bb\.|せいねんがっぴ|誕プレ|turned \d{1,60}|誕生日|たんじょうび|誕生|バースデー|バースデイ|うまれ|生まれ|born|birth|\bdob\b|d\.o\.b|bday|b-day|生日|出生|생년월일|생일|nac(?:i[óo]|ida|ido)|"
    r"fecha de nac|cumple|nasc(?:eu|ida|ido|imento)|anivers[áa]rio|\bné\b|\bnée\b|naissance|anniversaire|geb(?:oren|urt|\.)|เกิด|วันเกิด|sinh|ngày sinh|जन्म|पैदा|"
    r"(?:ipinanganak|isinilang|kaarawan|kapanganakan)",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(
    r"^[\s)）」』,、=は:年の]{0,3}(?:に|の日に)?\s?(?:生ま|うまれ|産ま|誕生|生(?:[)）の、。\sとでだや的]|$)|が?誕生日|が?生年月日|出生|生日|생|에 ?태어|출생|に出産|に産|"
    r"is when (?:(?:we|i) had|(?:s?he|they) (?:came|arrived))|に(?:[母父親]|ママ|パパ)にな|(?:やっと|はじめて|初めて)(?:会えた|抱いた)日|に?(?:おぎゃ|オギャ)|"
    r"is (?:his|her|my|their) (?:birthday|dob)|^[^.!?]{0,14}\bbab(?:y|ies)\b|^ on the form\b|^,? (?:at )?\d{1,2} ?lbs?\b(?! of)|^,? weigh|(?:is |= ?)?(?:his|her|my) birthday|born|birthday|[\s(]{0,60}dob|geboren|को (?:जन्म|पैदा|हुआ))|"
    r"(?:生まれ|うまれ|産まれ|産みま|誕生日|出産|born|birthday)",
    re.IGNORECASE,
)
_BORN_FORM = re.compile(r"^(?:S|昭和)[\s.]?\d|^[平昭][\d十]{1,3}[、・][\d十]{1,3}[、・]")
_CHILD_AFTER = re.compile(r"[^\n]{0,24}?(?:うちの|[っいえ]た|[なの])子(?=$|。|や|だ|です|なの)")
_PET = re.compile(
    r"犬|猫|ねこ|ネコ|いぬ|ワンコ|うさぎ|ハムスター|インコ|学校が|会社が|\b(?:dog|cat|puppy|kitten|rabbit|hamster|game)s?\b|アルバム|ゲーム|推し|キャラ"
)
_OF_PERSON = re.compile(
    r"(?:孫|娘|息子|長男|長女|次男|次女|三男|三女|双子|末っ子|上の子|下の子|私|わたし|夫|妻|旦那|祖父|祖母|父|母|子)(?:は|が|の|、|:)?\s?$"
)
_OF_CHILD = re.compile(r"^の?[^。]{0,6}?(?:子|っ子|女子|男子|娘|息子|ちゃん)(?![ど供])")
_NOT_BORN = re.compile(r"入学|卒業|転校|発行|期限|締切|exp|予約|開催|更新|since|expires|until|まで")
_BORN_FAR = re.compile(
    r"命名書|母子手帳|生年月日|date of birth|\bdob\b|birth certificate|geburtsurkunde|acte de naissance", re.IGNORECASE
)
_HAPPENED = re.compile(
    r"2011年3月11日|1995年1月17日|(?:11 September|September 11,?) 2001|揺れ|入学|入園|卒業|退職|入社|入院|退院|手術|診断|受診|発行|期限|締切|予約|開催|更新|施行|改正|制定|成立|通知|告示|公布|法律|法令|閣議|総理|震災|地震|津波|台風|事件|事故|裁判|判決|試合|大会|コンサート|ライブ|公演|放送|公開|発売|出版|刊行|連載|初版|配信|"
    r"記事|新聞|ニュース|調査|統計|報告|記録|日記|手紙|写真|撮影|結婚|離婚|葬|亡く|死|命日|引っ?越|転校|転居|設立|創業|開校|開業|開設|閉校|オープン|登録|契約|まで|から|以降|以来|現在|付け|より|優勝|引退|デビュー|来日|世界|歴史|条約|憲法|戦争|終戦|空襲|"
    r"\b(?:diagnos|start|began|since|until|from|moved|left|joined|died|death|passed|funeral|married|wedding|divorc|hearing|tribunal|appointment|meeting|review|assess|letter|dated|report|published|released|edition|version|act|law|guidance|statut|regulation|match|final|tour|concert|gig|game|film|"
    r"premiere|aired|episode|photo|picture|screenshot|lockdown|covid|election|referendum|attack|crash|accident|war|battle|treaty|war|history|expires?|valid|issued|exam|test|results|opened|closed|founded|launch|last (?:went|day|time|seen)|first day|moon|concorde|brexit|grenfell)",
    re.IGNORECASE,
)
_GROWN, _OLDEST = 90, 6
"""Years; who is spoken of here is between a child at school and a great-grandmother."""
_YOUNGEST = 3
"""Years; a date nearer than that is an event unless something says birth."""
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_EVENT = re.compile(
    r"^ ?(?:review|appointment|meeting|assessment|hearing|exam|plan|report|letter|test|visit|tribunal|email|interview)|^に(?:入学|入園|転校|登校|卒業|退院|入院|入所|引っ越)|^から|^ ?(?:부터|까지|에 ?입학|에 ?전학)|^ ?(?:起|开始|入学|转学)",
    re.IGNORECASE,
)
_AGES = r"(?:\d{1,2}|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)"
_AGE = re.compile(
    rf"\b(?:s?he(?:['’]s| is| was| turns| will be|['’]ll be)|(?:i['’]m|turns|turning|aged?))(?: now| only| just)? {_AGES}\b(?=\s?(?:$|[,;:()]|\.|on\b|tomorrow|today|soon|in\b|this\b|next\b|now\b|years? old|yo\b))",
    re.IGNORECASE,
)
_HIS = re.compile(
    r"\bs?he['’]s (?:a )?$|\b(?:our|my) \w{2,12} (?:came|arrived|landed|turned up) (?:on )?(?:the )?$|\b(?:his|her|my (?:son|daughter|boy|girl)['’]?s|(?:mine|hers|theirs|ours|his)(?:['’]s| is| was)(?: the)?|el m[íi]o(?: es)?(?: del?)?|la m[íi]a(?: es)?(?: del?)?|le mien(?: est)?(?: du)?|la mienne(?: est)?(?: du)?|"
    r"(?:mein(?:er|e|s)|unser(?:er|e|s)) ist(?: vom| am)?|o meu é(?: de| do)?|a minha é(?: de)?)\s$"
    r"|\b(?:son|daughter|boy|girl|lad|dd|ds|twins?|eldest|youngest|hijo|hija|filho|filha|fils|fille|sohn|tochter)\s?[(,:]\s?$"
    r"|うち(?:の(?:子|娘|息子|長男|長女|次男|次女))?(?:のは|は|も)、?\s?$|우리 (?:애|아이|아들|딸)(?:는|은|가)?\s$|(?:我家娃|我儿子|我女儿|孩子|娃)是?\s?$",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"(?:^|[\n:,;] ?)[A-Z][a-z]{1,60} [A-Z][a-z]{1,60}(?:-[A-Z][a-z]{1,60})?, ?$")
_AND = re.compile(r"\s?(?:と|、|,|&|/|and|y|und|et|e)\s?")


_MAY_BE_DATE = re.compile(
    r"\d|twenty|nineteen|two thousand|生|うま|誕|へいせい|れいわ|しょうわ|ヘイセイ|レイワ|ショウワ|にせん|この世|産声|予定日|爆誕|命名|出産|came into|is when |arrived|turned|\b(?:born|birth|d\.?o\.?b|b-?day|nac|nasc|né|anniv|aniv|cumple|geb|sinh)|เกิด|जन्म|पैदा|생|태어|ひな祭|mine|hers|theirs|ika-?\d",
    re.IGNORECASE,
)
"""Without a figure or a word for being born nothing is read as a date of birth."""
_ERA_YEAR = r"(?:(?:19|20)\d\d|(?:平成|令和|昭和)[\d十元]{1,3})年"
_DAY = r"[\d十]{1,3}月[\d十]{1,3}日"
_IN_PARTS = re.compile(
    rf"{_ERA_YEAR}(?:生まれ|うまれ)[^。\n\d]{{0,10}}{_DAY}(?=[^。\n]{{0,4}}(?:誕生|生|$))|{_DAY}が?(?:の)?誕生日[^。\n\d]{{0,10}}{_ERA_YEAR}(?=生ま|うま)"
    rf"|\b(?:{MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?[^.\n\d]{{0,14}}born(?: in)? (?:19|20)\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH})[^.\n\d]{{0,14}}born(?: in)? (?:19|20)\d\d\b"
    rf"|born in (?:19|20)\d\d,? (?:on )?(?:the )?(?:(?:{MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH}))\b",
    re.IGNORECASE,
)


def birthdates(reading: Reading) -> Iterator[Finding]:
    """A year, a month and a day beside a word for being born."""
    view = reading.digits
    if not _MAY_BE_DATE.search(view.text):
        return
    for pattern in (_IN_PARTS, IN_PARTS_TOLD):
        for match in pattern.finditer(view.text):
            yield found(view, match.span(), "pii.birthdate", 0.92)
    yield from _dates(view)
    if view.text != reading.plain.text:
        yield from _dates(reading.plain)  # words for figures stand in some dates as they are said


def _dates(view: Normalised) -> Iterator[Finding]:
    last = -1
    for match in _DATE.finditer(view.text):
        also = last >= 0 and _AND.fullmatch(view.text[last : match.start()])
        if also or _born(view.text, match):
            last = match.end()
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield found(view, (start, match.end()), "pii.birthdate", 0.94)


def _born(text: str, match: re.Match[str]) -> bool:
    lead, tail = before(text, match.start(), 28), after(text, match.end(), 22)
    if _PET.search(lead[-16:]):
        return False
    if _BORN_AFTER.search(tail) or _BORN_FORM.match(match.group()) or _OF_CHILD.match(tail):
        return True
    if _CHILD_AFTER.match(text, match.end()) and not _EVENT.match(tail):
        return grown(match.group())
    if grown(match.group()) and _of_somebody(far := text[max(0, match.start() - 70) : match.start()], lead, tail):
        return not _NOT_BORN.search(far[-14:] + tail[:8])
    if _long_ago(match.group()) and not _HAPPENED.search(text[max(0, match.start() - 60) : match.end() + 60]):
        return True
    cues = [cue.end() for cue in _BORN_BEFORE.finditer(lead)]
    return bool(cues) and not _NOT_BORN.search(lead[cues[-1] :])


def grown(written: str) -> bool:
    """Whether a child born then would be old enough for this place; a year written otherwise may be."""
    if year := _YEARS.search(written):
        return int(year[1]) <= this_year() - _YOUNGEST
    return not re.match(r"令|reiwa|R", written, re.IGNORECASE)


def _long_ago(written: str) -> bool:
    """A day of a year in which those were born who are spoken of here: what happened lately has other dates."""
    year = _YEARS.search(written)
    return year is not None and _OLDEST <= this_year() - int(year[1]) <= _GROWN


def _of_somebody(far: str, lead: str, tail: str) -> bool:
    """The date stands where a form or a parent puts the day somebody was born: after a name, beside an age."""
    if _EVENT.match(tail):
        return False
    beside = _AGE.search(lead) or _AGE.search(tail) or _OF_PERSON.search(lead)
    return bool(beside or _HIS.search(lead) or _FULL_NAME.search(lead) or _BORN_FAR.search(far))
