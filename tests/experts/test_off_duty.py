"""No duty, no notice: nothing leaves to a counsellor who is not there, by no way, and nobody can be written to directly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.experts.models import Counsellor
from app.notices.models import ON_DUTY, Notice, NoticeKind
from app.notices.services import tell
from app.permissions import Role
from app.retention import EXPIRIES
from tests.experts.cast import a_counsellor, a_question, close, on_duty, open_always, two_rooms
from tests.notices.test_push import go_round
from tests.support.cast import Person, a_member, an_app, at_work, looking
from tests.support.push import Browser, PushService, push_service, subscribe

NOTE = "ここまで書きました。続きをお願いします。"


@dataclass
class Night:
    """A room, three counsellors with devices and open pages, and everything that could reach them."""

    app: Flask
    asker: Person
    counsellors: list[Person]
    devices: list[Browser]
    lines: list[object] = field(default_factory=list)

    seen: list[str] = field(default_factory=list)

    def note_down(self) -> None:
        """Remember what has left to a counsellor by now: some of it is taken back later."""
        go_round(self.app)
        with looking(self.app):
            own = Notice.mask_id.in_([each.mask_id for each in self.counsellors])
            self.seen += [f"notice {notice.kind}" for notice in db.session().scalars(select(Notice).where(own))]
        self.seen += [f"push {call.words}" for device in self.devices for call in device.calls]
        self.seen += [f"live {news}" for line in self.lines for news in line.get_received("/desk")]  # type: ignore[attr-defined]  # Flask-SocketIO's test client


@pytest.fixture
def night(sqlite_url: str) -> Iterator[Night]:
    with push_service() as service:
        app = an_app(sqlite_url, push_services=service.url)
        two_rooms(app)
        open_always(app)
        made = Night(app, a_member(app), [a_counsellor(app) for _each in range(3)], [])
        for person in made.counsellors:
            made.devices.append(_a_device(person, service))
            hours = {"quiet_from": "23", "quiet_until": "7"}  # without "quiet" nothing is ever quiet
            assert person.post("/me/notices", replies="1", follow_ups="1", watch="1", **hours).status_code == 303
        yield made


def _a_device(person: Person, service: PushService) -> Browser:
    browser = service.browser(person.mask_id)
    assert subscribe(person, browser).status_code == 303
    return browser


def _open_page(night: Night, person: Person, question_id: str) -> None:
    line = night.app.extensions["socketio"].test_client(night.app, namespace="/desk", flask_test_client=person.client)
    assert line.emit("watch", {"question": question_id}, namespace="/desk", callback=True)["ok"]
    night.lines.append(line)


def everything_happens(night: Night) -> None:
    """A question is asked, taken, read over, passed on, answered, asked on and thanked for."""
    first, second, _third = night.counsellors
    asked = a_question(night.app, night.asker)
    for person in night.counsellors:
        _open_page(night, person, asked)
    steps = [
        (first, f"/questions/{asked}/take", {}),
        (first, f"/questions/{asked}/draft", {"body": "書きはじめました。", "then": "second-look"}),
        (second, f"/questions/{asked}/second-looks/verdict", {"verdict": "approved"}),
        (first, f"/questions/{asked}/hand-overs", {"note": NOTE}),
        (first, f"/questions/{asked}/take", {}),
        (first, f"/questions/{asked}/answer", {"body": "ゆっくりどうぞ。", "nonce": "a"}),
        (night.asker, f"/questions/{asked}/follow-ups", {"body": "もう少し。", "nonce": "f"}),
    ]
    for person, way, fields in steps:
        assert person.post(way, **fields).status_code == 303, way
        night.note_down()


def test_to_whoever_is_there_all_of_it_comes(night: Night) -> None:
    """Otherwise the tests below would say nothing."""
    on_duty(*night.counsellors)
    everything_happens(night)
    reached = "\n".join(night.seen)
    for each in ("look_asked", "looked", "asked_again", "push", "desk_changed"):
        assert each in reached, each
    assert NOTE not in reached
    assert _named(night).status_code == 303
    night.note_down()
    assert "handed_over" in "\n".join(night.seen)


def _named(night: Night):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    """Passed on to a colleague by name."""
    first, second, _third = night.counsellors
    asked = a_question(night.app, a_member(night.app), title="つぎの質問")
    first.post(f"/questions/{asked}/take")
    return first.post(f"/questions/{asked}/hand-overs", note=NOTE, to=second.mask_id)


def _nobody_said_so(_night: Night) -> None:
    pass


def _went_off(night: Night) -> None:
    on_duty(*night.counsellors)
    for person in night.counsellors:
        person.post("/experts/school/duty/remove")


def _room_closed(night: Night) -> None:
    on_duty(*night.counsellors)
    close(night.app)


def _other_room(night: Night) -> None:
    open_always(night.app, "nurse")


@pytest.mark.parametrize("how", [_nobody_said_so, _went_off, _room_closed, _other_room])
def test_off_duty_and_after_hours_nothing_leaves(night: Night, how: Callable[[Night], None]) -> None:
    how(night)
    everything_happens(night)
    assert _named(night).status_code == 422, "there is nobody to choose"
    night.note_down()
    assert night.seen == []


def test_after_the_end_of_the_opening_nothing_of_the_day_rings_or_is_listed(night: Night) -> None:
    on_duty(*night.counsellors)
    everything_happens(night)
    rang = [len(device.calls) for device in night.devices]
    with looking(night.app):
        until = db.session().scalars(select(Counsellor.on_duty_until)).first()
        assert until is not None
    with clock.standing_at(until + timedelta(hours=2)):
        for line in EXPIRIES:
            if line.what == "duties of counsellors":
                line.forget_all(night.app)
        with looking(night.app):
            assert set(db.session().scalars(select(Counsellor.on_duty_until))) == {None}
        go_round(night.app)
        for person in night.counsellors:
            assert "続きが届きました" not in person.client.get("/notices").get_data(as_text=True)
    assert [len(device.calls) for device in night.devices] == rang


def test_what_is_told_to_a_name_with_a_profession_rings_only_at_work_whatever_it_is(night: Night) -> None:
    first, device = night.counsellors[0], night.devices[0]
    with at_work(night.app):
        tell(first.mask_id, NoticeKind.RELEASED, None)
    go_round(night.app)
    assert device.calls == []
    assert "出ました" in first.client.get("/notices").get_data(as_text=True), "it is there when they come"
    on_duty(first)
    with at_work(night.app):
        tell(first.mask_id, NoticeKind.RELEASED, None)
    go_round(night.app)
    assert len(device.calls) == 1


def test_a_lead_who_shortens_the_hours_ends_duties_with_them(night: Night) -> None:
    on_duty(night.counsellors[0])
    lead = a_member(night.app, role=Role.LEAD)
    assert lead.post("/experts/school/furnishing", week="", other="").status_code == 303
    with looking(night.app):
        assert db.session().scalars(select(Counsellor.on_duty_until)).all() == [None]
    assert "部屋の時間ではありません" in night.counsellors[0].client.get("/experts/school").get_data(as_text=True)
    night.counsellors[0].post("/experts/school/duty")
    with looking(night.app):
        assert db.session().scalars(select(Counsellor.on_duty_until)).all() == [None], "nobody is on duty after hours"


def test_no_form_and_no_address_writes_to_a_counsellor(night: Night) -> None:
    """A question goes to a room; whom it reaches is not the asker's to choose, and no way names a mask."""
    first = night.counsellors[0]
    asker = night.asker
    for path in ("/experts", "/experts/school", "/experts/school/ask"):
        assert first.mask_id not in asker.client.get(path).get_data(as_text=True), path
    sent = asker.post(
        "/experts/school/ask",
        title="あなたへ",
        body="この人にだけ。",
        audience="counsellors",
        seen="1",
        to=first.mask_id,
    )
    question_id = str(sent.location).rpartition("/")[2]
    assert "あなたへ" in night.counsellors[1].client.get(f"/questions/{question_id}").get_data(as_text=True)
    for way in ("hand-overs", "take", "second-looks"):
        assert asker.post(f"/questions/{question_id}/{way}", note="x", to=first.mask_id).status_code == 404
    night.note_down()
    assert night.seen == []


def test_the_kinds_that_only_reach_whoever_is_there_are_all_of_the_desk() -> None:
    assert {kind.value for kind in ON_DUTY} == {"handed_over", "look_asked", "looked", "asked_again"}
