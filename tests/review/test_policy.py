"""The policy of one site: drafted by one, tried on what was written, agreed to by another, live at once, undone in a step."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app import chain, clock, db
from app.chat.models import Message, Room
from app.contributions import amending, policies, trying
from app.contributions.models import Contribution, State
from app.contributions.policy_models import PolicyAct, PolicyVersion
from app.errors import Invalid, NotAllowed, NotFound
from app.ids import new_id
from app.permissions import Role
from app.review import policy_drafts, policy_record, policy_trials
from app.review.policy_models import PolicyChange, PolicyDraft, PolicyTrial, TrialState
from app.review.policy_record import NotYet
from tests.review.conftest import House
from tests.support.cast import Person, an_app, at_work, looking

WORD = {
    "lang": "ja",
    "kind": "scam.off_platform",
    "severity": "strong",
    "pattern": "灯火サロン",
    "note": "",
    "example": "灯火サロンに来てください",
    "counter_example": "灯火を見ていました",
}
SAID = "よかったら灯火サロンをのぞいてみて"


class Desk:
    """Two leads, an operator, and what they do with the policy."""

    def __init__(self, house: House) -> None:
        self.house, self.app = house, house.app
        self.lead, self.other = house.moderator(Role.LEAD), house.moderator(Role.LEAD)

    def draft(self, lead: Person | None = None, because: str = "勧誘が続いたため") -> tuple[str, int]:
        """A draft with one more word; its identifier and version."""
        who = lead or self.lead
        with at_work(self.app, who) as actor:
            found = policy_drafts.begin(actor)
            policy_drafts.add_word(actor, found.id, WORD)
            policy_drafts.give_reason(actor, found.id, because)
            return found.id, found.version

    def said_often(self, number: int) -> None:
        """So many texts with the word in it, a second apart; by nobody who could be told that it floods."""
        writer, moment = self.house.member(), clock.now() - timedelta(hours=1)
        with at_work(self.app):
            room = db.session().scalars(select(Room)).one()
            for each in range(number):
                text = Message(room_id=room.id, mask_id=writer.mask_id, nonce=new_id(), body=SAID, html=SAID)
                text.state, text.written_at, text.seq = State.VISIBLE, moment + timedelta(seconds=each), each + 1
                text.changed_seq = text.seq
                db.session().add(text)

    def try_it(self, draft_id: str, wanted: int = 100) -> str:
        """Tried to the end; its identifier."""
        with at_work(self.app, self.lead) as actor:
            trial = policy_trials.begin(actor, draft_id, wanted).id
        self.work()
        return trial

    def work(self) -> None:
        self.app.extensions["tomoshibi_errands"].go()

    def approve(self, draft_id: str, version: int, who: Person | None = None) -> int:
        with at_work(self.app, who or self.other) as actor:
            return policy_record.approve(actor, draft_id, version).position

    def in_force(self) -> int:
        """One whole change, from the draft to the second person's word."""
        draft_id, version = self.draft()
        self.try_it(draft_id)
        return self.approve(draft_id, version)

    def undo(self, position: int) -> int:
        with at_work(self.app, self.lead) as actor:
            return policy_record.undo(actor, position).position

    def words(self) -> list[str]:
        """What is watched for now, in a process that has just looked."""
        with looking(self.app):
            policies.shelf().look_again()
            return [word["pattern"] for word in amending.in_force().words]


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


@pytest.fixture
def small_desk(sqlite_house: House) -> Iterator[Desk]:
    """For what is the same on every database."""
    return Desk(sqlite_house)  # type: ignore[return-value]  # nothing to put away afterwards


def test_a_change_is_drafted_tried_and_agreed_to_and_then_it_is_in_force(desk: Desk) -> None:
    before = desk.house.said(desk.house.member(), SAID)
    assert desk.words() == []
    position = desk.in_force()
    assert (position, desk.words()) == (1, ["灯火サロン"])
    after = desk.house.said(desk.house.member(), f"{SAID}ね")
    with looking(desk.app):
        states = [db.session().get_one(Contribution, text).state.value for text in (before, after)]
        assert states == ["visible", "held"], "nothing is done to what was written before"
        assert db.session().scalar(select(func.count()).select_from(PolicyDraft)) == 0
        row = db.session().scalars(select(PolicyVersion)).one()
        assert (row.author, row.second, row.because) == (desk.lead.mask_id, desk.other.mask_id, "勧誘が続いたため")


def test_a_trial_shows_exactly_what_would_change_and_changes_nothing(desk: Desk) -> None:
    caught, plain = desk.house.said(desk.house.member(), SAID), desk.house.said(desk.house.member(), "おやすみなさい")
    draft_id, _version = desk.draft()
    trial = desk.try_it(draft_id)
    with looking(desk.app, desk.lead) as actor:
        found = policy_trials.trial_for(actor, trial)
        assert (found.state, found.looked) == (TrialState.DONE, 2)
        shown = policy_trials.changes(actor, found)
        assert [each.contribution.id for each in shown] == [caught]
        assert shown[0].situations[0] == ("usual", "allow", "none", "hold", "none")
        assert {each[0] for each in shown[0].situations} == {"usual", "insisted", "newcomer", "night"}
        assert shown[0].kinds == ["scam.off_platform"]
        assert shown[0].text == SAID
    for text in (caught, plain):
        with looking(desk.app):
            assert db.session().get_one(Contribution, text).state.value == "visible"


def test_a_trial_looks_at_the_last_so_many(small_desk: Desk) -> None:
    small_desk.said_often(45)
    draft_id, _version = small_desk.draft()
    with looking(small_desk.app):
        latest = trying.past_texts((clock.now() + timedelta(hours=1), ""), 30)
        order = select(Contribution.id).order_by(Contribution.written_at.desc(), Contribution.id.desc()).limit(30)
        assert [text.id for text in latest] == list(db.session().scalars(order))
    trial = small_desk.try_it(draft_id)
    with looking(small_desk.app):
        found = db.session().get_one(PolicyTrial, trial)
        assert (found.looked, policy_trials.found_in(found)) == (45, 45)


def test_what_is_withdrawn_private_or_refused_is_not_tried_and_what_is_taken_back_leaves_the_result(desk: Desk) -> None:
    yuki = desk.house.member()
    kept, gone = desk.house.said(yuki, SAID), desk.house.said(yuki, f"きのう友達が来ました。{SAID}")
    draft_id, _version = desk.draft()
    trial = desk.try_it(draft_id)
    with at_work(desk.app, yuki) as actor:
        from app.contributions import services as door

        door.withdraw(actor, db.session().get_one(Contribution, gone))
    with looking(desk.app, desk.lead) as actor:
        shown = policy_trials.changes(actor, policy_trials.trial_for(actor, trial))
        assert [each.contribution.id for each in shown] == [kept]


def test_the_progress_is_real_and_survives_a_restart_in_the_middle(desk: Desk) -> None:
    desk.said_often(45)
    draft_id, _version = desk.draft()
    with at_work(desk.app, desk.lead) as actor:
        trial = policy_trials.begin(actor, draft_id, 100).id
    with desk.app.app_context():
        again = policy_trials.go_on(trial)
    assert again is not None
    with looking(desk.app):
        assert db.session().get_one(PolicyTrial, trial).looked == policy_trials.AT_ONCE
    # Another process comes up after this one has gone, and finds the errand.
    later = an_app(desk.app.extensions["tomoshibi_db"].url.render_as_string(hide_password=False))
    later.extensions["tomoshibi_errands"].go()
    with looking(desk.app):
        found = db.session().get_one(PolicyTrial, trial)
        assert (found.state, found.looked, policy_trials.found_in(found)) == (TrialState.DONE, 45, 45)
    later.extensions["tomoshibi_db"].engine.dispose()


def test_the_same_step_done_twice_counts_once(small_desk: Desk) -> None:
    small_desk.said_often(25)
    draft_id, _version = small_desk.draft()
    with at_work(small_desk.app, small_desk.lead) as actor:
        trial = policy_trials.begin(actor, draft_id, 100).id
    with looking(small_desk.app):
        step = policy_trials._next_step(trial)
        assert step is not None
        found = trying.compared(step.texts, step.given)
    for _by_each_of_two in range(2):
        with at_work(small_desk.app):
            assert policy_trials._keep(step, found) is False
    with looking(small_desk.app):
        assert db.session().get_one(PolicyTrial, trial).looked == 20
        assert db.session().scalar(select(func.count()).select_from(PolicyChange)) == 20
    small_desk.work()
    with looking(small_desk.app):
        assert db.session().get_one(PolicyTrial, trial).looked == 25


def test_a_trial_stops_when_the_draft_or_the_policy_changed_under_it(small_desk: Desk) -> None:
    small_desk.house.said(small_desk.house.member(), SAID)
    draft_id, _version = small_desk.draft()
    with at_work(small_desk.app, small_desk.lead) as actor:
        trial = policy_trials.begin(actor, draft_id, 100).id
    with at_work(small_desk.app, small_desk.lead) as actor:
        policy_drafts.set_threshold(actor, draft_id, "abuse.insult", 0.6)
    small_desk.work()
    with looking(small_desk.app):
        assert db.session().get_one(PolicyTrial, trial).state is TrialState.OVERTAKEN


def test_nobody_approves_what_they_wrote_under_any_mask(desk: Desk) -> None:
    draft_id, version = desk.draft()
    desk.try_it(draft_id)
    with pytest.raises(NotYet, match="書いた本人"):
        desk.approve(draft_id, version, desk.lead)
    # The second lead touches it, too: then a third person has to look.
    with at_work(desk.app, desk.other) as actor:
        policy_drafts.set_threshold(actor, draft_id, "abuse.insult", 0.6)
    desk.try_it(draft_id)
    for who in (desk.lead, desk.other):
        with pytest.raises(NotYet, match="書いた本人"):
            desk.approve(draft_id, version + 1, who)
    operator = desk.house.moderator(Role.OPERATOR)
    assert desk.approve(draft_id, version + 1, operator) == 1


def test_another_mask_of_the_author_is_still_the_author(small_desk: Desk) -> None:
    from app.accounts import current, masks
    from app.accounts.models import Member

    draft_id, version = small_desk.draft()
    small_desk.try_it(draft_id)
    with at_work(small_desk.app, small_desk.lead) as actor:
        member = db.session().get_one(Member, actor.member_id)
        masks.make(current.keys(), member, "べつのなまえ")
    with at_work(small_desk.app, small_desk.lead) as actor:
        assert len(actor.masks) == 2
        with pytest.raises(NotYet, match="書いた本人"):
            policy_record.approve(actor, draft_id, version)


def test_only_what_was_tried_as_it_is_can_be_approved(desk: Desk) -> None:
    draft_id, version = desk.draft()
    with pytest.raises(NotYet, match="まだためしていません"):
        desk.approve(draft_id, version)
    desk.try_it(draft_id)
    with pytest.raises(NotYet, match="下書きが変わりました"):
        desk.approve(draft_id, version - 1)
    with at_work(desk.app, desk.lead) as actor:
        policy_drafts.set_threshold(actor, draft_id, "abuse.insult", 0.6)
    with pytest.raises(NotYet, match="まだためしていません"):
        desk.approve(draft_id, version + 1)


def test_a_draft_without_a_reason_or_without_a_change_comes_into_force_for_nobody(small_desk: Desk) -> None:
    with at_work(small_desk.app, small_desk.lead) as actor:
        draft_id = policy_drafts.begin(actor).id
        policy_drafts.add_word(actor, draft_id, WORD)
    small_desk.try_it(draft_id)
    with pytest.raises(NotYet, match="理由"):
        small_desk.approve(draft_id, 2)
    with at_work(small_desk.app, small_desk.lead) as actor:
        policy_drafts.remove_word(actor, draft_id, amending.mark_of(WORD["kind"], WORD["pattern"]))
        policy_drafts.give_reason(actor, draft_id, "ためし")
    small_desk.try_it(draft_id)
    with pytest.raises(NotYet, match="同じ"):
        small_desk.approve(draft_id, 4)


def test_undoing_brings_the_one_before_back_step_by_step_and_is_recorded(desk: Desk) -> None:
    desk.in_force()
    with at_work(desk.app, desk.lead) as actor:
        draft_id = policy_drafts.begin(actor).id
        policy_drafts.add_word(actor, draft_id, WORD | {"pattern": "月夜サロン", "example": "月夜サロンへ"})
        policy_drafts.give_reason(actor, draft_id, "もうひとつ")
    desk.try_it(draft_id)
    assert desk.approve(draft_id, 3) == 2
    assert desk.words() == ["灯火サロン", "月夜サロン"]
    assert (desk.undo(2), desk.words()) == (3, ["灯火サロン"])
    with pytest.raises(NotYet):
        desk.undo(2)
    assert (desk.undo(3), desk.words()) == (4, [])
    with pytest.raises(NotYet):
        desk.undo(4)
    with looking(desk.app):
        rows = db.session().scalars(select(PolicyVersion).order_by(PolicyVersion.position)).all()
        assert [row.act for row in rows] == [PolicyAct.APPROVED] * 2 + [PolicyAct.UNDONE] * 2
        assert chain.verify(PolicyVersion).length == 4
    assert "policies: 4 versions" in desk.app.test_cli_runner().invoke(args=["audit", "verify"]).output


def test_a_changed_row_of_the_record_is_found_and_the_shipped_policy_stands_in(desk: Desk) -> None:
    desk.in_force()
    with at_work(desk.app):
        db.session().execute(update(PolicyVersion).values(amendments='{"words":[]}'))
    assert desk.app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 1
    later = an_app(desk.app.extensions["tomoshibi_db"].url.render_as_string(hide_password=False))
    told = later.test_client().get("/readyz").get_json()["moderation"]["policy"]
    assert "as shipped" in told
    assert "version 1 cannot be used" in told
    later.extensions["tomoshibi_db"].engine.dispose()


@pytest.mark.parametrize("damage", ["{", "[]", '{"thresholds":{"crisis.*":0.8}}', '{"added":[{"kind":"crisis.dv"}]}'])
def test_a_stored_policy_that_breaks_a_rail_or_cannot_be_read_is_never_followed(small_desk: Desk, damage: str) -> None:
    with at_work(small_desk.app, small_desk.lead) as actor:
        row = PolicyVersion(id="damaged", act=PolicyAct.APPROVED, origin=1, before=0, amendments=damage)
        row.because, row.author, row.second, row.made_at = "", actor.work_mask, "", clock.now()
        chain.append(row)
    policies_of(small_desk.app).look_again()
    assert small_desk.house.said(small_desk.house.member(), SAID)
    page = small_desk.lead.client.get("/review/policy").get_data(as_text=True)
    assert "保存された方針が読めない" in page
    assert "はじめからの方針" in page
    told = small_desk.app.test_client().get("/readyz").get_json()
    assert told["ok"] is True
    assert "version 1 cannot be used" in told["moderation"]["policy"]
    # A new change can still be made, from what is shipped.
    draft_id, version = small_desk.draft()
    small_desk.try_it(draft_id)
    assert small_desk.approve(draft_id, version) == 2
    assert small_desk.words() == ["灯火サロン"]


def test_what_cannot_be_is_said_in_words(small_desk: Desk) -> None:
    with at_work(small_desk.app, small_desk.lead) as actor:
        draft_id = policy_drafts.begin(actor).id
        for change, words in (
            (lambda: policy_drafts.set_threshold(actor, draft_id, "crisis.dv", 0.8), "見落としやすくはできません"),
            (lambda: policy_drafts.set_threshold(actor, draft_id, "abuse.*", 0.8), "ゆるくはできません"),
            (lambda: policy_drafts.add_word(actor, draft_id, WORD | {"pattern": "灯+"}), "限りなくくり返す"),
            (lambda: policy_drafts.add_word(actor, draft_id, WORD | {"example": "別"}), "引っかかりませんでした"),
        ):
            with pytest.raises(Invalid, match=words):
                change()


def test_there_is_one_draft_and_whoever_comes_second_gets_the_same(small_desk: Desk) -> None:
    with at_work(small_desk.app, small_desk.lead) as actor:
        first = policy_drafts.begin(actor).id
    with at_work(small_desk.app, small_desk.other) as actor:
        assert policy_drafts.begin(actor).id == first
        assert policy_drafts.hands(policy_drafts.begin(actor)) == {small_desk.lead.mask_id}, "looking is not writing"
        policy_drafts.throw_away(actor, first)
        with pytest.raises(NotFound):
            policy_drafts.add_word(actor, first, WORD)


def test_to_whom_it_is_not_given_the_policy_is_closed(small_desk: Desk) -> None:
    draft_id, version = small_desk.draft()
    for role in (Role.MEMBER, Role.WATCHER, Role.MODERATOR, Role.COUNSELLOR):
        with at_work(small_desk.app, small_desk.house.moderator(role)) as actor:
            for act in (
                lambda who=actor: policy_drafts.begin(who),
                lambda who=actor: policy_record.approve(who, draft_id, version),
                lambda who=actor: policy_record.undo(who, 1),
                lambda who=actor: policy_record.versions(who),
            ):
                with pytest.raises(NotAllowed):
                    act()
    with at_work(small_desk.app, small_desk.house.moderator(Role.OPERATOR)) as actor, pytest.raises(NotAllowed):
        policy_drafts.begin(actor)


def test_an_operator_sees_what_would_change_and_no_word_of_anybody(small_desk: Desk) -> None:
    small_desk.house.said(small_desk.house.member(), SAID)
    draft_id, _version = small_desk.draft()
    trial = small_desk.try_it(draft_id)
    operator = small_desk.house.moderator(Role.OPERATOR)
    page = operator.client.get(f"/review/policy/trials/{trial}").get_data(as_text=True)
    assert "人が先に見る" in page
    assert SAID not in page
    assert SAID in small_desk.other.client.get(f"/review/policy/trials/{trial}").get_data(as_text=True)


def policies_of(app: Flask) -> policies.Shelf:
    return app.extensions[policies.EXTENSION]  # type: ignore[no-any-return]  # Flask keeps it as anything
