"""Characters that look like others: borrowed alphabets, boxed letters, figures of other scripts, dashes, tildes and spaces."""

HYPHENS = frozenset("-‐‑‒–—―−﹣－⁃˗╴─━➖")
TILDES = frozenset("~〜～∼∽〰")
SPACES = frozenset(
    "\t\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800\u3164\uffa0"
)

# Cyrillic, Greek and small-capital letters that a reader takes for Latin ones; no such alphabet is served here.
_PAIRS = (
    "АA ВB ЕE КK МM НH ОO РP СC ТT ХX аa еe оo рp сc уy хx ѕs іi јj ԁd ԛq ԝw һh ӏl "
    "ɡg ɩi ıi ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo ρp αa νv τt ιi κk υu ʟL "
    "ɪI ɴN ᴇE ᴀA ʀR ᴛT ᴏO ᴅD ᴍM ꜱS ᴜU ᴘP ʜH ɢG ᴋK ᴄC ʙB ʏY ᴡW ᴠV"
).split()


def _letters() -> dict[str, str]:
    table = {pair[0]: pair[1] for pair in _PAIRS}
    for first, base in ((0x1F130, "A"), (0x1F150, "A"), (0x1F170, "A")):
        table |= {chr(first + step): chr(ord(base) + step) for step in range(26)}
    for first in (0x2776, 0x2780, 0x278A):
        table |= {chr(first + step): str(step + 1) for step in range(9)}
    table |= {"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "“": '"', "”": '"', "„": '"'}
    for first in (0x0966, 0x0E50, 0x0660, 0x06F0):
        table |= {chr(first + step): str(step) for step in range(10)}
    table |= {"⓿": "0", "🄋": "0", "🄌": "0", "＠": "@", "﹫": "@"}
    return table


LETTERS: dict[str, str] = _letters()
"""What a look-alike stands for."""
