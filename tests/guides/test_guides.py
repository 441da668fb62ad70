"""Guides say where they come from, in both languages, and stay readable and safe."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.guides import figures, library
from app.guides.figures import Provenance
from app.guides.library import Guide, WrongGuide
from tests.support.cast import a_visitor, an_app

SLUGS = [
    "ten-rules",
    "first-seven-days",
    "listening",
    "night",
    "rights",
    "attendance",
    "ask-sheet",
    "high-school",
    "grandparents",
    "contracts",
    "words",
    "numbers",
]
HOUSE = ["about", "privacy"]
HEAD = 'order = 1\ntitle = "t"\nsummary = "s"\nlast_checked = 2026-11-22\nsources = [{ title = "x", url = "https://example.org/" }]\n'


def reach(line_id: str) -> tuple[str, str | None]:
    """What the directory of lines would answer."""
    return {"jp-119": ("119", "tel:119"), "jp-8000": ("#8000", None)}[line_id]


def every_guide() -> list[Guide]:
    known = library.read(lambda line_id: (line_id, None))
    return [guide for shelf in known.values() for guide in shelf.values()]


@pytest.fixture
def visitor(sqlite_url: str) -> FlaskClient:
    return a_visitor(an_app(sqlite_url))


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_guide_shows_its_sources_and_when_they_were_checked(visitor: FlaskClient, slug: str, locale: str) -> None:
    html = text(visitor, f"/guides/{slug}?lang={locale}")
    assert "guide__sources" in html
    assert '<time datetime="2026-11-22">' in html
    assert f'lang="{locale}"' in html
    assert "[[" not in html


def test_a_source_without_an_address_says_which_document_it_is(visitor: FlaskClient) -> None:
    nameless = [(guide, source) for guide in every_guide() for source in guide.sources if source.url is None]
    assert nameless
    for guide, source in nameless:
        html = unescape(text(visitor, f"/guides/{guide.slug}?lang={guide.locale}"))
        assert source.seen
        assert source.seen in html


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_the_shelf_lists_all_guides_in_their_order(visitor: FlaskClient, locale: str) -> None:
    html = text(visitor, f"/guides?lang={locale}")
    places = [html.index(f'href="/guides/{slug}"') for slug in SLUGS]
    assert places == sorted(places)


def test_a_guide_that_is_not_there_is_answered_kindly(visitor: FlaskClient) -> None:
    assert visitor.get("/guides/nothing").status_code == 404
    assert visitor.get("/guides/..%2f..%2fpyproject").status_code == 404


def test_both_languages_say_the_same_things_in_the_same_order() -> None:
    guides = every_guide()
    assert {guide.slug for guide in guides} == {*SLUGS, *HOUSE}
    for slug in (*SLUGS, *HOUSE):
        one, other = (guide for guide in guides if guide.slug == slug)
        shape = [
            re.findall(r"<(?:h2|h3|ol|ul|li)>|jp-[a-z0-9-]+|/guides/[a-z-]+", guide.html) for guide in (one, other)
        ]
        assert shape[0] == shape[1]
        assert len(one.questions) == len(other.questions)


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("slug", HOUSE)
def test_what_the_place_says_of_itself_has_an_address_of_its_own(visitor: FlaskClient, slug: str, locale: str) -> None:
    html = text(visitor, f"/{slug}?lang={locale}")
    assert '<time datetime="2026-11-22">' in html
    assert "guide__sources" not in html
    assert visitor.get(f"/guides/{slug}").status_code == 404
    assert f'href="/guides/{slug}"' not in text(visitor, "/guides")


def test_whoever_decides_about_attendance_is_named_and_nothing_unverified_hides() -> None:
    for guide in every_guide():
        if guide.slug == "attendance":
            conditions = re.findall(r"<li>", guide.html[guide.html.index("ICT") :])
            assert len(conditions) >= 7
            assert guide.html.count("未確認") + guide.html.count("unverified") == 1
            assert "校長" in guide.html or "principal" in guide.html


def test_the_page_on_dying_names_no_method_and_promises_nothing() -> None:
    unfit = r"首|薬|飛び|刃|ロープ|練炭|リスト|大丈夫だよ|必ずよくなる|rope|pills|jump|knife|bridge|overdose|you should|you must"
    pages = [guide for guide in every_guide() if guide.slug == "listening"]
    assert len(pages) == 2
    for guide in pages:
        assert not re.search(unfit, guide.html)
        assert guide.html.index("jp-119") < guide.html.index("<h2>"), "the emergency number comes before everything"


def test_the_rules_are_ten_and_the_days_seven() -> None:
    for guide in every_guide():
        headings = re.findall(r"<h2>", guide.html)
        assert len(headings) == {"ten-rules": 10, "first-seven-days": 7}.get(guide.slug, len(headings))


def test_japanese_guides_are_written_in_short_sentences() -> None:
    """A simple measure; `-s` prints it for the eye that checks the rest."""
    for guide in every_guide():
        if guide.locale == "ja":
            lengths = sorted(map(len, sentences(guide)))
            mean, longest = sum(lengths) / len(lengths), lengths[-1]
            over_fifty = sum(length > 50 for length in lengths) / len(lengths)
            print(
                f"{guide.slug:18} {len(lengths):3} sentences, mean {mean:4.1f}, longest {longest:3}, over 50: {over_fifty:4.0%}"
            )
            assert longest <= 95, max(sentences(guide), key=len)
            assert mean <= 32, guide.slug
            assert over_fifty <= 0.2, guide.slug


def sentences(guide: Guide) -> list[str]:
    """What stands between full stops, paragraphs and items of lists."""
    words = re.sub(r"<[^>]+>", "", re.sub(r"</(p|li|h2|h3)>", "。", guide.html))
    return [sentence.strip() for sentence in words.split("。") if sentence.strip()]


def test_nothing_but_plain_structure_survives() -> None:
    hostile = '<script>x()</script>\n\n[a](javascript:x) <img src=x onerror=y> <b style="x">b</b>\n\n[b](https://example.org "t")'
    html = library.to_html(hostile, reach)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert '<a href="https://example.org">b</a>' in html


def test_numbers_come_from_the_lines() -> None:
    assert '<a href="tel:119">119</a>' in library.to_html("[[jp-119]]へ", reach)
    assert "<a" not in library.to_html("[[jp-8000]]へ", reach)


@pytest.mark.parametrize(
    "broken",
    [
        HEAD.replace("last_checked = 2026-11-22", ""),
        HEAD.replace("last_checked = 2026-11-22", 'last_checked = "soon"'),
        HEAD.replace('sources = [{ title = "x", url = "https://example.org/" }]', "sources = []"),
        HEAD.replace("https://", "javascript:"),
        HEAD.replace(', url = "https://example.org/"', ""),
        HEAD + 'kind = "poem"\n',
        HEAD + 'kind = "sheet"\n',
        HEAD + "colour = 1\n",
    ],
)
def test_a_guide_without_source_or_date_stops_the_start(broken: str, tmp_path: Path) -> None:
    _write(tmp_path, broken)
    with pytest.raises(WrongGuide):
        library.read(reach, tmp_path)


def test_a_guide_that_names_an_unknown_line_stops_the_start(tmp_path: Path) -> None:
    _write(tmp_path, HEAD, "[[jp-nowhere]]")
    with pytest.raises(WrongGuide):
        library.read(reach, tmp_path)


def test_a_guide_in_one_language_only_stops_the_start(tmp_path: Path) -> None:
    _write(tmp_path, HEAD)
    assert library.read(reach, tmp_path)["en"]["a"].last_checked == date(2026, 11, 22)
    (tmp_path / "en" / "a.md").unlink()
    with pytest.raises(WrongGuide, match="not in every language"):
        library.read(reach, tmp_path)


def test_what_nobody_verified_is_named_so(visitor: FlaskClient) -> None:
    html = text(visitor, "/guides/numbers")
    for number in ("67,782", "50,100", "25,864", "57,664"):
        assert re.search(rf"{number}<span class=\"figures__mark figures__mark--open\">未確認", html), number
    assert re.search(r"353,970</td>", html)
    assert "まだ確かめた数がありません" in html
    assert html.count("未確認</span>") == sum(
        figure.provenance is Provenance.UNVERIFIED
        for year in figures.read()
        for figure in (year.elementary, year.junior, year.together, year.high)
        if figure
    )


def test_a_year_whose_parts_do_not_add_up_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "absence.csv"
    path.write_text(figures.DATA.read_text("utf-8").replace("353970", "346682"), "utf-8")
    with pytest.raises(WrongGuide, match="2024"):
        figures.read(path)


def test_the_slot_of_the_coming_survey_is_empty() -> None:
    newest = figures.read()[-1]
    assert (newest.year, newest.together, newest.rate) == (2025, None, None)


def test_the_sheet_has_twelve_questions_and_sends_nothing(visitor: FlaskClient) -> None:
    html = text(visitor, "/guides/ask-sheet")
    sheet = html[html.index('class="ask"') : html.index("guide__sources")]
    assert sheet.count('type="checkbox"') == 12
    assert "<form" not in sheet
    assert "name=" not in sheet


def test_school_side_factors_are_never_called_causes() -> None:
    for guide in every_guide():
        if guide.slug == "numbers":
            assert not re.search(r"30\.1|25\.0|24\.3|無気力", guide.html)


def _write(folder: Path, head: str, body: str = "text") -> None:
    for locale in library.LOCALES:
        (folder / locale).mkdir(exist_ok=True)
        (folder / locale / "a.md").write_text(f"+++\n{head}+++\n{body}\n", "utf-8")
