"""The site refuses to start on a file that could send somebody to the wrong number."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from app.referrals import checks, directory
from app.referrals import listing as file
from app.referrals.checks import WrongLines
from app.referrals.lines import Channel, Line, digits
from app.referrals.listing import Listing
from moderation import public
from tests.referrals.clocks import a_line, an_entry

ROOT = Path(__file__).resolve().parents[2]


def listing(*some: Line) -> Listing:
    return replace(directory.listing(), lines=some)


def refusal(*some: Line) -> str:
    with pytest.raises(WrongLines) as refused:
        checks.check(listing(*some))
    return str(refused.value)


def test_the_file_we_ship_is_sound_and_complete() -> None:
    assert len(directory.listing().lines) == 81
    assert checks.check(directory.listing())


def test_a_line_cannot_be_listed_twice() -> None:
    assert "twice" in refusal(a_line(), a_line(number="0120-000-224"))
    assert "two lines with" in refusal(a_line(), a_line(id="jp-other"))


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("JP", "0570-0-78310"),
        ("JP", "0570-783-189"),
        ("JP", "0570 783 189"),
        ("KR", "1393"),
        ("SG", "1800-221-4444"),
        ("TW", "0800-788-995"),
        ("JP", "0570-046-556"),
        ("JP", "01200279338"),
    ],
)
def test_a_dead_or_misprinted_number_is_never_listed(country: str, number: str) -> None:
    assert "is refused" in refusal(a_line(country=country, number=number, cost="call_charge"))


def test_the_old_name_on_line_is_never_listed() -> None:
    assert "is refused" in refusal(a_line(channel="line", number=None, line_id="@snsjinkensoudan"))


@pytest.mark.parametrize(
    "slip", ["0120-279-339", "0120-297-338", "0120-279-38", "0120-2799-338", "0120-279-833", "01200279338"]
)
def test_a_number_one_slip_away_from_another_is_refused(slip: str) -> None:
    yorisoi = directory.line("jp-yorisoi")
    is_two_slips = slip == "0120-279-833"
    found = list(checks._near_misses(listing(yorisoi, a_line(number=slip))))
    assert bool(found) is not is_two_slips


def test_lines_that_really_are_neighbours_may_stand_together() -> None:
    assert checks.check(listing(directory.line("jp-188"), directory.line("jp-189"), directory.line("jp-jiso-soudan")))


def test_the_same_number_means_different_things_in_different_countries() -> None:
    japan, brazil = directory.line("jp-188"), directory.line("br-188")
    assert japan.number == brazil.number
    assert "contract" in japan.topics
    assert "suicide" in brazil.topics
    assert directory.line("tw-113").topics.isdisjoint(directory.line("nl-113").topics)
    assert {line.id for line in directory.lines_in("JP")}.isdisjoint({"br-188", "nl-113", "tw-113"})


def test_a_paid_line_never_calls_itself_free() -> None:
    assert "is paid" in refusal(a_line(number="0570-064-556", cost="free"))
    words = {"ja": "無料です", "en": "words"}
    assert "無料" in refusal(a_line(number="0570-064-556", cost="call_charge", about=words))
    for line in directory.listing().lines:
        if (line.number or "").startswith("0570"):
            assert "通話料" in directory.listing().cost[line.cost].ja


def test_a_line_that_closes_never_says_around_the_clock() -> None:
    words = {"ja": "24時間", "en": "words"}
    assert "24時間" in refusal(a_line(hours_kind="see_site", hours_words=words))


def test_a_number_that_cannot_exist_is_refused() -> None:
    assert "cannot be a number" in refusal(a_line(number="0120-279-33"))
    assert "needs its number" in refusal(a_line(number=None))


@pytest.mark.parametrize("missing", ["checked", "number", "official", "languages", "holidays", "name"])
def test_a_line_with_something_missing_is_refused(missing: str, tmp_path: Path) -> None:
    text = file.DATA.read_text("utf-8")
    first_fixed = text.index('id = "jp-inochi-freedial"')
    broken = text[:first_fixed] + re.sub(rf"\n{missing} = [^\n]*", "", text[first_fixed:], count=1)
    path = tmp_path / "lines.toml"
    path.write_text(broken, "utf-8")
    with pytest.raises((WrongLines, KeyError, TypeError, ValueError)):
        checks.check(file.read(path))


def test_a_dialling_address_written_by_hand_is_refused() -> None:
    with pytest.raises(TypeError):
        a_line(tel="tel:01200279338")


def test_the_dialling_address_is_the_number_and_nothing_else() -> None:
    for line in directory.listing().lines:
        if line.tel is not None:
            assert line.tel == "tel:" + digits(line.number or "")
    assert directory.line("jp-yorisoi").tel == "tel:0120279338"


def test_codes_that_iphones_refuse_are_shown_as_text() -> None:
    codes = [line for line in directory.listing().lines if "#" in (line.number or "")]
    assert len(codes) == 6
    assert all(line.tel is None for line in codes)
    assert all("写して" in line.about.ja or "へ" in line.about.ja for line in codes if line.listed)


def test_what_nobody_could_verify_is_not_listed() -> None:
    hidden = {line.id for line in directory.listing().lines if not line.listed}
    assert hidden == {"jp-okaasan-hokenshitsu", "jp-9999"}
    reachable = [line for line in directory.listing().lines if line.listed and line.channel is not Channel.LOCAL]
    assert all(line.number or line.url or line.line_id for line in reachable)


def test_a_second_copy_of_every_number_agrees_digit_by_digit() -> None:
    """Moderation keeps its own list, so that members may repeat these numbers: a slip in one shows in the other."""
    second = tomllib.loads(public.DATA.read_text("utf-8"))["number"]
    copied: dict[str, set[str]] = {}
    for entry in second:
        copied.setdefault(entry["line"], set()).add(digits(entry["number"]))
    everywhere = set().union(*copied.values())
    assert len(copied) > 50
    for line in directory.listing().lines:
        for number in [line.number, *(other.number for other in line.others)]:
            if number:
                # Where two countries share a number, the second copy keeps it once.
                assert digits(number) in copied.get(line.id, everywhere), line.id


def test_an_entry_as_made_up_for_these_tests_is_sound() -> None:
    assert checks.check(listing(a_line()))
    assert an_entry()["id"] == "jp-made-up"
