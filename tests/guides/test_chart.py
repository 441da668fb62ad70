"""The drawing of the yearly figures says nothing that the figures do not say."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app.guides import chart, figures
from app.guides.figures import Figure, Provenance
from tests.support.cast import a_visitor, an_app

PARTS = ("together", "junior", "elementary", "high")


@pytest.fixture
def page(sqlite_url: str) -> str:
    visitor: FlaskClient = a_visitor(an_app(sqlite_url))
    return visitor.get("/guides/numbers").get_data(as_text=True)


def test_every_unverified_figure_is_drawn_open_and_named_so(page: str) -> None:
    told = [getattr(year, part) for year in figures.read() for part in PARTS if getattr(year, part)]
    unverified = [figure for figure in told if figure.provenance is Provenance.UNVERIFIED]
    assert page.count("chart__mark--open") == len(unverified) > 15
    assert page.count('class="chart__mark') == len(told)
    assert "白抜きの丸と点線は、未確認の数です。" in page
    for series in chart.draw(figures.read()).series:
        for open_mark in (mark for mark in series.marks if mark.is_open):
            assert f"{open_mark.x} {open_mark.y}" not in series.known, "no solid line leads to what nobody verified"


def test_the_coming_year_is_an_empty_place(page: str) -> None:
    drawn = chart.draw(figures.read())
    assert [year for _x, year in drawn.empty] == [2025]
    (empty_at,) = [x for x, _year in drawn.empty]
    assert all(mark.x < empty_at for series in drawn.series for mark in series.marks)
    assert page.count("chart__slot") == 1
    assert "2025年度の場所は、確かめた数が入るまで空けてあります。" in page


def test_what_is_drawn_is_read_out_and_stands_in_the_table(page: str) -> None:
    svg = page[page.index('<svg class="chart') : page.index("</figure>")]
    assert 'role="img"' in svg
    for reference in re.findall(r'aria-(?:labelledby|describedby)="([\w-]+)"', svg):
        assert page.count(f'id="{reference}"') == 1
    assert "112,689人" in svg
    assert "353,970人" in svg
    assert "<table" in page[page.index("</figure>") :]
    assert "style=" not in page


def test_more_pupils_are_drawn_higher_and_all_within_the_picture() -> None:
    drawn = chart.draw(figures.read())
    heights = [mark.y for mark in drawn.series[0].marks]
    assert heights == sorted(heights, reverse=True)
    for series in drawn.series:
        assert all(0 < mark.x < chart.WIDTH and 0 < mark.y < chart.HEIGHT for mark in series.marks)


def test_a_year_that_comes_to_be_known_fills_its_place() -> None:
    years = figures.read()
    one = Figure(100_000, Provenance.STATED)
    years[-1] = replace(years[-1], elementary=one, junior=one, together=Figure(200_000, Provenance.STATED), high=one)
    drawn = chart.draw(years)
    assert drawn.empty == ()
    assert len(drawn.series[0].marks) == len(years)
