"""A question in three parts: what happened, what was tried, what is hoped for. Kept and read as one text."""

from dataclasses import dataclass

from flask_babel import gettext as _

# As they stand in the text, in every language the site speaks, so that a text can be taken apart again.
TRIED = ("**ためしたこと**", "**What we have tried**")
HOPED = ("**知りたいこと**", "**What I would like to know**")


@dataclass(frozen=True, slots=True)
class Parts:
    """Each may be empty but the first."""

    happened: str
    tried: str = ""
    hoped: str = ""


def joined(of: Parts) -> str:
    """One text, with a heading before each part but the first."""
    text = of.happened
    if of.tried:
        text += f"\n\n**{_('ためしたこと')}**\n{of.tried}"
    if of.hoped:
        text += f"\n\n**{_('知りたいこと')}**\n{of.hoped}"
    return text


def parted(text: str) -> Parts:
    """The other way round; a text without headings is all one part."""
    before, hoped = _cut(text, HOPED)
    happened, tried = _cut(before, TRIED)
    return Parts(happened, tried, hoped)


def _cut(text: str, headings: tuple[str, ...]) -> tuple[str, str]:
    for heading in headings:
        before, found, after = text.partition(f"\n\n{heading}\n")
        if found:
            return before, after
    return text, ""
