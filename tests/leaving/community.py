"""Two people who have written to each other everywhere: what one leaves behind must not touch the other."""

from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.accounts import masks, sanctions
from app.accounts.current import keys
from app.accounts.models import Member
from app.chat import services as chat
from app.chat.models import Message, Room
from app.contributions import concerns
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.services import Words
from app.experts.models import ExpertRoom, Question
from app.forum.models import Board, Reply, Thread, Wants
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import Said, tell
from tests.support.cast import Person, actor_of, at_work

NAMES = {"purpose_ja": "話す", "purpose_en": "Talk", "name_ja": "ところ", "name_en": "Place"}


@dataclass
class Community:
    """Who is there, what each wrote, and the thread and the room they share."""

    app: Flask
    leaver: Person
    stayer: Person
    thread_id: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)


def lived_in(app: Flask, leaver: Person, stayer: Person) -> Community:
    community = Community(app, leaver, stayer)
    with at_work(app):
        places = [Board(slug="first", position=1, **NAMES), Room(slug="yoru", position=1, **NAMES)]
        places.append(ExpertRoom(slug="nurse", position=1, profession="nurse", **NAMES))  # type: ignore[arg-type]  # names are texts
        db.session().add_all(places)
        second = masks.make(keys(), db.session().get_one(Member, leaver.member_id), "もうひとつの名")
        sanctions.warn(second.id, "ruling")
    community.thread_id = _writes(community, leaver, stayer, "ゆき")
    _writes(community, stayer, leaver, "はな")
    return community


def _writes(community: Community, person: Person, other: Person, mark: str) -> str:
    """Every kind of thing that somebody can leave here."""
    with at_work(community.app, person) as actor:
        thread = _thread(actor.mask_id, f"{mark}の題", f"{mark}のはじめのことば")
        _sends(community, person, thread)
        door.revise(actor, thread, Words(f"{mark}の題", f"{mark}の書きなおし"))
        _sends(community, other, _reply(actor_of(other).mask_id, thread, f"{mark}さんへの返事"))
        room = db.session().scalars(select(Room)).one()
        line = chat.say(actor, room, chat.Line(f"{mark}の部屋のことば", new_id())).contribution
        assert isinstance(line, Message)
        question = Question(mask_id=list(actor.masks)[-1], room_id=db.session().scalars(select(ExpertRoom.id)).one())
        question.title, question.body, question.html, question.nonce = "", f"{mark}の質問です", "", new_id()
        _sends(community, person, question)
        concerns.report(actor_of(other), line, "other", f"{mark}さんの部屋のことばが気になる")
        tell(actor.mask_id, NoticeKind.WARNED, thread, Said("hurts", f"{mark}さんへ見守りから"))
        return thread.id


def _sends(community: Community, person: Person, contribution: Contribution) -> None:
    submission = door.submit(actor_of(person), contribution)
    assert submission.contribution is not None
    assert submission.contribution.is_visible


def _thread(mask_id: str, title: str, body: str) -> Thread:
    board = db.session().scalars(select(Board)).one()
    thread = Thread(mask_id=mask_id, board_id=board.id, title=title, body=body, html="", nonce=new_id())
    thread.wants, thread.stirred_at = Wants.LISTENING, clock.now()
    return thread


def _reply(mask_id: str, thread: Thread, body: str) -> Reply:
    return Reply(mask_id=mask_id, thread_id=thread.id, body=body, html="", nonce=new_id())
