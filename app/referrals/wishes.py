"""What somebody on the help page is looking for, read from the address: every value has a default, none is an error."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from app.referrals import directory

HOME = "JP"
ELSEWHERE = "XX"
LANGUAGES = ("ja", "en", "zh", "ko", "es", "pt", "tl", "th", "vi", "ne", "id")


@dataclass(frozen=True, slots=True)
class Wish:
    """For whom, in what voice, in which language (of talking, not of the page), and where one is.

    The country is only ever what was chosen: neither the language of a page nor a clock says where somebody lives.
    """

    who: str = ""
    voice: str = ""
    speak: str = "ja"
    country: str = HOME

    @property
    def is_default(self) -> bool:
        return self == Wish()

    @property
    def is_home(self) -> bool:
        return self.country == HOME

    def address(self, **other: str) -> str:
        """The path of the help page for this wish with something changed."""
        wish = replace(self, **other)
        given = {name: getattr(wish, name) for name in ("who", "voice", "speak", "country")}
        changed = {name: value for name, value in given.items() if value != getattr(Wish(), name)}
        return "/help" + (f"?{urlencode(changed)}" if changed else "")


def read(given: Mapping[str, str]) -> Wish:
    """The wish in a query string; what we do not know is left at its default."""
    return Wish(
        who=_known(given, "who", ("me", "child", "other"), ""),
        voice=_known(given, "voice", ("silent", "aloud"), ""),
        speak=_known(given, "speak", LANGUAGES, "ja"),
        country=_known(given, "country", directory.countries(), HOME),
    )


def _known(given: Mapping[str, str], name: str, known: tuple[str, ...] | list[str], otherwise: str) -> str:
    value = given.get(name, otherwise)
    return value if value in known else otherwise
