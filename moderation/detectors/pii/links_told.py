"""Links to people and rooms whose points and strokes are words: discord gg slash …, insta dot com slash …; numbers of meetings."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SITE = (
    r"(?:discord|insta(?:gram)?|face ?book|fb|twitter|x|tik ?tok|t|wa|m|line|lin|linktr|snap ?chat|telegram|you ?tube|twitch|kik|zoom|meet|skype|vk|reddit|tumblr|bsky|threads|pinterest|"
    r"ディスコ(?:ード)?|インスタ(?:グラム)?|ライン|テレグラム|ツイッター|ユーチューブ)"
)
_POINT = r"(?: ?(?:\bdot\b|\bpunto\b|\bponto\b|\bpoint\b|\bpunkt\b|ドット|どっと|닷|点|चिह्न|\.) ?| )"
_STROKE = r"(?: ?/ ?| ?(?:(?:forward )?slash|barra|schrägstrich|gạch chéo|スラッシュ|すらっしゅ|슬래시|斜杠|ทับ|स्लैश) ?)"
_PATTERNS = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<![A-Za-z]){_SITE}{_POINT}(?:gg|com|me|ee|us|tv|be|コム|こむ){_STROKE}(?:(?:invite|add|c|channel|u|user|ti/p|p){_STROKE})?@?(?!the\b|your\b|a\b)[a-z0-9][\w.\-]{{2,30}}",
        r"\b(?:zoom|teams|webex|meet|meeting|ミーティング)(?: meeting| room| call)?(?: ?の?ID| id| code| number)(?:[ :はis]|['’]s){1,5}(?:\d{3} ?\d{3,4} ?\d{3,4}|\d{3}-\d{3,4}-\d{3,4})(?!\d)(?:[ ,、]{1,2}(?:and )?(?:the )?(?:pass(?:code|word)?|pw|パスコード|パスワード|パス)(?: is|:|は)? ?[\w\-]{2,16})?",
    )
)
_WORDS = (
    "slash", "barra", "schrägstrich", "gạch chéo", "スラッシュ", "すらっしゅ", "슬래시", "斜杠", "ทับ", "स्लैश", "meeting", "zoom", "webex", "ミーティング", "teams", " /", "/ "
)  # fmt: skip
"""One of these stands in every link read out loud."""


def links_said(text: str) -> Iterator[Span]:
    """Where a link is read out loud."""
    low = text.lower()
    if any(word in low for word in _WORDS):
        for pattern in _PATTERNS:
            yield from (match.span() for match in pattern.finditer(text))
