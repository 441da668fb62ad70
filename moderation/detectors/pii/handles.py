"""Names of accounts on other services: LINE, Instagram, X, Discord, Kakao, WeChat, Telegram and the like."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.detectors.pii.handles_given import given
from moderation.detectors.pii.handles_said import said, said_in_other_scripts
from moderation.detectors.pii.handles_told import told_in_kana
from moderation.detectors.pii.handles_worded import game_codes, worded, worded_in_other_scripts
from moderation.detectors.pii.services import NICKNAMES, SOUGHT
from moderation.detectors.pii.surroundings import after, before
from moderation.finding import Finding
from moderation.folding import typed_together
from moderation.normalise import Normalised
from moderation.public import is_public_handle
from moderation.reading import Reading
from moderation.spelling import points_told, signs_told

_SERVICE = (
    r"(?<![a-z])l[i1!|*○〇]ne|(?<![a-z])l ?i ?n ?e\b|ラ ?イ ?ン|イ ?ン ?ス ?タ|ラ[○〇*◯]ン|LI＝|ＬのＩ|LのI|inst@|teleg|トークアプリ|ボイスアプリ|アプリのid|pixiv|ピクシブ|ミクシィ?|mixi|プロセカ|原神|荒野行動|パズドラ|モンハン|スプラ|ぷにぷに|あつ森|톡|v[❤♥♡]|らいん|ライン|ﾗｲﾝ|緑の(?:アプリ|やつ|吹き出し)|みどりのやつ|insta(?:gram)?|インスタ(?:グラム)?|いんすた|\big\b|twitter|ツイッター|ついったー|(?<=\bon )x\b|(?<=\bmy )x\b|(?<=\bsur )x\b|(?<=\ben )x\b|(?<=\bauf )x\b|(?<=\bno )x\b|(?<![ -~])x(?![ -~])|\bx\b(?=\s?[:@=→/(「（]|[ ](?:account|handle|id|name|user|profile|is|as)\b)|エックス|旧ツイ|ツイ(?:垢)?|裏垢|"
    r"discord|disc0rd|wh[4@]ts ?[a4]pp|[1!]nst[a4]|inst4(?:gr[a4]m)?|t3legr[a4]m|sn4p(?:ch[a4]t)?|tikt0k|k[4@]kao|ディスコ(?:ード)?|ディスコ|ディスコのid|kakao(?:talk)?|カカオ(?:トーク)?|カカオ|カカ(?:オ)?|카카오(?:톡)?|카톡|인스타|디스코드|텔레그램|트위터|라인|오픈톡|we ?chat|ウィーチャット|微信|薇信|威信|"
    r"\bv信|\bvx\b|\bwx\b|加我?v|绿泡泡|微博|小红书|抖音|\bqq\b|扣扣|telegram|tele\b|テレグラム|\btg\b|テレグラ|电报|飞机|snap(?:chat)?|スナチャ|tik ?tok|ティックトック|skype|スカイプ|"
    r"zalo|za l[ôo]|weixin|\bface(?= m[iì]nh| c[uủ]a| m[eẹ]|:)|nhắn(?= [a-z._]{1,60} nha)|L_I_N_E|\bfb\b|facebook|フェイスブック|messenger|signal|シグナル|threads|スレッズ|bereal|bluesky|ブルスカ|ブルースカイ|misskey|ミスキー|mastodon|マストドン|reddit|steam|スチーム|psn|ps5|プレステ|xbox|"
    r"switch|スイッチ|roblox|ロブロックス|minecraft|マイクラ|フォトナ|fortnite|ゲーマータグ|gamertag|フレコ|フレンドコード|friend code|whatsapp|\bkik\b|viber|tumblr|pinterest|youtube|note|アメブロ|ペアーズ|"
    rf"{NICKNAMES}|ไลน์|ไอจี|เฟซ|เฟส|อินสตา|इंस्टा(?:ग्राम)?|टेलीग्राम|स्नैप|カウント|アカウント|垢"
)
_ID_WORD = (
    r"id|ＩＤ|あいでぃー?|アイディー?|user ?name|usuario|username|handle|nick(?:name)?|account|perfil|profile|アカウント|アカ|垢|ユーザー名|ユーザー|ネーム|아이디|账号|帳號|号|號|"
    r"ไอดี|tài khoản|nick|आईडी|compte|pseudo|identifiant|konto|benutzername|tag|なまえ|検索"
)
_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9._]|-(?=[A-Za-z0-9])){2,31}"
_SIGN = re.compile(
    r"(?<![A-Za-z0-9._@/\-])@[A-Za-z0-9_](?:[A-Za-z0-9._\-]{1,30})(?:@[a-z0-9\-]{1,60}(?:\.[a-z]{2,40}){1,24})?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<![A-Za-z0-9_.])[A-Za-z0-9_.]{1,31}[A-Za-z0-9_]#(?:\d{4}|[A-Z]{2,3}\d)(?![A-Za-z0-9])|#\d{4}\s?つけて"
)
_LIVE = re.compile(r"\blive:[A-Za-z0-9._\-]{3,32}")
_STANDS_OUT = re.compile(
    r"(?<![A-Za-z0-9._@/\-#])[A-Za-z0-9][A-Za-z0-9.\-]{0,60}_[A-Za-z0-9._\-]{0,30}[A-Za-z0-9](?![A-Za-z0-9@])"
)
_CALLED = re.compile(r"\s?(?:さん|ちゃん|くん|様|님|씨|คุณ|先輩|さま|桑)")
_FIGURES = re.compile(
    r"(?:(?<![A-Za-z])U?ID|(?<![A-Za-z])pid|フレコ|フレンドコード|(?:扣扣|(?<![A-Za-z])QQ(?! ?\d\d \d\d \d\d))(?:号|號)?|あいでぃー?|アイディー?)[\s:：は]{0,3}(\d[\d,\- ]{4,16}\d)",
    re.IGNORECASE,
)
_MEMBERSHIP = re.compile(
    r"会員|受験|学籍|注文|予約|社員|診察|患者|student|case|order|pupil|school|zoom|ミーティング|meeting"
)
_GAME_CODE = re.compile(r"\bSW-\d{4}-\d{4}-\d{4}\b")
_NEAR = re.compile(
    rf"{_SERVICE}|(?:{_ID_WORD})(?=\s?(?:は|が|って|、|[:：=→「“]|is\b|es\b|é\b|est\b|ist\b|là\b|คือ|는|은))",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?=.{6})(?:[A-Za-z0-9.\-]{1,30}_[A-Za-z0-9._\-]{1,30}|[A-Za-z]{3,20}(?:[.\-][A-Za-z0-9]{2,20}){1,3}|[A-Za-z]{2,20}\d[A-Za-z]{2,20}\d{0,4}|[A-Za-z]{4,24}\d{1,4})"
)
_STRAY = re.compile(rf"(?<![A-Za-z0-9._@/\-#]){_WORD}(?![A-Za-z0-9@])")
_WORDLIKE = re.compile(r"^(?:[a-z]{1,60}|[A-Z][a-z]{1,60}|[A-Z]{1,60}|\d{1,60})$")
_NOT_ACCOUNT = re.compile(
    r"^(?:https?|www|com|co\.jp|example\.\w{1,60}|[\w\-]{1,60}\.(?:com|org|net|jp|co|io|pdf|jpg|png|html|me|gg)|covid-?19|wi-?fi|ps[45]|switch2?|iphone\d{0,60}|ipad\w{0,60}|windows\d{0,60}|sst|usual|always|"
    r"\d{1,60}(?:[.\-/:]\d{1,60}){0,24}(?:st|nd|rd|th|am|pm|h|min|kg|km|cm|yo|gb|mb|k|x|days?|weeks?|months?|years?|hrs?|s)?|gpt-?\d{0,60}|zoom|\d{1,60}[a-z]|[a-z]\d|year\d{1,60}|grade\d{1,60}|"
    r"\d[a-z]{2,12}|(?:gr|l|m|str|w|h)8(?:e?rs?|s|z|ing|ed)?|(?:every|some|any|no|sum)1|b4|.{0,40}\.\..{0,40}|[a-z]{1,12}\.(?:s|t|ll|re|ve|d|m)|[a-z]-?\d{1,60}|\d{1,5}(?:[a-z]\d{1,5}){2,6}|L_I_N_E|[a-z]{1,60}-(?:year|years|old|up|in|on|off|out|free|school|ed|time|day|hour|to|of|and)(?:-[a-z]{1,60}){0,24}|[a-z']{1,60}(?:-[a-z]{1,60}){1,24})$",
    re.IGNORECASE,
)


_NAMED = re.compile(rf"(?:{_ID_WORD})\s?(?:は、?|が|:|：|=|→|是|คือ|는|은)?\s?[「『\"'“]?$", re.IGNORECASE)
_NAMED_PLAINLY = re.compile(
    rf"\b(?:{_ID_WORD})\s?(?:is|:|=|es|é|est|ist|là)\s?[\"'“]?$|\b(?:discord|telegram|insta(?:gram)?|snapchat|steam|wechat) (?:as|under) $",
    re.IGNORECASE,
)


_HYPHENED = re.compile(r"[a-z]{2,20}(?:-[a-z]{2,20}){1,3}|\d[a-z]{3,12}")
_DIRECT = re.compile(
    rf"(?:{_SERVICE}|アカウント|id)\s?(?:の?(?:id|ID|アカウント))?\s?(?:は|が|:|→|=|는|은|是)\s?[「『]?$|\bmy (?:{_SERVICE})(?:['’]s| is|:) $",
    re.IGNORECASE,
)
_PLAINLY = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|discord|telegram|tiktok|kakao(?:talk)?|wechat|zalo|ig|bluesky|skype) ?[:=] ?@?([a-z][a-z0-9._\-]{4,24})(?=\s{0,2}(?:$|[,.;!)\n]))"
    r"|\b(?:insta(?:gram)?|snap(?:chat)?|discord|telegram|tiktok|kakao(?:talk)?|wechat|zalo|line)\? (?=[a-z.\-]{0,24}[\d_])([a-z][a-z0-9._\-]{4,24})(?![\w@])",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"(?:suspended|locked|blocked|closed|hacked|overdue|frozen|disabled|empty|private|limited|invalid|taken|missing|wrong|required|unavailable|forgotten)$",
    re.I,
)
"""What becomes of an account and is not its name."""
_EVERYBODY = re.compile(r"@(?:mods?|admins?|everyone|everybody|here|all|moderators?|team)$", re.IGNORECASE)
_PRODUCT = re.compile(r"(?:[A-Z][a-z]{1,60}){2,3}")
"""ClassDojo, ParentPay: a brand and no account, unless it is said to be one."""


def handles(reading: Reading) -> Iterator[Finding]:
    """Handles with an at sign, Discord numbers, friend codes, and words that look like a name beside the name of a service."""
    yield from _figures(reading.digits)
    yield from _in_kana(reading)
    yield from (found(reading.plain, span, "pii.handle", 0.8) for span in _by_sentence(reading))
    yield from (found(reading.plain, span, "pii.handle", 0.93) for span in _worded(reading))
    if not reading.latin:
        return
    told = points_told(signs_told(reading.plain))
    together = typed_together(told)
    for view in (told,) if together is told else (told, together):
        yield from _marked(view)
        if reading.foreign:
            yield from _standing_out(view)
        if _NEAR.search(view.text):
            yield from _beside_service(view, reading)
            for match in _PLAINLY.finditer(view.text):
                yield found(view, match.span(1 if match[1] else 2), "pii.handle", 0.8)
        yield from _sought(view)


def _by_sentence(reading: Reading) -> Iterator[tuple[int, int]]:
    """Plain words that only the sentence around them makes an account."""
    text = reading.plain.text
    if reading.foreign:
        yield from said_in_other_scripts(text)
    if reading.latin:
        yield from given(text)
        yield from said(text)


def _worded(reading: Reading) -> Iterator[tuple[int, int]]:
    """Told in words, with how they are to be joined."""
    if reading.foreign:
        yield from worded_in_other_scripts(reading.plain.text)
    if reading.latin:
        yield from worded(reading.plain.text)
        yield from game_codes(reading.plain.text)


def _figures(view: Normalised) -> Iterator[Finding]:
    for match in _FIGURES.finditer(view.text):
        if not _MEMBERSHIP.search(before(view.text, match.start(), 12)):
            yield found(view, match.span(1), "pii.handle", 0.85)


def _in_kana(reading: Reading) -> Iterator[Finding]:
    if reading.japanese:
        yield from (found(reading.plain, span, "pii.handle", 0.85) for span in told_in_kana(reading.plain.text))


def _marked(view: Normalised) -> Iterator[Finding]:
    for match in _SIGN.finditer(view.text):
        end = match.start() + len(match.group().rstrip("._-"))
        if end - match.start() > 3 and not is_public_handle(match.group()) and not _EVERYBODY.match(match.group()):
            yield found(view, (match.start(), end), "pii.handle", 0.9)
    for pattern in (_NUMBERED, _GAME_CODE, _LIVE):
        for match in pattern.finditer(view.text):
            yield found(view, match.span(), "pii.handle", 0.92)


def _standing_out(view: Normalised) -> Iterator[Finding]:
    """In Japanese, Korean, Chinese or Thai a Latin word with an underscore is an account, unless a member is called by it."""
    for match in _STANDS_OUT.finditer(view.text):
        if not _CALLED.match(view.text, match.end()) and not _NOT_ACCOUNT.match(match.group()):
            yield found(view, match.span(), "pii.handle", 0.8)


def _sought(view: Normalised) -> Iterator[Finding]:
    """“Look me up as …”: no service is named, so only a word that can hardly be anything but an account counts."""
    for cue in SOUGHT.finditer(view.text):
        for match in _STRAY.finditer(view.text, max(0, cue.start() - 34), cue.end() + 40):
            word = match.group().rstrip("._-")
            if _ACCOUNT.fullmatch(word) and not _NOT_ACCOUNT.match(word) and not _CALLED.match(view.text, match.end()):
                yield found(view, (match.start(), match.start() + len(word)), "pii.handle", 0.85)


def _beside_service(view: Normalised, reading: Reading) -> Iterator[Finding]:
    text = view.text
    for match in _STRAY.finditer(text):
        word = match.group().rstrip("._-")
        if (
            (_NOT_ACCOUNT.match(word) and not _hyphened(text, match))
            or _HAPPENED.match(word)
            or _NEAR.fullmatch(word)
            or _CALLED.match(text, match.end())
        ):
            continue
        lead, tail = before(text, match.start(), 28), after(text, match.end(), 34 if "_" in word else 16)
        # The long list of services last: most words of a text are plain ones.
        is_plain = _WORDLIKE.match(word) or _PRODUCT.fullmatch(word)
        if (not is_plain or _told(lead, word, reading)) and (_NEAR.search(lead) or _NEAR.search(tail)):
            yield found(view, (match.start(), match.start() + len(word)), "pii.handle", 0.9)


def _hyphened(text: str, match: re.Match[str]) -> bool:
    """LINEは nemuri-kaba, my insta is sofa-bear: two plain words with a hyphen right after the service."""
    return (
        _HYPHENED.fullmatch(match.group()) is not None and _DIRECT.search(before(text, match.start(), 28)) is not None
    )


def _told(lead: str, word: str, reading: Reading) -> bool:
    """A plain word is a name only right after “ID is”, and among other scripts after “ID” alone."""
    named = _NAMED if reading.foreign else _NAMED_PLAINLY
    return len(word) >= 5 and named.search(lead) is not None
