"""From what a member typed to the HTML that is stored and shown: cleaned once, when written."""

import unicodedata
from collections.abc import Iterable
from html import escape

import bleach
from markupsafe import Markup

ALLOWED_TAGS = frozenset({"p", "br", "blockquote"})
KEPT_CONTROLS = frozenset("\n\t")
# Joiners are kept only where scripts and emoji need them; every other invisible or bidi control goes.
KEPT_FORMATS = frozenset("\u200c\u200d")
MOST_MARKS = 4  # combining marks on one letter; more only serves to smear over other lines


def clean_text(text: str) -> str:
    """NFC, one kind of line break, no invisible or bidi controls, no smears, trimmed, at most two blank lines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _without_smear(character for character in text if _is_kept(character))
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(_without_gaps(lines)).strip()


def _is_kept(character: str) -> bool:
    if character in KEPT_CONTROLS or character in KEPT_FORMATS:
        return True
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE
    return not is_noncharacter and unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}


def _without_smear(characters: Iterable[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in characters:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _without_gaps(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line or kept[-2:] != ["", ""]:
            kept.append(line)
    return kept


def to_html(text: str) -> str:
    """Turn cleaned text into paragraphs, line breaks and `>` quotes; the result is safe to store and to show."""
    blocks = (block for block in text.split("\n\n") if block.strip())
    html = "".join(_block(block.strip("\n").split("\n")) for block in blocks)
    return bleach.clean(html, tags=ALLOWED_TAGS, attributes={}, strip=False)


def _block(lines: list[str]) -> str:
    if all(line.startswith((">", "＞")) for line in lines):
        quoted = "<br>".join(escape(line[1:].strip(), quote=False) for line in lines)
        return f"<blockquote><p>{quoted}</p></blockquote>"
    return "<p>" + "<br>".join(escape(line, quote=False) for line in lines) + "</p>"


def stored(html: str) -> Markup:
    """Mark HTML as safe that `to_html` made earlier and the database kept."""
    return Markup(html)  # noqa: S704 - the only place; the value was cleaned when written
