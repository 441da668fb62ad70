"""Accounts that are only said to be one: find me as … on discord, … everywhere, my insta is …; 「ねむいくま」で検索."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.services import NICKNAMES

Span = tuple[int, int]

SERVICE = (
    r"(?:insta(?:gram)?|the gram|ig|discord|dc|telegram|snap(?:chat)?|tik ?tok|kik|kakao(?:talk)?|we ?chat|whats ?app|line|facebook|fb|bluesky|threads|messenger|"
    r"twitter|steam|xbox(?: live)?|psn|play ?station|roblox|fortnite|minecraft|reddit|tumblr|pinterest|skype|signal|zalo|viber|mastodon|twitch|youtube|bereal|vinted|depop|etsy|letterboxd|goodreads|wattpad|ao3|duolingo|strava|spotify)"
)
_PLAIN = (
    r"(?!\w{0,24}(?:ly|ing|ed|tion|ness|ful|less|ous|able|ible|ive|ent|ant|ary|body|thing|times?|ever|where|ways|selves|self|ists?|ups|ments?|ships?)\b)"
    r"(?!(?:people|friends|families|parents|mothers|somebody|everyone|groups?|channels?|servers?|accounts?|profiles?|messages?|stories|videos|photos|pictures|strangers|"
    r"support|another|together|tonight|tomorrow|because|please|private|public|rubbish|useless|broken|hopeless|deleted|locked|chaos|memes|comments?|teachers?|students?|children|"
    r"classmates|notifications?|celebrities|influencers|youtubers?|therapists?|doctors?|updates|status|history|username|handle|number|address|account|usual|below|always|already|"
    r"famous|politics|evenings|weekends|mornings|through|without|someone|nonsense|anonymous|normally|otherwise|instead|honestly|whatever|however|whenever|password|calls|chats)\b)"
)
_WORD = rf"{_PLAIN}(?P<name>[a-z][a-z0-9._]{{5,24}}[a-z0-9])"
_SAID = rf"{_PLAIN}(?P<name>[a-z][a-z0-9._]{{7,24}}[a-z0-9])"
_STOP = r"(?=\s*$|[,.;!)\n]| (?:btw|if you|just|say|tell|from here|x|xx|thx|thanks|lol|so|add|message|msg|ok)\b)"
_PATTERNS = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b(?:find|add|follow|message|msg|dm|pm|search|look|know) (?:me|us|him|her)(?: up)? (?:as|under|by) [\"“']?{_WORD}[\"”']? (?:over )?(?:on|in) (?:my )?{SERVICE}\b",
        rf"\b(?:find|add|follow|message|msg|dm|pm|snap)(?: me| us)?(?: (?:as|on|at|@))? {_SAID} on (?:the )?{SERVICE}\b",
        r"\b(?:dm|pm|msg|snap) (?P<name>(?=[a-z.]{0,24}[_\d])[a-z][a-z0-9._]{4,24}[a-z0-9])(?![\w@])",
        rf"\b(?:gamer ?tag|screen ?name|user ?name|psn(?: id)?|handle)(?: is|['’]s|:| =) [\"“']?{_WORD}[\"”']?{_STOP}",
        rf"\b(?:i|s?he|we) (?:go|goes|am|is|post|posts|play|plays)(?: by| as) {_WORD}(?: on there| there| on here)? (?:and )?on {SERVICE}\b",
        rf"\b(?:bin|soy|sou|je suis) {_SAID} (?:auf|en|no|na|sur|bei) {SERVICE}\b",
        rf"\b(?:mi|mein|meu|mon) {SERVICE}(?: es| ist| é| est|:) {_WORD}{_STOP}",
        rf"\bsnap (?:me|us) (?:on|at|@) {_WORD}{_STOP}",
        rf"(?:^|[.,!?\n:;] ?|\b(?:i['’]?m|i am|it['’]?s|that['’]?s|we['’]?re|he['’]?s|she['’]?s) ){_SAID} (?:over )?on {SERVICE}{_STOP}",
        rf"\bmy {SERVICE}(?: name| handle| id| user ?name| tag)?(?:['’]s| is|:| =) [\"“']?{_WORD}[\"”']?{_STOP}",
        rf"\b(?:telegram|discord|kik|snap(?:chat)?|insta(?:gram)?|ig)[,:]? {_WORD}(?=,? (?:just|msg|message|add|dm|say|text|if you)\b)",
        r"(?<![\w.@/])(?P<name>[a-z0-9]{2,16}(?:[._][a-z0-9]{1,16}){1,4}|[a-z]{4,20}\d{1,4}) (?:pretty much |basically |literally )?(?:everywhere|on everything|on all of them|on all platforms|across the board|on every app)\b",
        rf"\b(?:it['’]?s|i['’]?m|we['’]?re|name is|called|user) (?P<name>[a-z]{{3,12}} [a-z]{{3,12}}) (?:but )?(?:all one word|with no spaces?|no spaces?|without (?:the|a) space)[^.\n]{{0,34}}\bon (?:the )?{SERVICE}\b",
        rf"\bsame (?:name|handle|user ?name|one|thing)[^.\n]{{0,12}} on (?:the )?{SERVICE}[^.\n]{{0,20}}[,:] ?(?P<name>[A-Z][a-z]{{2,12}}(?-i:[A-Z])[A-Za-z]{{2,14}}|[a-z]{{6,20}}\d{{0,4}})(?= (?:with|but|plus|and)\b|\s*$|[.,!])",
        rf"(?:b[úu]scame|agr[ée]game|s[íi]gueme|me (?:acha|procura|adiciona|segue)|cherche(?:z)?(?:[- ]moi)?|ajoute(?:z)?[- ]moi|such(?:t|e)?(?: mich)?|findet mich|findest mich|folgt mir)(?: (?:como|por|sous|als|nach|unter|comme))? {_WORD} (?:en|no|na|sur|auf|bei) {SERVICE}\b",
        rf"\b(?:en|no|na|sur|auf|bei) {SERVICE} (?:soy|sou|estoy como|je suis|bin ich|heiße ich|me llamo|me chamo) (?P<name>[a-z][a-z0-9._]{{5,24}}[a-z0-9])(?![\w])",
    )
)
_UNDERSCORED = re.compile(r"(?<![\w@./\-])[A-Za-z0-9.]{1,24}_[A-Za-z0-9._]{1,30}(?![\w@])")
_NAMED_ELSEWHERE = re.compile(
    rf"\b{SERVICE}\b|{NICKNAMES}|\bsame (?:name|handle|as here|user)|\bhandle\b|\busername\b", re.IGNORECASE
)
_GATE = re.compile(
    rf"\b{SERVICE}\b|everywhere|on everything|on all|across the board|on every app|snap (?:me|us)",
    re.IGNORECASE,
)
_CUE = re.compile(r"\b(?:dm|pm|msg|snap|gamer ?tag|screen ?name|user ?name|psn|handle)\b", re.IGNORECASE)
_JA_SERVICE = r"(?:インスタ(?:グラム)?|LINE|ライン|ディスコ(?:ード)?|カカオ(?:トーク)?|カカトーク|テレグラム|スナチャ|ツイッター|エックス|ティックトック|スレッズ|ブルスカ|旧ツイ|ゲーム内|フォートナイト|スイッチ|プロセカ)"
_NOT_PLAIN = re.compile(
    r"^(?:online|offline|private|public|line|twitter|instagram|insta|discord|kakao|telegram|only|group|wi-?fi|iphone|android|https?|password|account|email|mail|zoom|stamp|video|music|story|stories|reels?|shorts?|id|ok|none|null|nothing|unknown)$",
    re.IGNORECASE,
)
_FOREIGN = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_JA_SERVICE}(?:の?(?:ID|アカウント|アカ|垢|名前|ユーザー名))?(?:は|が|も|なら|→|:|で|、)[ 、]?「?(?P<name>[a-z][a-z0-9]{{4,20}})」? ?(?=です|だよ|で(?:出|検索|探)|で[、。す]|って|、|。|$|\s|!|に(?:DM|連絡|申請))",
        rf"{_JA_SERVICE}(?:で|は|の|なら|に|から)?[^。\n「]{{0,6}}「(?P<name>[^」「一-龥\s]{{2,14}}|[^」「\s]{{0,8}}[ぁ-んァ-ヴーa-z][^」「\s]{{0,8}}\d{{1,4}}号?)」(?:で|って|と)?(?:検索|探し|さがし|入れて|打って|出て|いれて|名乗|名前)",
        r"(?:ID|アプリ)[^。\n]{0,14}「(?P<name>[^」「\s]{2,14})」で検索",
        r"(?:카톡|인스타|디스코드|텔레그램|아이디|라인|트위터)(?: ?(?:아이디|id|계정|닉네임))?(?:는|은|가|이)? ?[:：]? ?(?P<name>[가-힣]{2,8}\d{2,4}|[a-z][a-z0-9._]{4,20})(?![가-힣a-z0-9]{3})",
        r"(?:微信|薇信|(?<![a-z])v信|加我?v|(?<![a-z])vx|(?<![a-z])wx|小红书|抖音|微博)(?:号|账号|ID)?(?:是|为|叫|[:：]| ){1,2}(?P<name>[a-z][a-z0-9_\-]{4,20})(?![\w])",
        r"(?:ไลน์|ไอดีไลน์|ไอจี|เฟส|เฟซ)(?:ไอดี)?(?:คือ|ชื่อ|[: ]){1,2}(?P<name>[a-z][a-z0-9._\-]{4,20})(?![\w])",
        r"(?:इंस्टा(?:ग्राम)?|टेलीग्राम|स्नैप|डिस्कॉर्ड)(?: (?:आईडी|पर|है|का|नाम|मेरा|मेरी)){0,3} (?P<name>[a-z][a-z0-9._\-]{4,20})(?![\w])",
    )
)
_FOREIGN_GATE = re.compile(
    rf"{_JA_SERVICE}|アプリ|카톡|인스타|디스코드|텔레그램|아이디|라인|트위터|微信|薇信|v信|加我?v|vx|wx|小红书|抖音|微博|ไลน์|ไอจี|เฟ[สซ]|इंस्टा|टेलीग्राम|स्नैप|डिस्कॉर्ड",
    re.IGNORECASE,
)


def said(text: str) -> Iterator[Span]:
    """In sentences in Latin letters."""
    if _GATE.search(text) or _CUE.search(text):
        for pattern in _PATTERNS:
            yield from (match.span("name") for match in pattern.finditer(text) if not _NOT_PLAIN.match(match["name"]))
    if "_" in text and _NAMED_ELSEWHERE.search(text):
        yield from (match.span() for match in _UNDERSCORED.finditer(text))


def said_in_other_scripts(text: str) -> Iterator[Span]:
    """The same among kana, Han, Hangul, Thai and Devanagari letters."""
    if _FOREIGN_GATE.search(text):
        for pattern in _FOREIGN:
            yield from (match.span("name") for match in pattern.finditer(text) if not _NOT_PLAIN.match(match["name"]))
