"""Accounts given in English by the words around them: “… on kik, all one word”, u/…, cash app $…, gamertag is Fox Den 12."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SERVICE = (
    r"(?:insta(?:gram)?|the gram|discord|telegram|snap(?:chat)?|tik ?tok|kik|kakao(?:talk)?|we ?chat|whats ?app|line|facebook|fb|bluesky|threads|"
    r"twitter|steam|xbox|psn|play ?station|roblox|fortnite|minecraft|reddit|tumblr|pinterest|skype|signal|zalo|viber|mastodon|twitch|youtube)"
)
_WORDS = (
    "insta", "the gram", "discord", "telegram", "snap", "tok", "kik", "kakao", "chat", "what", "line", "facebook", "fb", "bluesky", "threads", "twitter",
    "steam", "xbox", "psn", "play", "roblox", "fortnite", "minecraft", "reddit", "tumblr", "pinterest", "skype", "signal", "zalo", "viber", "mastodon",
    "twitch", "youtube", "gamer", "cash", "u/", "screen", "user",
)  # fmt: skip
"""One of these stands in every sentence below."""
_HANDED = rf"(?:(?:find|add|follow|message|dm|pm) (?:me|us|him|her)(?: up)?|look (?:me|us) up|(?:i|we|s?he)['’]?(?:m|re|s)|(?:i|we) am) (?:also )?on (?:my )?{_SERVICE}"
_NO_WORD = r"(?!\w{0,20}(?:ly|ing|ed|tion|ness|ful|less|body|thing|times?|ever|where|ways?|selves|self)\b)(?!please|because|whenever|together|tonight|tomorrow|sometimes|although|otherwise|afterwards|everyone|someone|someday|anyone|weekends|evenings|mornings|honestly)"
_PATTERNS = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b{_HANDED}(?:, |: ?| ?[-–—→=] ?| as | under ){{1,2}}[\"“']?{_NO_WORD}(?P<name>[a-z][a-z0-9._\-]{{8,30}}[a-z0-9])[\"”']?(?=\s*$|[.,!)\n])",
        rf"\b{_SERVICE}\b[^.\n]{{0,24}}?[ :\"“'](?P<name>[a-z][a-z0-9._\-]{{5,30}}(?: [a-z0-9]{{2,12}}){{0,3}})[\"”']?[ ,(\-–]{{1,3}}(?:(?:it['’]?s |that['’]?s )?(?:all (?:one word|lower ?case|together|small letters|lower)|one word|no (?:spaces?|gaps?|caps|capitals)))",
        rf"[\"“'](?P<name>[a-z0-9]{{2,14}}(?: [a-z0-9]{{1,14}}){{1,3}})[\"”'] on {_SERVICE}\b,? (?:all (?:one word|together)|one word|no (?:spaces?|gaps?))",
        rf"\b(?:i['’]?m|i am|we['’]?re|s?he['’]?s|as) (?!off-|on-|in-|out-|up-|state-|stay-|end-|face-|one-|day-|week-)(?P<name>[a-z0-9]{{2,14}}(?:-[a-z0-9]{{1,14}}){{2,4}}) on {_SERVICE}\b",
        r"\b(?:gamer ?tag|psn(?: id| name)?|screen ?name|user ?name)(?: is|['’]s|:| =) [\"“']?(?P<name>[a-z]\w{1,14}(?: [a-z]\w{1,14}){0,2} \d{1,4})(?![\w.,]?\d)(?! (?:years?|yrs?|days?|weeks?|months?|times?|hours?|mins?|minutes?|out|of|letters|characters))",
        r"\b(?:post|posting|play|stream|streaming|draw|write|known) as [\"“']?(?P<name>(?!player|guest|anonymous|user)(?=\w{0,30}[_\d])[a-z][\w.]{4,30})",
        r"\bcash ?app\b[^$\n]{0,16}(?P<name>\$[a-z][\w\-]{2,20})",
        r"(?<![\w/])(?P<name>u/(?=[a-z0-9\-]{0,20}[_\d]|[a-z]{8,20}\b)[a-z0-9_\-]{4,20})(?![\w/])",
    )
)


def given(text: str) -> Iterator[Span]:
    """An account that only the words around it make one."""
    low = text.lower()
    if not any(word in low for word in _WORDS):
        return
    for pattern in _PATTERNS:
        yield from (match.span("name") for match in pattern.finditer(text))
