"""What is done in a room over the socket: changing, taking back, muting, and a moderator who keeps it."""

import time
from collections.abc import Callable

from flask import Flask

from app.chat.lights import LASTS_SECONDS
from app.chat.presence import Rooms
from app.permissions import Role
from tests.chat.conftest import Place, a_room
from tests.support.cast import a_member, an_app
from tests.support.site import Site
from tests.support.talkers import PATIENCE, Talker


def test_own_words_are_changed_and_taken_back_live_and_nobody_elses(place: Place) -> None:
    yuki, mori = place.listener(), place.listener()
    said = yuki.say("まちがえたことば")
    assert mori.hears_words("まちがえたことば")
    assert not mori.ask("revise", room=place.room, id=said["id"], body="よその人から")["ok"]
    assert yuki.ask("revise", room=place.room, id=said["id"], body="なおしたことば")["state"] == "visible"
    assert mori.hears(lambda event, told: event == "message_changed" and told["body"] == "なおしたことば")
    assert not mori.ask("withdraw", room=place.room, id=said["id"])["ok"]
    assert yuki.ask("withdraw", room=place.room, id=said["id"])["ok"]
    assert mori.hears(lambda event, told: event == "message_removed" and told["id"] == said["id"])


def test_a_quote_and_a_warning_travel_with_a_line(place: Place) -> None:
    yuki, mori = place.listener(), place.listener()
    first = yuki.say("となりの猫の話です")
    mori.say("その猫、見ました", quotes=first["id"], warning="けがの話")
    assert yuki.hears_words("その猫、見ました")
    told = next(said for event, said in yuki.heard if event == "message_said" and said["warning"])
    assert "となりの猫の話です" in told["html"]
    assert "けがの話" in told["html"]


def test_a_muted_name_is_known_to_the_browser_of_whoever_muted_it_alone(place: Place) -> None:
    person, loud, mori = place.member(), place.member(), place.listener()
    yuki, said = place.listener(person), place.listener(loud).say("うるさいことば")
    assert yuki.ask("mute", room=place.room, id=said["id"])["muted"] == [loud.mask_name]
    assert yuki.enter()["muted"] == [loud.mask_name]
    assert mori.enter()["muted"] == []
    assert yuki.ask("unmute", room=place.room, id=said["id"])["muted"] == []
    own = yuki.say("わたしのことば")
    assert not yuki.ask("mute", room=place.room, id=own["id"])["ok"], "nobody mutes themselves"


def test_everybody_hears_that_a_room_was_slowed_closed_and_opened(place: Place) -> None:
    yuki, keeper = place.listener(), place.listener(place.member(role=Role.MODERATOR))
    assert yuki.ask("slow", room=place.room, seconds=30)["error"] == "not_allowed"
    assert keeper.ask("slow", room=place.room, seconds=30)["ok"]
    assert yuki.hears(lambda event, told: event == "room_changed" and "30秒" in told["html"])
    assert yuki.say("ひとつめ")["ok"]
    refused = yuki.say("ふたつめ")
    assert refused["error"] == "too_often"
    assert 0 < refused["seconds"] <= 30
    assert keeper.ask("slow", room=place.room, seconds=0)["ok"]
    assert keeper.ask("close", room=place.room)["ok"]
    assert yuki.hears(lambda event, told: event == "room_changed" and not told["open"])
    assert keeper.ask("reopen", room=place.room)["ok"]


def test_a_closed_room_keeps_nobodys_line_but_of_who_keeps_it(place: Place) -> None:
    person = place.member()
    yuki, keeper = place.listener(person), place.listener(place.member(role=Role.MODERATOR))
    said = yuki.say("とじるまえのことば")
    assert keeper.ask("close", room=place.room)["ok"]
    assert yuki.hears(lambda event, told: event == "room_changed" and not told["open"])
    assert yuki.hears(lambda event, told: event == "evicted" and told == {"room": place.room, "closed": True})
    assert yuki.is_cut_off()
    assert keeper.ask("hide", room=place.room, id=said["id"])["ok"]
    again = place.connect(person)
    answer = again.enter(after=0)
    assert (answer["open"], answer["removed"], answer["awake"]) == (False, [said["id"]], 1), "a removal reaches them"
    assert answer["words"]
    assert again.is_cut_off(), "looking is no way to stay"
    assert not keeper.is_cut_off(within=2)
    assert keeper.ask("reopen", room=place.room)["ok"]
    assert place.listener(person).say("ひらいた部屋で")["ok"]


def test_whoever_is_sent_out_hears_it_vanishes_from_who_is_awake_and_cannot_return(place: Place) -> None:
    loud_person, mori = place.member(), place.listener()
    loud, keeper = place.listener(loud_person), place.listener(place.member(role=Role.MODERATOR))
    said = loud.say("らんぼうなことば")
    assert mori.hears_words("らんぼうなことば")
    mori.heard.clear()
    assert keeper.ask("evict", room=place.room, id=said["id"])["ok"]
    assert loud.hears_event("evicted")
    assert not any(event == "evicted" for event, _told in mori.heard)
    assert loud.enter()["error"] == "outside"
    assert loud.say("まだいる")["error"] == "outside"
    is_gone = lambda event, told: event == "presence_changed" and loud_person.mask_name not in told["masks"]
    assert mori.hears(is_gone)


def test_who_is_awake_is_one_list_on_two_servers_and_ends_with_a_lost_one(
    migrated_database_url: str, redis_url: str, live_server: Callable[..., Site]
) -> None:
    app = an_app(migrated_database_url)
    a_room(app, "yoru")
    shared = {"TOMOSHIBI_DATABASE_URL": migrated_database_url, "TOMOSHIBI_REDIS_URL": redis_url}
    first, second = a_member(app), a_member(app)
    yuki, mori = Talker(live_server(**shared), first, "yoru"), Talker(live_server(**shared), second, "yoru")
    yuki.enter()
    both, until = {first.mask_name, second.mask_name}, time.monotonic() + PATIENCE
    while set(mori.enter()["masks"]) != both:  # a Redis that stood still for a moment is left alone for some seconds
        assert time.monotonic() < until
        time.sleep(1)
    yuki.go()
    is_alone = lambda event, told: event == "presence_changed" and told["masks"] == [second.mask_name]
    assert mori.hears(is_alone, LASTS_SECONDS + PATIENCE)
    mori.go()


def test_while_redis_is_away_everybody_of_this_process_is_still_there(
    migrated_database_url: str,
) -> None:
    app: Flask = an_app(migrated_database_url, redis_url="redis://127.0.0.1:9")
    rooms: Rooms = app.extensions["tomoshibi_presence"]
    assert rooms.enter("room", "a", "しずかな灯").masks == ["しずかな灯"]
    assert rooms.enter("room", "b", "港の灯").masks == ["しずかな灯", "港の灯"]
    assert rooms.leave("room", "a").masks == ["港の灯"]
