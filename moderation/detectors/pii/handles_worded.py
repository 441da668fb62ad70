"""Accounts told in words: “fox in socks, underscores for gaps”, deirdre dot does dot naps, アットねこまくらアンダーバー37, a trainer's code."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SERVICE = re.compile(
    r"\b(?:insta(?:gram)?|the gram|ig|discord|telegram|tele|snap(?:chat)?|tik ?tok|kik|kakao(?:talk)?|we ?chat|whats ?app|facebook|fb|bluesky|threads|twitter|steam|xbox|psn|play ?station|roblox|fortnite|"
    r"minecraft|reddit|tumblr|signal|zalo|viber|mastodon|twitch|handle|username|user name|gamer ?tag|(?:picture|photo|video|bird|butterfly|ghost|clock|chat) app|blue bird|on there|nick|x)\b",
    re.IGNORECASE,
)
_W = r"[a-z0-9'’]{1,14}"
_JOINING = (
    r"(?:(?:it['’]?s |that['’]?s |and )?(?:all )?(?:(?:as )?one word|joined(?: up| together)?|joined-up|run together|squashed together|together(?! (?:now|again|with|in|at|for|as|we|and))|lower ?case|caps|in caps)|no (?:spaces?|gaps?|apostrophes?|capitals|dots?)|without (?:the )?(?:spaces?|gaps?)|"
    r"(?:underscores?|dots?|full stops?|hyphens?|dashes) (?:for|instead of|between|where) (?:the )?(?:gaps?|spaces?|words?|each))"
)
_WORDED = re.compile(
    rf"(?:^|[:,\"“] ?|\b(?:is|it['’]?s|mine['’]?s|i['’]?m|he['’]?s|she['’]?s|as|me|just|so|plus|then|one|thing|sign,?) )(?P<name>(?!(?:if|it|and|all|so|but|because) )(?:the |a )?{_W}(?: {_W}){{0,4}}?),? {_JOINING}(?:[, ]{{1,2}}{_JOINING})?",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    rf"(?<![\w.@])(?P<name>{_W}(?: (?:dot|underscore|hyphen|dash) {_W}){{1,4}})(?! ?(?:dot )?(?:com|co|org|net)\b)(?![\w@])",
    re.IGNORECASE,
)
_AT_SIGN = re.compile(rf"\bat sign,? (?P<name>(?:the )?{_W}(?: {_W}){{0,3}})(?=[,.!\n]|$)", re.IGNORECASE)
_PLAIN = re.compile(
    r"\b(?:discord|telegram|snap|kik|insta|steam)\b[^.!?\n]{0,50}?\b(?:so just|just) (?P<name>[a-z]{8,20})(?= and (?:say|tell|mention|it)|,| if)",
    re.IGNORECASE,
)
_UNDERSCORED = re.compile(r"(?<![\w@./\-])[A-Za-z0-9.]{2,24}_[A-Za-z0-9._]{2,30}(?![\w@])")
_PLAYS = re.compile(
    r"\b(?:picture|photo|video|bird|butterfly|ghost|clock) app\b|\bblue bird\b|\b(?:plays?|gamer?|joga|juega|spielt|joue) (?:como|as|als|sous|comme)\b|\b(?:aceitem|acepten|accept him|friend request)",
    re.IGNORECASE,
)
_PLAYS_AS = re.compile(
    r"\b(?:plays? as|joga como|juega como|spielt als|joue sous|is called|goes as) (?P<name>[A-Z][a-z]{1,14}(?:[A-Z][a-z]{1,14}){1,4}(?:_\d{1,5}|\d{1,5})?|[A-Za-z]{3,20}_\w{1,10})(?![\w])"
)
_GAME_CODE = re.compile(
    r"(?:トレーナーコード|フレンドコード|フレコ|トレコ|trainer code|friend code|código de (?:amigo|entrenador)|code ami|freundescode|친구 ?코드|好友码|好友代码)[^\d\n]{0,8}(?P<name>\d{4}[ \-]?\d{4}[ \-]?\d{4})(?!\d)",
    re.IGNORECASE,
)
_JA_SERVICE = re.compile(
    r"LINE|ライン|らいん|インスタ|いんすた|ディスコ|カカオ|テレグラム|スナチャ|ツイッター|エックス|ティックトック|スレッズ|ブルスカ|アカウント|アカ(?:は|名|[、:])|垢|ID|あいでぃー|アイディー|フレンド(?:検索|申請)|ユーザー名|検索|旧ツイ|マストドン",
    re.IGNORECASE,
)
_SIGN = r"(?:アンダーバー|あんだーばー|アンダースコア|アンスコ|ハイフン|はいふん|ドット|どっと|てんてん)"
_PIECE = r"(?:[ぁ-んァ-ヴー]{1,12}?|[一-龥]{1,4}|[A-Za-z0-9]{1,16})"
_JA_WORDED = re.compile(
    rf"(?:(?:アットマーク|アット|@)[ 、]?)?(?<![ぁ-んァ-ヴー一-龥A-Za-z0-9])(?P<name>(?:(?:アットマーク|アット)[ 、]?)?{_PIECE}(?:[ 、]?[（(]?{_SIGN}[）)]?[ 、]?(?:[A-Za-z0-9]{{1,16}}|[ぁ-んァ-ヴー]{{2,12}}|[一二三四五六七八九〇\d]{{1,8}})){{1,4}})"
)
_ROMANISED = re.compile(
    r"[「『](?P<name>[^」』\n]{2,16})[」』](?:って|と)?(?:を|の)?(?:ぜんぶ|全部)?(?:ローマ字|英語|アルファベット|半角|小文字)|(?P<so>[ぁ-んァ-ヴー一-龥]{2,12}[、を]?ローマ字で[A-Za-z0-9._\-]{4,30})"
)
_HYPHENED = re.compile(r"(?<![A-Za-z0-9\-@./])(?P<name>[a-z]{2,15}(?:-[a-z0-9]{2,15}){1,3})(?=[、。,\sをでって]|$)")
_SEARCH_ON = re.compile(r"検索(?:オン|許可|してみ|で出|して|したら|すれば)|ID(?:は|検索)|追加して|申請して")
_KO = re.compile(
    r"(?:인스타|카톡|디스코드|텔레(?:그램)?|트위터|틱톡)[^\n]{0,8}?(?:아이디|아뒤|계정|닉)?(?:는|은)? ?(?P<name>[가-힣 ]{2,14}?(?:영어로|영문으로)(?: 쓰고)?[^,.\n]{0,24})(?=[,.\n]|$)"
)
_VI = re.compile(
    r"\b(?:nick|ic|acc|tài khoản)(?: tele| zalo| face| insta| ig)?[^.\n,]{0,12}? là (?P<name>[^.\n]{3,24}?(?:không dấu|viết liền)[^.\n]{0,24})(?=[.\n]|$)",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"(?:威|微信|薇信|v信|vx|wx|绿泡泡|抖音|小红书|扣扣|QQ)[^\n]{0,8}?(?P<name>(?:小写的?|大写的?|字母|拼音)[^。\n]{2,30}?(?:然后|再接|下划线|后面)[^。，\n]{1,16})",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:i['’](?:ll|m|ve|d)|i|we|we['’]re|they|you|he|she|send|back|don['’]t|can|can['’]t|it['’]s|that['’]s|are|were|was|going|come|put|all|when|if)\b|^(?:(?:it|them|that|this|all|and|in|is|on|the|we|they|he|she|i|was|but|so|just|you|your|my|put|write|type|read|said|says|spelt|spelled|as|one|word|words|letters?|line|lines|sentence|text)\b ?){1,6}$|\b(?:paragraph|sentences?|punctuation|essay|homework|email|texts?|letters?|message|teachers?|school)\b|^(?:connect|polka|join|(?:an?|the|each|every|no|one|that|this|green|red|blue) (?:dot|dash))",
    re.IGNORECASE,
)


_WAYS = re.compile(
    r"_| dot | underscore|hyphen|dash|at sign| just |word|joined|together|lower|caps|spaces|gaps| as |joga|juega|spielt|joue|called|"
    r"không dấu|viết liền",
    re.IGNORECASE,
)
"""One of these stands in every account told in Latin letters."""


def worded(text: str) -> Iterator[Span]:
    """In Latin letters, where a service is spoken of."""
    if not (_WAYS.search(text) and _SERVICE.search(text)):
        return
    for pattern in (_WORDED, _DOTTED, _AT_SIGN, _PLAIN, _PLAYS_AS, _VI):
        yield from (match.span("name") for match in pattern.finditer(text) if not _NO_NAME.search(match["name"]))
    if "_" in text and _PLAYS.search(text):
        yield from (match.span() for match in _UNDERSCORED.finditer(text))


def worded_in_other_scripts(text: str) -> Iterator[Span]:
    """The same among kana, Han and Hangul letters."""
    for pattern in (_GAME_CODE, _KO, _ZH):
        yield from (match.span("name") for match in pattern.finditer(text))
    if not _JA_SERVICE.search(text):
        return
    for pattern in (_JA_WORDED, _ROMANISED, *((_HYPHENED,) if _SEARCH_ON.search(text) else ())):
        for match in pattern.finditer(text):
            yield match.span(match.lastgroup or "name")


def game_codes(text: str) -> Iterator[Span]:
    """The twelve figures by which friends in a game find one another."""
    yield from (match.span("name") for match in _GAME_CODE.finditer(text))
