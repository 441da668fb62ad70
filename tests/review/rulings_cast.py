"""What the tests of rulings need besides the house: a board with a talk on it, rulings with everything, appeals, sockets."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask
from sqlalchemy import select

from app import db
from app.accounts import current, masks
from app.accounts.models import Member
from app.chat.models import Room
from app.contributions.models import Concern, ConcernSource, Contribution
from app.contributions.services import Attempt
from app.forum import services as forum
from app.forum.models import Board, Thread, Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from app.permissions import Actor, Role
from app.review import appeals, bans, queries, reversals, services, told
from app.review.ban_models import BanProposal
from app.review.models import Outcome, Ruling
from app.review.reversals import Why
from app.review.services import Verdict
from tests.review.conftest import House
from tests.support.cast import Person, actor_of, at_work, looking

Row = TypeVar("Row")
SILENTLY = Why()
WHY = Why("もう一度読み、意味がちがうと考えました。", "")


def thread(house: House, person: Person, body: str = "夜がながいです。") -> str:
    """A talk that somebody begins."""
    with at_work(house.app, person) as actor:
        board = db.session().scalar(select(Board))
        if board is None:
            board = Board(
                slug="first", position=1, name_ja="広場", name_en="Board", purpose_ja="話す", purpose_en="Talk"
            )
            db.session().add(board)
            db.session().flush()
        kept = forum.start(
            actor, board, Heading(Wants.LISTENING, "ねむれません"), Post(body, new_id(), Attempt.INSISTING)
        ).contribution
        assert kept is not None
        return kept.id


def reply(house: House, person: Person, thread_id: str, body: str = "ここにいます。") -> str:
    """An answer there."""
    with at_work(house.app, person) as actor:
        under = db.session().get_one(Thread, thread_id)
        kept = forum.reply(actor, under, Post(body, new_id(), Attempt.INSISTING)).contribution
        assert kept is not None
        return kept.id


def reported(house: House, person: Person, body: str = "きょうも眠れません") -> str:
    """Something in the room that somebody else reported."""
    text = house.said(person, body)
    house.report(house.member(), text, "hurtful")
    return text


def ruled(house: House, moderator: Person, text: str, outcome: Outcome = Outcome.REMOVE, **more: object) -> str:
    """A ruling with whatever belongs to it; returns its identifier."""
    given = {"reason": "hurts", "words": "", "note": "", "mark": house.mark(moderator, text)} | more
    with at_work(house.app, moderator) as actor:
        found = queries.contribution_for(actor, text)
        return services.rule(actor, found, Verdict(outcome=outcome, **given)).id  # type: ignore[arg-type]  # by name


def taken_back(house: House, moderator: Person, ruling_id: str, why: Why = SILENTLY) -> None:
    """Somebody takes a ruling back."""
    with at_work(house.app, moderator) as actor:
        reversals.take_back(actor, reversals.ruling_for(actor, ruling_id), why)


def asked(house: House, person: Person, ruling_id: str, words: str = "そういうつもりではありませんでした。") -> str:
    """Somebody asks for another look; returns the appeal's identifier."""
    with at_work(house.app, person) as actor:
        assert appeals.ask(actor, told.ruling_for(actor, ruling_id), words) is None
    with looking(house.app):
        found = told.appeal_about(db.session().get_one(Ruling, ruling_id))
        assert found is not None
        return found.id


def answered(house: House, moderator: Person, appeal_id: str, answer: object, why: Why = WHY) -> None:
    """Somebody answers it: `answer` is appeals.uphold or appeals.overturn."""
    with at_work(house.app, moderator) as actor:
        answer(actor, appeals.appeal_for(actor, appeal_id), why)  # type: ignore[operator]  # one of the two


def second_person(house: House, moderator: Person, ruling_id: str, answer: object = bans.confirm) -> None:
    """Somebody answers as the second person."""
    with at_work(house.app, moderator) as actor:
        answer(actor, bans.proposal_for(actor, ruling_id), "")  # type: ignore[operator]  # confirm or decline


def banned(house: House, person: Person) -> str:
    """Two moderators close the account behind a text of this person; returns the ruling."""
    text = reported(house, person, "だれかが悲しむことば")
    made = ruled(
        house, house.moderator(), text, measure=Outcome.ACCOUNT_BAN, words="くり返しお願いしましたが、続きました。"
    )
    second_person(house, house.moderator(Role.LEAD), made)
    return made


def another_mask(house: House, person: Person, name: str = "べつの名前のひと") -> str:
    """A second name of the same member."""
    with at_work(house.app):
        return masks.make(current.keys(), db.session().get_one(Member, person.member_id), name).id


def seen_as(house: House, person: Person) -> Actor:
    """The member as the site sees them now."""
    with looking(house.app):
        return actor_of(person)


def text_of(house: House, text: str) -> Contribution:
    """A text as it stands."""
    return _kept(house.app, lambda: db.session().get_one(Contribution, text))


def room_of(app: Flask) -> Room:
    """The room of the house."""
    return _kept(app, lambda: db.session().scalars(select(Room)).one())


def proposal(house: House, ruling_id: str) -> BanProposal:
    """What waits for a second person."""
    return _kept(house.app, lambda: db.session().get_one(BanProposal, ruling_id))


def _kept(app: Flask, find: Callable[[], Row]) -> Row:
    """A row that can still be read when its transaction is over."""
    with looking(app):
        found = find()
        db.session().expunge(found)
        return found


def ruling_text(house: House, ruling_id: str) -> str:
    """Which text a ruling is about."""
    return _kept(house.app, lambda: db.session().get_one(Ruling, ruling_id)).contribution_id


def ruled_again(house: House, moderator: Person, person: Person) -> str:
    """Another ruling about somebody who is in a pause: on words that were there before."""
    with at_work(house.app, moderator) as actor:
        before = select(Contribution).where(Contribution.mask_id == person.mask_id)
        text = db.session().scalars(before).first()
        assert text is not None
        queries.be_alone_with(text)
        concern = Concern(contribution_id=text.id, source=ConcernSource.REPORT, kind="report.other", severity=1)
        db.session().add(concern)
        db.session().flush()
        mark = queries.case_of(actor, text).mark
        return services.rule(actor, text, Verdict(Outcome.WARN, "hurts", "", "", mark)).id
