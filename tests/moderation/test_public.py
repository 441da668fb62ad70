"""Published lines and official sites may be repeated by anybody, however they are written."""

import tomllib

import pytest

from moderation import Draft, Policy
from moderation.pipeline import DETECTORS, screen_with
from moderation.public import DATA, is_public_number, is_public_site

NUMBERS = [entry["number"] for entry in tomllib.loads(DATA.read_text("utf-8"))["number"]]
RULES = tuple((name, detect) for name, detect in DETECTORS if name != "classifier")
FRAMES = ("{} に電話しました", "I called {} last night", "相談先は{}です。")
FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_published_line_is_never_taken_for_a_private_number(number: str) -> None:
    for written in (number, number.translate(FULL_WIDTH), number.replace("-", " "), number.replace("-", "")):
        for frame in FRAMES:
            decision = screen_with(RULES, Draft(frame.format(written)), Policy())
            assert "pii" not in decision.labels, (frame.format(written), decision.findings)


def test_a_number_that_only_looks_like_one_is_private() -> None:
    assert not is_public_number("0120078311")
    assert is_public_number("0120078310")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://www.mext.go.jp/a", True),
        ("www.city.kobe.lg.jp", True),
        ("https://mext.go.jp.example.com/", False),
        ("https://mext-go.jp/", False),
        ("http://user@www.nhs.uk.evil.example/", False),
        ("https://www.nhs.uk/", True),
    ],
)
def test_only_the_official_site_itself_is_official(address: str, public: bool) -> None:
    assert is_public_site(address) is public
