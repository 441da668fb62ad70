"""The console as it is used: who gets in, what is shown, and that nothing typed is lost."""

import re
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from flask.testing import FlaskClient

from app.permissions import Role
from app.review.models import Outcome
from tests.chat.conftest import Place, hall, place  # noqa: F401 - fixtures that this module asks for
from tests.review.conftest import House
from tests.support.cast import state_of, token

VISIBLE_TO_EVERYBODY_IN_THE_ROOM = "うちでは朝の光を浴びるようにしてみました"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COUNSELLOR, Role.WATCHER, Role.MODERATOR, Role.LEAD, None])
def test_who_may_open_and_do_what(house: House, role: Role | None) -> None:
    yuki = house.member()
    text = house.held(yuki)
    person = house.member(role=role) if role else None
    client: FlaskClient = person.client if person else house.app.test_client()
    form_token = token(client)

    def got(path: str) -> int:
        return client.get(path).status_code

    def posted(path: str, **fields: str) -> int:
        return client.post(path, data={"csrf_token": form_token, **fields}).status_code

    answers = (
        got("/review"),
        got(f"/review/{text}"),
        posted(f"/review/{text}/lease"),
        posted(f"/review/{text}/lease/remove"),
        posted(f"/review/{text}/rulings", outcome="publish", reason="other", mark=f".1.{len_of(house, text)}"),
    )
    if role in {Role.MODERATOR, Role.LEAD}:
        assert answers == (200, 200, 303, 303, 303)
    elif role is Role.WATCHER:
        assert answers == (200, *(404,) * 4), "a held text was never shown to anybody, so it is no watcher's"
    elif role:
        assert answers == (404,) * 5
    else:
        assert answers == (303, 303, 401, 401, 401), "a visitor may be a moderator who has not signed in yet"
    assert (state_of(house.app, text) == "visible") == (role in {Role.MODERATOR, Role.LEAD})


def len_of(house: House, text: str) -> int:
    """How many concerns are open, as whoever looks would see."""
    return int(house.mark(house.moderator(), text).rsplit(".", 1)[1])


def test_a_text_that_nobody_worries_about_is_not_a_moderators_to_open(house: House) -> None:
    text = house.said(house.member())
    assert house.moderator().client.get(f"/review/{text}").status_code == 404


def test_a_page_of_the_console_never_names_an_account_another_mask_or_a_reporter(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    other_id = house.another_name(yuki, "べつの名前のひと")
    text = house.held(yuki)
    house.report(kiku, text, "other", "気になりました")
    house.rule(mori, house.held(yuki, "電話 080-1111-2222 です"), Outcome.WARN)
    house.claim(mori, text)
    pages = mori.client.get("/review").get_data(as_text=True) + mori.client.get(f"/review/{text}").get_data(
        as_text=True
    )
    assert yuki.mask_name in pages
    assert "気になりました" in pages
    assert "注意を伝えた" in pages
    for hidden in (yuki.member_id, kiku.member_id, kiku.mask_id, kiku.mask_name, other_id, "べつの名前のひと"):
        assert hidden not in pages


def test_a_text_is_decided_with_forms_alone(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    assert "決める</h2>" not in mori.client.get(f"/review/{text}").get_data(as_text=True)
    assert mori.post(f"/review/{text}/lease").headers["Location"] == f"/review/{text}"
    page = mori.client.get(f"/review/{text}").get_data(as_text=True)
    assert [key for key in "1234" if f'data-key="{key}"' in page] == list("1234")
    mark = re.search(r'name="mark" value="([^"]+)"', page)
    assert mark
    answer = mori.post(f"/review/{text}/rulings", outcome="remove", reason="identifies", mark=mark[1])
    assert (answer.status_code, answer.headers["Location"]) == (303, "/review")
    assert state_of(house.app, text) == "removed"
    assert "「出さない」にしました" in mori.client.get("/review").get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outcome": "", "reason": "hurts"}, "どうするかを選んでください"),
        ({"outcome": "explode", "reason": "hurts"}, "どうするかを選んでください"),
        ({"outcome": "remove", "reason": ""}, "決まりをひとつ選んでください"),
        ({"outcome": "remove", "reason": "other", "words": ""}, "理由を本人へのことばに書いてください"),
        ({"outcome": "remove", "reason": "hurts", "words": "あ" * 1001}, "少し長いようです"),
    ],
)
def test_an_unfinished_decision_comes_back_with_everything_typed(
    sqlite_house: House, fields: dict[str, str], sentence: str
) -> None:
    yuki, mori = sqlite_house.member(), sqlite_house.moderator()
    text = sqlite_house.held(yuki)
    sqlite_house.claim(mori, text)
    mark = sqlite_house.mark(mori, text)
    answer = mori.post(f"/review/{text}/rulings", **{"note": "書きかけの控え", "mark": mark} | fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert "書きかけの控え" in page
    assert fields.get("words", "") in page
    assert state_of(sqlite_house.app, text) == "held"


def test_a_late_decision_keeps_the_words_that_were_typed(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = house.held(yuki)
    mark = house.mark(kawa, text)
    house.rule(mori, text, Outcome.WARN)
    answer = kawa.post(f"/review/{text}/rulings", outcome="publish", reason="other", words="長い手紙", mark=mark)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "もう「出さずに、注意を伝える」として終わっています" in page
    assert "長い手紙" in page


def test_whoever_comes_second_hears_who_is_looking(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = house.held(yuki)
    house.claim(mori, text)
    answer = kawa.post(f"/review/{text}/lease")
    assert answer.status_code == 409
    assert f"いま{mori.mask_name}さんが見ています" in answer.get_data(as_text=True)
    assert "決める</h2>" not in kawa.client.get(f"/review/{text}").get_data(as_text=True)


def test_looking_changes_nothing(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    before = house.mark(mori, text)
    for path in ("/review", f"/review/{text}", f"/review/{text}/lease", f"/review/{text}/rulings"):
        mori.client.get(path)
    assert house.mark(mori, text) == before
    assert "引き受けて決める" in mori.client.get(f"/review/{text}").get_data(as_text=True)


def test_a_removal_in_the_console_reaches_a_window_that_is_open_in_the_room(place: Place) -> None:  # noqa: F811 - the fixture
    yuki, kiku, mori = place.listener(), place.listener(), place.member(role=Role.MODERATOR)
    said = yuki.say(VISIBLE_TO_EVERYBODY_IN_THE_ROOM)
    house = House(place.app)
    house.report(place.member(), said["id"], "hurtful")
    csrf = token(mori.client)
    words = f"csrf_token={csrf}&outcome=remove&reason=expertise&mark={house.mark(mori, said['id'])}"
    asked = Request(f"{place.site.url}/review/{said['id']}/rulings", words.encode(), {"Cookie": mori.cookie})
    with build_opener(_Stay()).open(asked) as answer:
        assert answer.status == 303
    assert kiku.hears(lambda event, payload: event == "message_removed" and payload["id"] == said["id"])


class _Stay(HTTPRedirectHandler):
    """Take a redirect as the answer."""

    def http_error_303(self, _request, answer, _code, _message, _headers):  # type: ignore[no-untyped-def]  # as urllib
        return answer
