"""Full dates of birth, in the calendars and word orders people use; other dates are left alone."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.detectors.pii.surroundings import after, before
from moderation.finding import Finding
from moderation.reading import Reading

_MONTH = (
    "jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar|rero)?|fév(?:rier)?|fev(?:ereiro)?|mar(?:ch|s|zo|ço)?|märz|apr(?:il)?|abr(?:il)?|avr(?:il)?|"
    "may|mai|mayo|maio|june?|juni|juin|junio|junho|july?|juli|juillet|julio|julho|aug(?:ust)?|août|ago(?:sto)?|sept?(?:ember|iembre|embre|tembro|tiembre)?|"
    "set(?:embro|iembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|déc(?:embre)?|dez(?:ember|embro)?|dic(?:iembre)?|"
    "ene(?:ro)?|enero|hulyo|hunyo|agosto|setyembre|oktubre|nobyembre|disyembre|pebrero|marso|abril"
)
_YEAR = r"(?:(?:19|20|25)\d\d|'\d\d)"
_DATES = (
    r"(?:(?:19|20)\d\d|(?:平成|令和|昭和|大正|heisei|showa|reiwa|(?<![A-Za-z])[HSR])[ .]?[\d十元]{1,3}|[\d]{2})\s?(?:年|[./\-・])\s?(?:の\s?)?[\d十]{1,3}\s?(?:月|[./\-・])\s?[\d十]{1,3}日?(?!\d)",
    r"(?<!\d)(?:19|20)\d\d[01]\d[0-3]\d(?!\d)",
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s?(?:of |de |d')?\s?(?:{_MONTH})\.?,?\s?(?:of |de |del |do ano )?\s?(?:{_YEAR}|\d\d(?!\d))",
    rf"\b(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}",
    rf"(?<!\d)\d{{1,2}}[./\- ]\d{{1,2}}[./\- ](?:{_YEAR}|\d\d)(?!\d)",
    r"(?:19|20)\d\d년\s?\d{1,2}월\s?\d{1,2}일|(?<!\d)\d{2}년\s?\d{1,2}월\s?\d{1,2}일",
    r"\d{1,2}\s?(?:ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\.|[ก-๙]{3,12}?คม|[ก-๙]{3,10}?ยน|กุมภาพันธ์)\s?(?:พ\.ศ\.\s?)?\d{2,4}",
    r"(?:ngày\s)?\d{1,2}\s(?:tháng|thg)\s\d{1,2}\s(?:năm\s)?(?:19|20)\d\d",
    r"\d{1,2}\s(?:जनवरी|फरवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर),?\s(?:19|20)\d\d",
)
_DATE = re.compile("|".join(f"(?:{shape})" for shape in _DATES), re.IGNORECASE)
_BORN_BEFORE = re.compile(
    r"生年月日|生れ|せいねんがっぴ|誕プレ|turned \d+|誕生日|たんじょうび|誕生|バースデー|バースデイ|うまれ|生まれ|born|birth|\bdob\b|d\.o\.b|bday|b-day|生日|出生|생년월일|생일|nac(?:i[óo]|ida|ido)|"
    r"fecha de nac|cumple|nasc(?:eu|ida|ido|imento)|anivers[áa]rio|\bné\b|\bnée\b|naissance|anniversaire|geb(?:oren|urt|\.)|เกิด|วันเกิด|sinh|ngày sinh|जन्म|पैदा|"
    r"(?:ipinanganak|isinilang|kaarawan|kapanganakan)",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(
    r"^[\s)）」』,、=は:年の]{0,3}(?:に|の日に)?\s?(?:生ま|うまれ|産ま|誕生|生(?:[)）の、。\sとでだや的]|$)|が?誕生日|が?生年月日|出生|生日|생|에 ?태어|출생|に出産|に産|"
    r"is (?:his|her|my|their) (?:birthday|dob)|(?:is |= ?)?(?:his|her|my) birthday|born|birthday|[\s(]*dob|geboren|को (?:जन्म|पैदा|हुआ))|"
    r"(?:生まれ|うまれ|産まれ|産みま|誕生日|出産|born|birthday)",
    re.IGNORECASE,
)
_BORN_FORM = re.compile(r"^(?:S|昭和)[\s.]?\d")
_PET = re.compile(
    r"犬|猫|ねこ|ネコ|いぬ|ワンコ|うさぎ|ハムスター|インコ|学校が|会社が|dog|cat|puppy|kitten|rabbit|hamster|game|アルバム|ゲーム|推し|キャラ"
)
_OF_PERSON = re.compile(
    r"(?:孫|娘|息子|長男|長女|次男|次女|三男|三女|双子|末っ子|上の子|下の子|私|わたし|夫|妻|旦那|祖父|祖母|父|母|子)(?:は|が|の|、|:)?\s?$"
)
_OF_CHILD = re.compile(r"^の?[^。]{0,6}?(?:子|っ子|女子|男子|娘|息子|ちゃん)(?![ど供])")
_NOT_BORN = re.compile(r"入学|卒業|転校|発行|期限|締切|exp|予約|開催|更新|since|expires|until|まで")


def birthdates(reading: Reading) -> Iterator[Finding]:
    """A year, a month and a day beside a word for being born."""
    view = reading.digits
    for match in _DATE.finditer(view.text):
        if _born(view.text, match):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield found(view, (start, match.end()), "pii.birthdate", 0.94)


def _born(text: str, match: re.Match[str]) -> bool:
    lead, tail = before(text, match.start(), 28), after(text, match.end(), 22)
    if _PET.search(lead[-16:]):
        return False
    if _BORN_AFTER.search(tail) or _BORN_FORM.match(match.group()) or _OF_CHILD.match(tail) or _OF_PERSON.search(lead):
        return True
    cues = [cue.end() for cue in _BORN_BEFORE.finditer(lead)]
    return bool(cues) and not _NOT_BORN.search(lead[cues[-1] :])
