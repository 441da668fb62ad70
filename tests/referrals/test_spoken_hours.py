"""Hours as a lead types them mean what they say, and opening days read the same to every reader of English."""

import pytest
from flask import Flask

from app.referrals import directory, listing, spoken_hours
from app.referrals.shown import shown
from tests.referrals.clocks import tokyo
from tests.support.cast import an_app


def test_the_hours_of_every_line_can_be_typed_back() -> None:
    told = [entry for entry in listing.entries().values() if entry.get("hours")]
    assert len(told) >= 9
    for entry in told:
        back = spoken_hours.read(spoken_hours.said(entry["hours"]))
        assert [listing._span(each) for each in back] == [listing._span(each) for each in entry["hours"]], entry["id"]
        closed = entry.get("closed", [])
        assert spoken_hours.read_closed(spoken_hours.said_closed(closed)) == list(closed)


@pytest.mark.parametrize(
    "text", ["いつでも", "月-金", "16:00-21:00", "土土 9-5", "32日 8:00-9:00", "毎日 8:99-9:00", "A 8:00-9:00"]
)
def test_hours_nobody_can_read_are_refused(text: str) -> None:
    with pytest.raises(spoken_hours.Unreadable):
        spoken_hours.read(text)


@pytest.mark.parametrize("text", ["2/30-3/1", "12/29", "13/1-1/3", "x"])
def test_days_there_are_not_are_refused(text: str) -> None:
    with pytest.raises(spoken_hours.Unreadable):
        spoken_hours.read_closed(text)


@pytest.mark.parametrize(("locale", "opens"), [("ja", "1月4日 16:00"), ("en", "4 January, 16:00")])
def test_a_day_in_the_new_year_is_said_with_its_month_in_letters(sqlite_url: str, locale: str, opens: str) -> None:
    app: Flask = an_app(sqlite_url)
    with app.test_request_context(f"/?lang={locale}"):
        assert shown(directory.line("jp-childline"), tokyo("2026-12-29 12:00"), locale).opens == opens
