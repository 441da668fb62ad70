"""Everything the site says in Japanese it can also say in English."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "app" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("app/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
# What has to be typed as it is, is quoted like this in both languages.
TYPED = re.compile("「[^」]*」")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def said() -> set[str]:
    """Every text in code and templates that is marked for translation."""
    found = set()
    for folder in ("app", "templates"):
        methods = [
            (pattern.removeprefix(f"{folder}/"), method) for pattern, method in METHODS if pattern.startswith(folder)
        ]
        found |= {
            message
            for _file, _line, message, _comments, _context in extract_from_dir(
                ROOT / folder, methods, keywords=KEYWORDS
            )
        }
    return {message for message in found if isinstance(message, str)}


def english() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if isinstance(message.id, str) and message.id}


def test_every_text_has_its_english() -> None:
    catalogue = english()
    assert len(said()) > 100, "the site says more than this"
    assert sorted(text for text in said() if not catalogue.get(text)) == []


def test_the_english_is_english_and_keeps_every_place() -> None:
    for japanese, text in english().items():
        assert not JAPANESE.search(TYPED.sub("", text).replace("日本語", "")), text
        assert sorted(PLACE.findall(japanese)) == sorted(PLACE.findall(text)), (japanese, text)
