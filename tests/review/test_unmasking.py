"""Which names belong together is told to one lead, for an hour, after a second person has agreed, and its member hears of it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from app import chain, clock, db
from app.accounts import masks
from app.accounts.current import keys
from app.accounts.models import Mask, Member
from app.notices.models import Notice, NoticeKind
from app.permissions import Role
from app.review.unmasking import SHOWN_FOR, STANDS_FOR
from app.review.unmasking_models import Step, Unmasking, UnmaskingStep
from tests.review.conftest import House
from tests.support.cast import Person, at_work, looking

REASON = "同じ人がいくつもの名前で、ほかの人に金銭の話をもちかけているおそれがあり、件ごとの判断では止められません。"


class Case:
    """A text that somebody reported, its writer with three names, and those who may decide."""

    def __init__(self, house: House) -> None:
        self.house, self.app = house, house.app
        self.writer, self.lead = house.member(), house.moderator(Role.LEAD)
        self.other_lead, self.operator = house.moderator(Role.LEAD), house.moderator(Role.OPERATOR)
        self.text = self.reported(self.writer)
        self.names = ["ふたつめの名", "みっつめの名"]
        with at_work(self.app):
            person = db.session().get_one(Member, self.writer.member_id)
            for name in self.names:
                masks.make(keys(), person, name)

    def reported(self, writer: Person) -> str:
        """A text of this person that has come before moderators."""
        said = self.house.said(writer, f"きょうも眠れません {writer.mask_name}")
        self.house.report(self.house.member(), said)
        return said

    def ask(self, lead: Person | None = None, said: str = "", reason: str = REASON):  # type: ignore[no-untyped-def]  # Werkzeug's test response
        return (lead or self.lead).post(f"/review/{said or self.text}/unmasking", reason=reason)

    def asked(self) -> str:
        """A request that waits; the answer is its address."""
        answer = self.ask()
        assert answer.status_code == 303
        return str(answer.location)

    def agreed(self) -> str:
        address = self.asked()
        assert self.other_lead.post(f"{address}/approval").status_code == 303
        return address

    def steps(self) -> list[Step]:
        with looking(self.app):
            return list(db.session().scalars(select(UnmaskingStep.step).order_by(UnmaskingStep.position)))

    def told(self) -> int:
        with looking(self.app):
            return db.session().scalar(select(func.count()).where(Notice.kind == NoticeKind.UNMASKED)) or 0


@pytest.fixture
def case(house: House) -> Case:
    return Case(house)


def test_two_people_and_then_only_the_other_names(case: Case) -> None:
    address = case.agreed()
    page = case.lead.post(f"{address}/reading").get_data(as_text=True)
    assert all(name in page for name in case.names)
    assert case.writer.member_id not in page
    assert case.steps() == [Step.ASKED, Step.APPROVED, Step.SHOWN]


def test_what_was_found_is_kept_nowhere(case: Case) -> None:
    case.lead.post(f"{case.agreed()}/reading")
    with looking(case.app):
        ids = list(db.session().scalars(select(Mask.id).where(Mask.name.in_(case.names))))
        for table in ("unmaskings", "unmasking_steps", "notices", "rulings"):
            rows = repr(db.session().execute(text(f"SELECT * FROM {table}")).all())
            assert not [each for each in [*ids, *case.names, case.writer.member_id] if each in rows], table


def test_nothing_is_told_before_somebody_else_has_agreed(case: Case) -> None:
    answer = case.lead.post(f"{case.asked()}/reading")
    assert answer.status_code == 422
    assert not any(name in answer.get_data(as_text=True) for name in case.names)
    assert case.told() == 0


def test_looking_at_the_request_tells_nothing_also_after_agreement(case: Case) -> None:
    address = case.agreed()
    for person in (case.lead, case.other_lead, case.operator):
        page = person.client.get(address).get_data(as_text=True)
        assert not any(name in page for name in case.names)
    assert case.steps() == [Step.ASKED, Step.APPROVED]


def test_whoever_asks_cannot_agree(case: Case) -> None:
    address = case.asked()
    answer = case.lead.post(f"{address}/approval")
    assert answer.status_code == 422
    assert "本人は同意できません" in answer.get_data(as_text=True)
    assert case.lead.post(f"{address}/reading").status_code == 422


def test_an_operator_may_agree_and_cannot_ask_or_read(case: Case) -> None:
    address = case.asked()
    assert case.ask(case.operator).status_code == 404
    assert case.operator.post(f"{address}/approval").status_code == 303
    assert case.operator.post(f"{address}/reading").status_code == 404
    assert case.other_lead.post(f"{address}/reading").status_code == 404, "only whoever asked"


def test_who_says_no_ends_it(case: Case) -> None:
    address = case.asked()
    assert case.other_lead.post(f"{address}/refusal").status_code == 303
    assert case.operator.post(f"{address}/approval").status_code == 422
    assert case.lead.post(f"{address}/reading").status_code == 422
    assert case.steps() == [Step.ASKED, Step.DECLINED]


def test_a_request_stands_for_two_days_and_an_answer_for_an_hour(case: Case) -> None:
    late = case.asked()
    with clock.standing_at(clock.now() + STANDS_FOR + timedelta(minutes=1)):
        assert case.other_lead.post(f"{late}/approval").status_code == 422
    address = case.agreed()
    with clock.standing_at(clock.now() + SHOWN_FOR + timedelta(minutes=1)):
        answer = case.lead.post(f"{address}/reading")
        assert answer.status_code == 422
        assert not any(name in answer.get_data(as_text=True) for name in case.names)


def test_never_in_ones_own_case(case: Case) -> None:
    by_lead = case.reported(case.lead)
    assert case.ask(case.lead, by_lead).status_code == 404
    address = str(case.ask(case.other_lead, by_lead).location)
    assert case.lead.client.get(address).status_code == 404
    assert case.lead.post(f"{address}/approval").status_code == 404
    assert "しずかな灯" not in case.lead.client.get("/review/unmaskings").get_data(as_text=True).split("<main", 1)[1]
    assert case.operator.post(f"{address}/approval").status_code == 303


@pytest.mark.parametrize("role", [Role.MEMBER, Role.WATCHER, Role.MODERATOR, Role.COUNSELLOR])
def test_to_everybody_else_none_of_it_exists(case: Case, role: Role) -> None:
    other = case.house.moderator(role)
    address = case.asked()
    assert case.ask(other).status_code == 404
    assert other.client.get("/review/unmaskings").status_code == 404
    assert other.client.get(address).status_code == 404
    assert [other.post(f"{address}/{verb}").status_code for verb in ("approval", "refusal", "reading")] == [404] * 3


def test_without_a_reason_nothing_is_asked_and_what_was_typed_stays(case: Case) -> None:
    answer = case.ask(reason="気になる")
    assert answer.status_code == 422
    assert "気になる" in answer.get_data(as_text=True)
    with looking(case.app):
        assert db.session().scalar(select(func.count()).select_from(Unmasking)) == 0


def test_the_member_hears_of_it_later_and_only_under_the_name_that_was_asked_about(case: Case) -> None:
    case.lead.post(f"{case.agreed()}/reading")
    case.lead.post(f"{case.asked()}/reading")
    assert case.told() == 1
    words = "結びつきを確かめました"
    assert words not in case.writer.client.get("/notices").get_data(as_text=True)
    assert words not in case.writer.client.get("/me/export/memo.zip").get_data().decode("latin-1")
    days = case.app.extensions["tomoshibi_settings"].unmask_told_after_days
    with clock.standing_at(clock.now() + timedelta(days=days, minutes=1)), looking(case.app, case.writer) as actor:
        from app.notices import queries

        told = [notice for notice in queries.notices_of(actor) if notice.kind is NoticeKind.UNMASKED]
        assert [notice.mask_id for notice in told] == [case.writer.mask_id]
        assert queries.waiting_for(actor).is_anything_new


def test_every_step_is_in_a_record_that_shows_when_it_was_changed(case: Case) -> None:
    case.lead.post(f"{case.agreed()}/reading")
    with looking(case.app):
        found = chain.verify(UnmaskingStep)
        assert (found.length, found.broken_at) == (3, None)
    assert "unmaskings: 3 steps" in _verified(case).output
    with at_work(case.app):
        db.session().execute(text("UPDATE unmasking_steps SET words = 'べつの理由' WHERE position = 1"))
    assert _verified(case).exit_code != 0


def _verified(case: Case):  # type: ignore[no-untyped-def]  # click's result
    return case.app.test_cli_runner().invoke(args=["audit", "verify"])
