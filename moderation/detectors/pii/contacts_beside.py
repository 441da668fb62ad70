"""Addresses for mail whose host is only named beside them: haru.k@ the gmail one, yuki.88 at Gmail."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.surroundings import after, before

PROVIDER = r"g ?メール|ジーメール|じーめーる|gmail|ヤフー|やふー|yahoo|アイクラウド|あいくらうど|icloud|ドコモ|docomo|ezweb|エーユー|softbank|ソフトバンク|hotmail|ホットメール|outlook|アウトルック|proton"
_SPOKEN = re.compile(
    rf"(?:{PROVIDER})[^。\n]{{0,14}}?(?<![A-Za-z0-9])(?P<after>(?=[A-Za-z\-]{{0,40}}(?:[\d_]|\.[A-Za-z]))[A-Za-z][A-Za-z0-9._\-]{{3,40}})|(?<![A-Za-z0-9._\-])(?P<before>(?=[A-Za-z\-]{{0,40}}[\d._])[A-Za-z][A-Za-z0-9._\-]{{3,40}})[^。\n]{{0,20}}?(?:{PROVIDER})",
    re.IGNORECASE,
)
_NAMELIKE = re.compile(r"[\d._]")
_MAILING = re.compile(r"メール|mail|アドレス|あっと|アット|アド|書けばわかる", re.IGNORECASE)
_BROKEN_OFF = re.compile(
    rf"(?<![\w@.])(?P<local>[a-z][a-z0-9._\-]{{2,30}})@,? ?(?:the |on |with |my |its? |and then )?(?:the )?(?:{PROVIDER})\b(?!\.[a-z])"
    rf"|(?<![\w@.'’])(?P<words>[a-z]{{2,15}} [a-z]{{2,15}} \d{{2,4}}) (?:at|@) (?:{PROVIDER})\b"
    rf"|(?<![\w@.'’])(?P<joined>[a-z]{{2,15}}(?: [a-z]{{2,15}})?) (?:at|@) (?:{PROVIDER})\b,? (?:all (?:one word|together)|one word|no (?:spaces?|gaps?|dots?))",
    re.IGNORECASE,
)


def broken_off(text: str) -> Iterator[tuple[int, int]]:
    """haru.k@ the gmail one, lottie bramwell 91 at yahoo: the host is only named."""
    if "@" in text or " at " in text:
        yield from (match.span() for match in _BROKEN_OFF.finditer(text))


def spoken(text: str) -> Iterator[tuple[int, int]]:
    """A name beside the name of a provider (“the Gmail one, yuki.88”), where mail is spoken of."""
    if not _MAILING.search(text):
        return
    for match in _SPOKEN.finditer(text):
        name = "after" if match["after"] else "before"
        mailing = _MAILING.search(before(text, match.start(), 16) + match.group() + after(text, match.end()))
        account = match[name].rstrip("._-")
        if mailing and "@" not in match.group() and _NAMELIKE.search(account):
            yield match.start(name), match.start(name) + len(account)
