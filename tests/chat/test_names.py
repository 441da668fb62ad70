"""Speaking in a room under one of several names, over the socket."""

from app.accounts import current, wardrobe
from tests.chat.conftest import Place
from tests.support.cast import Person, at_work, looking


def another_name(place: Place, person: Person, name: str) -> str:
    """One more mask; the answer is its identifier."""
    with at_work(place.app, person) as actor:
        return wardrobe.make(current.keys(), actor, name).id


def test_a_line_names_its_mask_and_the_next_one_stays_under_it(place: Place) -> None:
    person = place.member()
    other = another_name(place, person, f"舟の{place.room}")
    yuki, mori = place.listener(person), place.listener()
    assert yuki.say("べつの名で話します", mask=other)["mask"] == {"id": other, "name": f"舟の{place.room}"}
    assert mori.hears(lambda event, said: event == "message_said" and said["mask"] == f"舟の{place.room}")
    assert yuki.say("まだここにいます")["mask"]["id"] == other


def test_a_mask_of_somebody_else_and_one_that_never_was_get_the_same_answer(place: Place) -> None:
    yuki, other = place.listener(), place.member()
    answers = [yuki.say("だれかの名で", mask=mask) for mask in (other.mask_id, "no-such-mask", "gone")]
    assert not any(answer["ok"] for answer in answers)
    assert len({(answer["error"], answer["message"]) for answer in answers}) == 1


def test_a_new_name_for_this_room_comes_with_the_first_line_and_stays(place: Place) -> None:
    person = place.member()
    yuki, name = place.listener(person), f"朝の{place.room}"
    asked = yuki.say("電話は090-1234-5678です", mask="fresh", fresh_name=name)
    assert asked["error"] == "asked"
    assert name in asked["html"], "the choice goes with the question"
    with looking(place.app, person) as actor:
        assert name not in actor.masks.values()
    first = yuki.say("この部屋だけの名前で", mask="fresh", fresh_name=name)
    again = yuki.say("つづけて書いた行も同じ人です", mask="fresh", fresh_name=name)
    assert first["mask"] == again["mask"]
    assert first["mask"]["name"] == name


def test_who_is_awake_shows_the_name_one_came_in_with_until_one_leaves(place: Place) -> None:
    person, mori = place.member(), place.listener()
    other = another_name(place, person, f"港の{place.room}")
    yuki = place.connect(person)
    assert yuki.ask("enter", room=place.room, mask=other)["ok"]
    own = f"港の{place.room}"
    assert mori.hears(lambda event, said: event == "presence_changed" and own in said["masks"])
    yuki.say("ちがう名で話しても", mask=person.mask_id)
    mori.hears_words("ちがう名で話しても")
    assert not any(event == "presence_changed" and person.mask_name in said["masks"] for event, said in mori.heard)
    assert not yuki.ask("enter", room=place.room, mask="no-such-mask")["ok"]


def test_nothing_that_goes_over_the_wire_names_two_masks_together(place: Place) -> None:
    person = place.member()
    other = another_name(place, person, f"丘の{place.room}")
    yuki, mori = place.listener(person), place.listener()
    yuki.say("ひとつめの名で", mask=person.mask_id)
    yuki.say("ふたつめの名で", mask=other)
    mori.hears_words("ふたつめの名で")
    heard = [repr(said) for event, said in mori.heard if event != "presence_changed"]
    assert not [said for said in heard if person.mask_name in said and f"丘の{place.room}" in said]
    assert not [said for said in heard if person.member_id in said]
