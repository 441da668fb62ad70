"""E-mail addresses, plain or spelled out, and links that lead to a person or into a private room."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.finding import Finding
from moderation.public import is_public_site
from moderation.reading import Reading

_AT = r"(?:@|[ ]?[\[({<＜〈【]?[ ]?(?:at|あっと|アット|ａｔ|アットマーク|あっとまーく|arroba|arobase|小老鼠|골뱅이|chez)[ ]?[\])}>＞〉】]?[ ]?|[◎★☆●♪＠■△○*#][ ]?)"
_DOT = r"(?:\.|[ ]?[\[({<【]?[ ]?(?:dot|どっと|ドット|点|てん|punto|ponto|point|punkt|닷|점)[ ]?[\])}>】]?[ ]?)"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[A-Za-z0-9][A-Za-z0-9._+\-]{{0,63}}{_AT}[A-Za-z0-9](?:[A-Za-z0-9\-]{{0,30}}{_DOT}){{1,4}}(?:[A-Za-z]{{2,10}}|こむ|コム|じぇーぴー)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)[^\s、。「」『』（）()<>\"'！？]{4,200}|(?<![\w@./-])(?:[a-z0-9\-]{1,40}\.){1,3}[a-z]{2,8}/[A-Za-z0-9_~%+@?=&.#\-/]{1,120}", re.IGNORECASE)
_PERSONAL = re.compile(
    r"line\.me|lin\.ee|instagram\.com|twitter\.com|(?<![a-z])x\.com|tiktok\.com|facebook\.com|fb\.(?:me|com)|discord\.(?:gg|com/invite)|"
    r"t\.me|telegram\.me|wa\.me|chat\.whatsapp|zoom\.us|meet\.google|teams\.(?:microsoft|live)|open\.kakao|kakao|"
    r"wechat|weixin|qq\.com|weibo|note\.com|ameblo|ameba|lit\.link|linktr\.ee|peing|mixi|skype|signal\.(?:me|group)|"
    r"threads\.net|snapchat|youtube\.com/(?:@|channel)|linkedin\.com/in|zalo\.me|m\.me|naver|band\.us|docs\.google|forms\.gle|"
    r"whereby\.com|jitsi|webex|calendly|bsky\.app|pinterest|twitch\.tv|github\.com|blog|hatenablog|fc2|livedoor|profile|user|invite|"
    r"paypal\.me|venmo|ko-fi|patreon|vk\.com|viber|messenger|gofile|drive\.google|photos\.|icloud|maps\.app|goo\.gl/maps",
    re.IGNORECASE,
)


def contacts(reading: Reading) -> Iterator[Finding]:
    """Addresses for mail, and links to a profile, an invitation or a meeting; official sites and company pages are not."""
    view = reading.plain
    for match in _EMAIL.finditer(view.text):
        yield found(view, *match.span(), "pii.email", 0.97)
    for match in _URL.finditer(view.text):
        end = match.start() + len(match.group().rstrip(".,;:!?)、。"))
        if _PERSONAL.search(match.group()) and not is_public_site(match.group()):
            yield found(view, match.start(), end, "pii.url", 0.95)
