"""E-mail addresses, plain or spelled out, and links that lead to a person or into a private room."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.contacts_beside import PROVIDER, broken_off, spoken
from moderation.detectors.pii.contacts_told import mail_told
from moderation.detectors.pii.found import found
from moderation.detectors.pii.links_told import links_said
from moderation.detectors.pii.pieces import backwards
from moderation.detectors.pii.surroundings import after, before
from moderation.finding import Finding
from moderation.normalise import Instead, Normalised
from moderation.public import is_public_site
from moderation.reading import Reading
from moderation.spelling import signs_told, words_typed_apart

_AT_WORD = r"at|ät|et|the at(?: (?:sign|thing|symbol))?|at[ -](?:sign|symbol)|atto|a|あっと|アット|アト|あと|アットマーク|あっとまーく|arroba|arobase|小老鼠|艾特|圈a|골뱅이|एट|แอท|@"
_AT = (
    rf"(?:@{{1,2}}|[ ]?[\[({{<【〈《][ ]?(?:{_AT_WORD})[ ]?[\])}}>】〉》][ ]?|[ ]?(?:あっとまーく|アットマーク|あっと|アット|골뱅이|艾特|小老鼠|एट द रेट|एट)[ ]?"
    r"|[ ](?:at|@|ät|at[ -]sign|at the|แอท|แอด|arroba|arobase|アト|chez|klammeraffe|a còng|a cong)[ ]|[ ]?[◎★☆●♪■△○*#♡♥❤🐵🌀][ ]?)"
)
_DOT = r"(?:\.|[ ]?[\[({<【][ ]?(?:dot|d0t|どっと|ドット|点|punto|ponto|point|punkt|닷|점|\.)[ ]?[\])}>】][ ]?|[ ]?(?:どっと|ドット|てん|点|닷|점|डॉट)[ ]?|[ ](?:dot|full stop|period|punto|ponto|point|punkt|chấm|ดอท|จุด)[ ]|[•∙](?=[A-Za-z])|[ ]?\.[ ]?(?=(?:com|org|net|co|jp|uk|de|fr|es|br|pt|kr|cn|vn|th|in|ph|io|example)\b))"
_NO_LOCAL = r"(?!(?:now|me|us|here|look|available|is|are|it|them|site|page|register|join|apply|visit|pay|online|more|info|details|find|see|up|book|card|account|details|refund|form) at )"
"""Words before “at” that are no part of an address, though one may follow."""
_EMAIL = re.compile(
    rf"(?<![A-Za-z0-9._+\-'’]){_NO_LOCAL}[A-Za-z0-9][A-Za-z0-9._+\-]{{0,63}}{_AT}(?!dot\b)[A-Za-z0-9](?:(?!dot\b)[A-Za-z0-9\-]{{0,30}}{_DOT}){{1,4}}(?!dot\b)"
    rf"(?:[A-Za-z]{{2,10}}(?![A-Za-z0-9])|こむ|コム|ジェーピー|じぇーぴー|jp)"
    rf"|(?<![A-Za-z0-9._+\-])[A-Za-z0-9][A-Za-z0-9._+\-]{{2,63}}{_AT}[^A-Za-z0-9\s]{{0,10}}(?:{PROVIDER})",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?<![A-Za-z0-9._+\-])(?:[A-Za-z0-9_+\-]{1,30} ?(?:\bdot\b|ドット|どっと|\bpunto\b|\bponto\b|\bpoint\b|\bpunkt\b|\bchấm\b|จุด|डॉट|닷|점|点) ?){1,3}$",
    re.IGNORECASE,
)
"""What stands before the last word of an address whose points are words."""
_CAPITAL = re.compile(r"\b[a-z0-9._\-]{2,40}AT[a-z0-9\-]{2,30}(?:DOT[a-z]{2,10}){1,3}\b")
_KANA_MAIL = re.compile(
    r"[ぁ-んァ-ヶー\d]{2,14} ?(?:あっと|アット)(?:まーく|マーク)? ?[ぁ-んァ-ヶー]{2,14} ?(?:(?:どっと|ドット) ?(?:[ぁ-んァ-ヶー]{2,8} ?)){1,3}"
)
_SPOKEN_POINT = re.compile(
    r"\. ?at | at \w{1,60} (?:point|punto|ponto)\b(?! (?:com|org|net|co|es|pt|br|fr|edu)\b)", re.IGNORECASE
)
_SPACED = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9._%+\-@][ ]){6,80}[A-Za-z0-9](?![A-Za-z0-9])")
_URL = re.compile(
    r"(?:h(?:tt|xx|\*\*)ps?://|www\.)[^\s、。「」『』（）()<>\"'！？ぁ-んァ-ヶ一-龥]{4,200}"
    r"|(?<![A-Za-z0-9@.\-])(?:[a-z0-9\-]{1,40}\.){1,3}[a-z]{2,8}(?::\d{2,5})?/[A-Za-z0-9_~%+@?=&.#\-/]{1,120}|(?<![A-Za-z0-9@.\-])(?:[a-z0-9\-]{1,40}\.){1,3}[a-z]{2,8}:\d{2,5}|(?<![A-Za-z0-9@.\-])[a-z0-9\-]{3,40}\.(?:wordpress|blogspot|tumblr|carrd|substack|weebly|wixsite|itch|bandcamp)\.(?:com|co|io)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(r"(?<![\w.@])[a-z]{2,6}\.[a-z0-9.\-]{2,40}@[a-z0-9._\-]{2,40}(?![\w@])", re.IGNORECASE)
_BROKEN = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,9} (?:[A-Za-z]{1,6} )?$")
_SPELLED = re.compile(
    r"[a-z] ?[\[({<] ?(?:\.|dot|ドット|/|slash) ?[\])}>] ?[a-z]|"
    r"(?:[a-z]|コム|こむ) ?(?:/|スラッシュ|スラ|\b(?:forward )?slash\b|\bbarra\b|schrägstrich|gạch chéo|슬래시|斜杠|ทับ) ?@?[\w.]|[a-z] ?(?:・|ドット|どっと|\b(?:dot|punto|ponto|point|punkt|chấm)\b|닷|점|点|จุด|डॉट| \. ) ?[a-z]",
    re.IGNORECASE,
)
_SLASH_AT = re.compile(r"[ ]?(?:\bslash\b|スラッシュ)[ ]?(?:at|アット|アットマーク)[ ]", re.IGNORECASE)
_SLASH = re.compile(
    r"[ ]?[\[({<]?(?:スラッシュ|スラ|/|\b(?:forward |barra )?slash\b|\bbarra\b|schrägstrich|gạch chéo|슬래시|斜杠|ทับ)[\])}>]?(?<!/[ \])}>])(?:[ ](?=[A-Za-z0-9@]))?",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"[ ]?[\[({<] ?(?:\.|dot|ドット) ?[\])}>][ ]?|[ ](?:punto|ponto|point|punkt|chấm|จุด)[ ]|[ ]?(?:닷|점|点|डॉट)[ ]?(?=[a-z])|[ ]?(?:・|\bdot\b|ドット(?!コム)|どっと|(?<=[a-z]) ?\. ?(?=[a-z]))[ ]?|[ ]?ドットコム",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"line\.me|lin\.ee|instagram\.com|twitter\.com|(?:^|[/.])x\.com|tiktok\.com|facebook\.com|fb\.(?:me|com|gg)|discord|(?:^|/|\.)t\.me|telegram|wa\.me|"
    r"whatsapp|chat\.|meet\.|zoom|teams\.|kakao|wechat|weixin|qq\.com|weibo|note\.com|ameblo|ameba|lit\.link|linktr|peing|mixi|skype|signal\.|jit\.si|jitsi|"
    r"threads\.|snapchat|youtube\.com/(?:@|channel|c/)|youtu\.be|linkedin\.com/in|zalo|(?:^|/)m\.me|naver\.com|band\.us|docs\.google|forms\.gle|whereby|webex|"
    r"calendly|chouseisan|wishlist|bsky|pinterest|twitch\.tv|github\.com|blog|fc2|livedoor|profile|/user|invite|/join|/group|/room|about-?me|paypal\.me|venmo|/members?/|/shop/[a-z]|/usr/|depop\.com/|poshmark|goodreads\.com/user|wattpad|deviantart|soundcloud|duolingo\.com/profile|chess\.com/member|"
    r"ko-fi|patreon|viber|gofile|drive\.google|photos\.|icloud|maps\.app|goo\.gl/maps|roblox\.com/users|steamcommunity|playlist|spotify\.com/user|gofundme|open\.|/@\w|s\.team|twitcasting|twitcas|itch\.io|hatena|/ti/[gp]/|livejournal|substack|last\.fm|letterboxd|strava|bereal|tumblr|onlyfans|vk\.com|wordpress\.com|blogspot\.|carrd\.co|weebly\.|wixsite\.|bandcamp\.|monzo\.me|revolut\.me",
    re.IGNORECASE,
)
_INVITING = re.compile(
    r"私の|わたしの|うちの|ブログ|グループ|招待|入って|入口|通話|会議|オンライン|ミーティング|サーバー|参加|my (?:blog|page|channel|profile|site)|join|group|server|call|mi blog|meu blog|mon blog|profil|perfil|his page|her page|friend link|kênh|trang cá nhân|cá nhân|เพจ|ลิงก์|กลุ่ม|프로필|블로그|방송|主页|群|प्रोफ|चैनल|ग्रुप|配信|プロフ|チャンネル|フレンド",
    re.IGNORECASE,
)


_SAID_AT = re.compile(r"(?<!\bthe) (?:at|chez) ", re.IGNORECASE)
_HOST = re.compile(
    r"\.(?:com|net|org|edu|example|test|info|(?:co|ac|gov|org|sch)\.[a-z]{2}|uk|jp|de|fr|es|br|pt|kr|cn|vn|th|in|ph|ca|au|nz|us|ie|eu|me|io)$",
    re.IGNORECASE,
)
_GOING = re.compile(
    r"\b(?:log(?:ged)?|sign(?:ed)?|visit|pay|register|join|look|apply|book|order|check|found|settled?|blog(?:ging)?|read|watch|shop)\b[^.,;]{0,20}$",
    re.IGNORECASE,
)
_PRICE = re.compile(r"\d{1,4}[.,]\d\d")
_ACCOUNT_LIKE = re.compile(r"[\d._+\-]")
_AT_PROVIDER = re.compile(
    rf" (?:at|chez) (?:{PROVIDER}|googlemail|aol|live|msn|ymail|mail|gmx|web|orange|free|laposte|uol|naver|daum|hanmail|qq|163|126|btinternet|sky|fastmail|zoho|me|example)\b",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"\b(?:e-?mail|mail|write|contact|reach|address|send|message|drop|get (?:me|hold)|mine|mine['’]s|it['’]?s|i['’]?m|me|mailto|correo|courriel|adresse)\b",
    re.IGNORECASE,
)


class _Point(Instead):
    """A point, and what follows it where one word tells both: ドットコム."""

    def __call__(self, match: re.Match[str]) -> str:
        return ".com" if "コム" in match.group() else self.text


def contacts(reading: Reading) -> Iterator[Finding]:
    """Addresses for mail, and links to a profile, an invitation or a meeting; official sites and company pages are not."""
    view = reading.plain
    for match in _KANA_MAIL.finditer(view.text):
        yield found(view, match.span(), "pii.email", 0.9)
    yield from (found(view, span, "pii.email", 0.9) for span in mail_told(view.text))
    yield from (found(view, span, "pii.url", 0.96) for span in links_said(view.text))
    if not reading.latin:
        return
    for match in _CAPITAL.finditer(view.text):
        yield found(view, match.span(), "pii.email", 0.93)
    yield from _addresses(view)
    yield from _links(view)
    if _SPELLED.search(view.text):
        yield from _links_told(
            view.replace(_POINT, _Point(".")).replace(_SLASH_AT, Instead("/@")).replace(_SLASH, Instead("/"))
        )


def _addresses(view: Normalised) -> Iterator[Finding]:
    """As typed, with signs told in words, with words typed letter by letter, and backwards where the text says so."""
    told = signs_told(view)
    yield from _emails(told)
    if (apart := words_typed_apart(told)) is not told:
        yield from _emails(apart)
    if "@" in view.text and backwards(view.text):
        yield from (found(view, match.span(), "pii.email", 0.93) for match in _TURNED.finditer(view.text))


def _emails(view: Normalised) -> Iterator[Finding]:
    for match in _EMAIL.finditer(view.text):
        if _is_mail(view.text, match):
            head = _HEAD.search(view.text, max(0, match.start() - 60), match.start())
            yield found(view, (head.start() if head else match.start(), match.end()), "pii.email", 0.97)
    for match in _SPACED.finditer(view.text):
        if _EMAIL.fullmatch(match.group().replace(" ", "")):
            yield found(view, match.span(), "pii.email", 0.93)
    for span in (*spoken(view.text), *broken_off(view.text)):
        yield found(view, span, "pii.email", 0.85)


def _is_mail(text: str, match: re.Match[str]) -> bool:
    """Not a part of a link or a handle, and not “available at” with a site behind it."""
    lead, written = text[max(0, match.start() - 1) : match.start()], match.group()
    if (lead and lead in "/@") or ".." in written or _SPOKEN_POINT.search(written):
        return False
    return not _SAID_AT.search(written) or _told_at(text, match)


def _told_at(text: str, match: re.Match[str]) -> bool:
    """“haru.k at gmail.com” is mail; “log in at bank.com”, “asleep at 5.Then” are not: a host, and a name or a word for writing."""
    name, _, host = re.split(r" (at|chez) ", match.group(), maxsplit=1, flags=re.IGNORECASE)
    lead = before(text, match.start(), 24)
    if _AT_PROVIDER.search(match.group()):
        return True
    if ("." in host and not _HOST.search(host)) or _PRICE.fullmatch(name):
        return False
    named = _ACCOUNT_LIKE.search(name) and not name.isdigit()
    return bool(named or _WRITING.search(lead) or not ("." in host or _GOING.search(f"{lead}{name}")))


def _links_told(view: Normalised) -> Iterator[Finding]:
    """Links whose points and strokes are words; the name of the site may be broken up as well (dis cord dot gg)."""
    yield from _links(view)
    for match in _URL.finditer(view.text):
        broken = _BROKEN.search(view.text, max(0, match.start() - 16), match.start())
        if broken and not is_public_site(match.group()):
            whole = broken.group().replace(" ", "") + match.group()
            if _PERSONAL.search(whole) and not _PERSONAL.search(match.group()):
                yield found(view, (broken.start(), match.end()), "pii.url", 0.93)


def _links(view: Normalised) -> Iterator[Finding]:
    for match in _URL.finditer(view.text):
        link = match.group().rstrip(".,;:!?)")
        if is_public_site(link):
            continue
        inviting = _INVITING.search(before(view.text, match.start()) + after(view.text, match.end()))
        if _PERSONAL.search(link) or (inviting and (":" in link[8:] or "/" in link[8:])):
            yield found(view, (match.start(), match.start() + len(link)), "pii.url", 0.95)
