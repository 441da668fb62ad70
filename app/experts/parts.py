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
    headed = ((_("ためしたこと"), of.tried), (_("知りたいこと"), of.hoped))
    return of.happened + "".join(f"\n\n**{heading}**\n{words}" for heading, words in headed if words)


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
