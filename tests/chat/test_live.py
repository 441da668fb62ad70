"""Talking live, over real sockets, on SQLite and PostgreSQL, with a Socket.IO client that is not ours."""

import re
import threading
import time
from contextlib import closing

import pytest
import socketio
import websocket

from app import db
from app.contributions import services
from app.contributions.queries import contribution_for
from app.permissions import Role
from app.realtime import MOST_OF_ONE_BROWSER, NAMED_WITHIN
from tests.chat.conftest import Place, a_room
from tests.support.cast import at_work, state_of
from tests.support.promises import kept
from tests.support.talkers import PATIENCE, Talker

SCAM = "不登校専門カウンセラーです。3週間で必ず学校に戻れます。今日中にLINEで無料相談、費用は48万円です"


def test_what_one_says_the_others_hear_and_the_author_gets_a_receipt(place: Place) -> None:
    yuki, mori = place.listener(), place.listener()
    answer = yuki.say("こんばんは、起きている方いますか")
    assert (answer["ok"], answer["state"], answer["receipt"], answer["care"]) == (True, "visible", "届きました", None)
    assert mori.hears_words("こんばんは、起きている方いますか")


def test_a_message_is_on_disk_before_it_is_acknowledged(place: Place) -> None:
    yuki = place.listener()
    answer = yuki.say("ここにいます")
    assert state_of(place.app, answer["id"]) == "visible"


def test_the_same_mark_again_is_the_same_message(place: Place) -> None:
    yuki, mori = place.listener(), place.listener()
    first = yuki.say("一度だけ", nonce="mark-1")
    again = yuki.say("一度だけ", nonce="mark-1")
    assert first["id"] == again["id"]
    assert yuki.say("おわり")["ok"]
    assert mori.hears_words("おわり")
    assert mori.bodies().count("一度だけ") == 1


def test_two_members_may_use_the_same_mark(place: Place) -> None:
    yuki, mori = place.listener(), place.listener()
    assert yuki.say("ゆき", nonce="1")["id"] != mori.say("もり", nonce="1")["id"]


def test_a_mark_used_elsewhere_never_swallows_what_is_said_here(place: Place) -> None:
    yuki = place.listener()
    assert yuki.say("この部屋のことば", nonce="mark")["ok"]
    elsewhere = f"{place.room}-other"
    a_room(place.app, elsewhere)
    refused = yuki.say("となりの部屋のことば", nonce="mark", room=elsewhere)
    assert (refused["ok"], refused["error"]) == (False, "invalid")
    assert yuki.say("となりの部屋のことば", room=elsewhere)["ok"]


def test_somebody_outside_the_room_hears_nothing(place: Place) -> None:
    yuki, outside = place.listener(), place.connect(place.member())
    inside = place.listener()
    yuki.say("中の人だけに")
    assert inside.hears_words("中の人だけに"), "somebody has to be there to hear"
    assert outside.bodies() == []


def test_a_member_who_left_the_room_hears_nothing_more(place: Place) -> None:
    yuki, mori = place.listener(), place.listener()
    witness = place.listener()
    mori.ask("leave", room=place.room)
    yuki.say("もういない人へ")
    assert witness.hears_words("もういない人へ")
    assert mori.bodies() == []


def test_after_an_absence_everything_is_there_once_and_in_order(place: Place) -> None:
    yuki, person = place.listener(), place.member()
    away = place.listener(person)
    last = away.enter()["last"]
    away.go()
    said = [f"留守のあいだ {number}" for number in range(5)]
    for words in said:
        yuki.say(words)
    answer = place.connect(person).enter(after=last)
    assert [message["body"] for message in answer["messages"]] == said
    assert answer["complete"]


def test_numbers_grow_in_the_order_of_saying(place: Place) -> None:
    yuki = place.listener()
    numbers = [yuki.say(f"ことば {number}")["seq"] for number in range(6)]
    assert numbers == [1, 2, 3, 4, 5, 6]
    answer = yuki.enter(after=numbers[2])
    assert [message["seq"] for message in answer["messages"]] == numbers[3:]


def test_a_removal_reaches_those_in_the_room_and_those_who_were_away(place: Place) -> None:
    yuki_person, mori_person = place.member(), place.member()
    yuki, mori = place.listener(yuki_person), place.listener(mori_person)
    said = yuki.say("やっぱり消したいことば")
    assert mori.hears_words("やっぱり消したいことば")
    last = mori.enter()["last"]
    mori.go()
    witness = place.listener()
    with at_work(place.app, yuki_person) as actor:
        services.withdraw(actor, contribution_for(actor, said["id"]))
    returned = place.connect(mori_person).enter(after=last)
    assert returned["removed"] == [said["id"]]
    assert returned["messages"] == []
    assert "やっぱり消したいことば" not in str(witness.enter())


def test_a_held_message_is_seen_by_its_author_alone(place: Place) -> None:
    person = place.member()
    seller, mori = place.listener(person), place.listener()
    answer = seller.say(SCAM)
    assert (answer["state"], answer["receipt"], answer["seq"]) == ("held", "確認待ち", None)
    assert seller.say("ふつうのことば")["ok"]
    assert mori.hears_words("ふつうのことば")
    assert mori.bodies() == ["ふつうのことば"]
    assert all(message["body"] != SCAM for message in mori.enter()["messages"])
    assert SCAM in person.client.get(f"/rooms/{place.room}").get_data(as_text=True)


def test_a_released_message_takes_its_place_at_the_end_and_everyone_hears_it(place: Place) -> None:
    seller = place.listener()
    held = seller.say(SCAM)
    later = seller.say("そのあと")
    with at_work(place.app):
        services.publish(db.session().get_one(services.Contribution, held["id"]))
    answer = place.listener().enter(after=later["seq"])
    assert [message["body"] for message in answer["messages"]] == [SCAM]


def test_a_phone_number_is_asked_about_first_and_can_go_out_masked(place: Place) -> None:
    yuki, mori = place.listener(), place.listener()
    asked = yuki.say("090-1234-5678 に電話ください", nonce="n1")
    assert (asked["ok"], asked["error"]) == (False, "asked")
    assert "090-1234-5678" not in asked["masked"]
    sent = yuki.say("090-1234-5678 に電話ください", nonce="n1", choice="masked")
    assert sent["state"] == "visible"
    assert mori.hears_words(asked["masked"])
    assert not any("5678" in body for body in mori.bodies())


def test_insisting_on_a_phone_number_waits_for_a_person(place: Place) -> None:
    yuki = place.listener()
    assert yuki.say("090-1234-5678 に電話ください", nonce="n1")["error"] == "asked"
    assert yuki.say("090-1234-5678 に電話ください", nonce="n1", choice="as_is")["state"] == "held"


def test_a_crisis_is_published_and_its_author_alone_gets_a_card(place: Place) -> None:
    yuki, mori = place.listener(), place.listener()
    answer = yuki.say("もう消えてしまいたい")
    assert answer["state"] == "visible"
    assert answer["care"]["topic"] == "self"
    assert 1 <= answer["care"]["html"].count("line-card--compact") <= 3
    assert mori.hears_words("もう消えてしまいたい")
    assert all("care" not in payload for _event, payload in mori.heard)


def test_a_visitor_gets_no_socket(place: Place) -> None:
    with pytest.raises(socketio.exceptions.ConnectionError):
        place.connect(None)


def test_one_browser_cannot_use_up_the_threads_of_everybody(place: Place) -> None:
    person = place.member()
    windows = [place.connect(person) for _ in range(MOST_OF_ONE_BROWSER)]
    with pytest.raises(socketio.exceptions.ConnectionError):
        place.connect(person)
    windows[0].go()
    assert windows[0].is_cut_off()
    assert place.listener().say("ほかの人は入れます")["ok"]


def test_a_foreign_page_gets_no_socket(place: Place) -> None:
    with pytest.raises(socketio.exceptions.ConnectionError):
        place.connect(place.member(), Origin="https://evil.example")


def test_logging_out_ends_the_socket_within_two_seconds(place: Place) -> None:
    def lasts() -> float:
        person = place.member()
        yuki = place.listener(person)
        person.post("/logout")  # in another process, on the same database
        return yuki.lasts()

    assert kept(2.0, lasts)


def test_every_bad_payload_gets_a_kind_answer_and_the_connection_stays(place: Place) -> None:
    yuki = place.listener()
    bad = [
        {"room": place.room},
        {"room": "nowhere", "body": "a", "nonce": "1"},
        {"room": place.room, "nonce": "2", "body": "あ" * 2001},
    ]
    bad += [{"room": {"$ne": 1}, "body": ["x"], "nonce": 3}, {"room": place.room, "nonce": "4" * 65, "body": "長い印"}]
    for payload in bad:
        answer = yuki.ask("say", **payload)
        assert answer["ok"] is False
        assert re.search("[ぁ-ん]", answer["message"]), "in words of the page, whatever library noticed it"
    assert yuki.say("まだつながっています")["ok"]


def test_whoever_is_too_quick_is_told_so_in_words(place: Place) -> None:
    yuki = place.listener()
    answers = [yuki.say("いそいで 1")]
    while answers[-1]["ok"] and len(answers) < 100:  # twenty-one in ten seconds; this machine may rest among them
        answers.append(yuki.say(f"いそいで {len(answers) + 1}"))
    assert len(answers) > 20
    assert answers[-1]["error"] == "too_often"
    assert "間をおいて" in answers[-1]["message"] or "ひと息" in answers[-1]["message"]


@pytest.mark.parametrize("mark", ["", "   ", ["a"], {"a": 1}, None, b"a"])
def test_a_line_without_a_mark_that_can_be_told_again_is_not_taken(place: Place, mark: object) -> None:
    yuki = place.listener()
    assert yuki.say("二度送っても一度だけ", nonce=mark)["error"] == "invalid"
    assert yuki.enter()["messages"] == []


@pytest.mark.parametrize("slug", ["\ud800", "\0", "あ" * 2000, "", None, 7, ["a"]])
def test_a_room_of_no_possible_name_is_simply_not_there(place: Place, slug: object) -> None:
    yuki = place.listener()
    for event in ("enter", "leave", "say", "typing"):
        assert yuki.ask(event, room=slug, nonce="1", body="どこへ")["error"] in {"not_found", "invalid"}


def test_a_connection_that_never_says_who_it_is_does_not_keep_a_thread(place: Place) -> None:
    address = place.site.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    cookie = place.member().cookie
    silent, elsewhere = (websocket.create_connection(address, origin=place.site.url, cookie=cookie) for _ in range(2))
    yuki = place.listener()
    elsewhere.send("40")
    for stranger in (silent, elsewhere):
        stranger.settimeout(NAMED_WITHIN + PATIENCE)
        with closing(stranger):
            assert is_ended(stranger)
    assert yuki.say("ここにいる人はそのままです")["ok"]


def is_ended(stranger: websocket.WebSocket) -> bool:
    """Does the server end it, rather than leave us waiting?"""
    try:
        while stranger.recv() not in {"", "1"}:
            pass
    except websocket.WebSocketTimeoutException:
        return False
    except (websocket.WebSocketConnectionClosedException, ConnectionError):
        pass
    return True


def test_who_is_awake_is_a_number_and_the_masks_present(place: Place) -> None:
    first, second = place.member(), place.member()
    yuki = place.listener(first)
    mori = place.listener(second)
    assert yuki.hears(lambda event, said: event == "presence_changed" and said["awake"] == 2)
    mori.go()
    assert yuki.hears(lambda event, said: event == "presence_changed" and said["masks"] == [first.mask_name])


def test_somebody_writes_but_nobody_learns_who(place: Place) -> None:
    yuki, mori = place.listener(), place.listener()
    yuki.ask("typing", room=place.room)
    assert mori.hears(lambda event, said: event == "presence_changed" and said["typing"])
    assert yuki.say("ここまで")["ok"]
    assert yuki.hears_words("ここまで")
    assert not any(said.get("typing") for _event, said in yuki.heard), "one is not told of oneself"


def test_many_voices_at_once_make_one_order_for_everyone(place: Place) -> None:
    talkers = [place.listener() for _ in range(4)]

    def talk(talker: Talker, name: int) -> None:
        for number in range(10):
            assert talker.say(f"{name}番 {number}")["ok"]

    threads = [threading.Thread(target=talk, args=(talker, name)) for name, talker in enumerate(talkers)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    for talker in talkers:
        until = time.monotonic() + PATIENCE
        while len(talker.bodies()) < 40 and time.monotonic() < until:
            time.sleep(0.05)
    orders = {tuple(message["body"] for message in talker.enter()["messages"]) for talker in talkers}
    assert len(orders) == 1
    assert len(set(next(iter(orders)))) == 40


def test_a_moderator_speaks_like_everybody_else(place: Place) -> None:
    mori = place.listener(place.member(role=Role.MODERATOR))
    assert mori.say("見守りからも、こんばんは")["state"] == "visible"
