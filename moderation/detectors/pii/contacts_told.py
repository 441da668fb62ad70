"""Addresses for mail that are told: “quillfeather, add 22, then the curly a, then outlook and com”, haneul 골뱅이 네이버."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_PROVIDER = (
    r"(?:g[ \-]?mail|google ?mail|hot ?mail|out ?look|yahoo|i[ \-]?cloud|proton(?: ?mail)?|gmx|web\.de|t-online|bt ?internet|sky|aol|live|msn|virgin ?media|talktalk|fast ?mail|"
    r"orange|free|laposte|wanadoo|sfr|uol|bol|terra|naver|daum|hanmail|rediff(?: ?mail)?)"
)
_END = r"(?:[ ,]{0,2}(?:and |then |and then |with |y |et |und |e |luego )?(?:(?:dot|punto|ponto|point|punkt|\.) ?)?(?:com|net|org|co(?: |\.| dot )uk|co(?: |\.| dot )jp|me|fr|de|es|br|ie|in|ph)\b){0,2}"
_STEP = r"(?:,? (?:in front of|followed by|and then|and|then|plus|add|after that|followed by|luego|y luego|después|y|puis|ensuite|et|dann|und|depois|e) |, ?|: ?| )"
_SIGN = (
    r"(?:(?:the |a |an |with |that |one of those )?(?:(?:curly|squiggly|swirly|funny|round|twirly|wiggly|circled?|loopy) (?:a|at)s?|at[ \-](?:sign|symbol|thing|bit|mark|one)|@)(?: (?:sign|symbol|thing|bit|mark))?|(?<=, )at(?=,)|"
    r"(?:la |el |o |um )?arroba|l['’]?arobase|un arobase|arobase|(?:der |dem |den |ein )?(?:klammeraffe|at-zeichen))"
)
_LOCAL = r"(?<![\w.@])(?P<name>[a-z][a-z0-9._\-]{2,30}(?:(?:, (?:then |and |add |plus )?| then | add | plus )(?:the )?(?:numbers? |figures? )?\d{1,4})?)"
_CALLS = (
    r"(?:네이버|지메일|다음|한메일|카카오|네이트|핫메일|야후|qq|163|126|网易|谷歌|新浪|gmail|hotmail|outlook|yahoo|จีเมล์?|ฮอ[ตท]เมล์?|ยาฮู|เอา[ทต์]{0,2}ลุค|ไอคลาวด์|"
    r"जीमेल|याहू|हॉटमेल|आउटलुक|रेडिफ|ジーメール|じーめーる|gメール|ヤフー|やふー|ドコモ|どこも|アイクラウド|icloud|エーユー|ソフトバンク)"
)
_SIGNS = r"(?:골뱅이|圈[aA]|艾特|小老鼠|แอ็?[ทด]|[एऐ]ट(?: द रेट)?|アットマーク|あっとまーく|アット|あっと|@)"
_TAIL = r"(?:[ ,、・]{0,2}(?:점|닷|点|點|ดอ[ทต]|จุด|डॉट|ドット|どっと|\.)[ ・]{0,2}(?:컴|넷|com|cn|net|jp|ne|co|คอม|कॉम|इन|コム|こむ|康姆)){0,3}"
_PATTERNS = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_LOCAL}{_STEP}{_SIGN}(?:{_STEP})?(?:the )?{_PROVIDER}\b{_END}",
        rf"(?<![\w.@'’])(?P<name>[a-z]{{2,15}}(?: [a-z]{{2,15}}){{0,2}}(?: \d{{1,4}})?),? (?:all (?:one word|together|lower ?case)|one word|no (?:spaces?|gaps?|dots?)),? (?:at|@) (?:the )?{_PROVIDER}\b{_END}",
        r"\b(?:just |on |my )?(?:g[ \-]?mail|google ?mail|hot ?mail|yahoo|out ?look|e-?mail)(?: me)?[,:]? (?P<name>(?=[a-z._\-]{0,30}[\d_])[a-z][a-z0-9._\-]{4,30}[a-z0-9])(?![\w@])",
        rf"(?<![\w@])(?P<name>(?=[a-z._\-]{{0,30}}[\d_.])[a-z][a-z0-9._\-]{{4,30}}),? (?:and )?(?:it['’]?s|that['’]?s) (?:a |an |my )?{_PROVIDER}\b",
        rf"(?<![\w.@'’])(?P<name>(?=[a-z._\-]{{0,30}}[\d._\-])[a-z][a-z0-9._\-]{{2,30}}) (?:at|@|bei|chez|en|no|on|sur|auf) (?:the )?{_PROVIDER}\b(?! (?:account|group|chat)){_END}",
        r"\b(?:my|his|her|mein|meine|mi|mon|meu)? ?(?:gmail|hotmail|yahoo mail|outlook|icloud|e-?mail|mail|correo|courriel|mailadresse)(?: address| id)?(?: is|:| =| ist| es| est| é|['’]s) (?P<name>(?=[a-z._\-]{0,30}[\d._])[a-z][a-z0-9._\-]{4,30}[a-z0-9])(?![\w@])",
        rf"(?<![a-z0-9_.@])(?P<name>[a-z0-9][a-z0-9._\-]{{2,30}})[，,、 ]{{0,2}}{_SIGNS}[，,、 ]{{0,2}}{_CALLS}{_TAIL}",
        rf"(?<![a-z0-9_.@])(?P<name>[a-z0-9][a-z0-9._\-]{{2,30}}) ?(?:の(?:あと|後|うしろ|次)に|に|、|と)? ?{_SIGNS}(?:を?(?:つけて|付けて|入れて|いれて|打って|して|はさんで))?[、 ]{{0,2}}(?:そのあと|その後|あと|それから|で|の|次に|続けて)?[、 ]{{0,2}}{_CALLS}{_TAIL}",
        rf"(?<![ァ-ヴーa-z0-9])(?P<name>(?:[ァ-ヴー]{{1,6}}|[a-z0-9]{{1,6}})(?:[・ 、](?:[ァ-ヴー]{{1,6}}|[a-z0-9]{{1,6}})){{2,16}})[・ 、]アット(?:マーク)?[・ 、]{_CALLS}{_TAIL}",
    )
)
_HOSTS = (
    "mail", "outlook", "out look", "yahoo", "cloud", "proton", "gmx", "web.de", "t-online", "btinternet", "bt internet", "sky", "aol", "live", "msn", "virgin", "talktalk", "orange", "free",
    "laposte", "wanadoo", "sfr", "uol", "bol", "terra", "naver", "daum", "rediff", "correo", "courriel", "네이버", "지메일", "다음", "한메일", "카카오", "네이트", "핫메일", "야후", "qq", "163", "126",
    "网易", "谷歌", "新浪", "เมล", "ยาฮู", "ลุค", "คลาวด์", "जीमेल", "याहू", "हॉटमेल", "आउटलुक", "रेडिफ", "メール", "めーる", "ヤフー", "やふー", "ドコモ", "どこも", "クラウド", "エーユー", "ソフトバンク",
)  # fmt: skip
"""One of these stands in every address that is told."""
_SOUND = re.compile(
    r" at,|curly|squigg|swirl|funny|round|twirl|wigg|circle|loopy|sign|symbol|thing|mark|arrob|arobas|klammer|zeichen|mail|@|one word|no (?:space|gap|dot)|together|"
    rf" (?:at|bei|chez|en|no|on|sur|auf) (?:the )?{_PROVIDER}|correo|{_SIGNS}",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:com|co\.jp|www\..{0,40}|\d{1,30}|e-?mail|g-?mail|gmail\.com|\d{1,4}[./\-]\d{1,4}.{0,10})", re.IGNORECASE
)


def mail_told(text: str) -> Iterator[Span]:
    """The name before the sign, the sign as it is called, and the provider."""
    low = text.lower()
    if not any(host in low for host in _HOSTS) or not _SOUND.search(text):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _NO_NAME.fullmatch(match["name"]):
                yield match.start("name"), match.end()
