"""A crowd with many masks each, living on a site for some evenings; only the truth table says who is who."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import event, select

from app import clock, db
from app.accounts import choices, masks, pseudonyms, sessions, wardrobe
from app.accounts.context import Context
from app.accounts.current import describe, keys
from app.accounts.models import BrowserSession, Mask, Member
from app.chat import hushes
from app.chat import services as chat
from app.chat.models import Message, Room
from app.contributions import drafts
from app.contributions.models import Report, State
from app.forum import drawers, feelings
from app.forum.models import Board, FeelingKind, Reply, Thread, Wants
from app.ids import new_id
from app.notices import subscriptions, wishes
from app.notices.models import Matter, NoticeKind
from app.notices.services import mark_read, put_care_away, tell
from app.notices.wishes import Wishes
from app.permissions import Actor

NAMES = {"name_ja": "ところ", "name_en": "Place", "purpose_ja": "話す", "purpose_en": "Talk"}
START = datetime(2026, 10, 1, 11, 0, tzinfo=UTC)


@dataclass
class Crowd:
    """The site, and the truth that nobody but the test knows: whose each mask is."""

    app: Flask
    dice: random.Random
    owner_of: dict[str, str] = field(default_factory=dict)
    masks_of: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    moment: datetime = START

    @contextmanager
    def event(self) -> Iterator[None]:
        """One request of somebody: its own moment and its own transaction."""
        self.moment += timedelta(seconds=self.dice.uniform(1, 40))
        with (
            clock.standing_at(self.moment),
            self.app.test_request_context(),
            self.app.extensions["tomoshibi_db"].writing(),
        ):
            yield


def gather(app: Flask, people: int, each: int, texts: int) -> Crowd:
    """So many people with so many masks each; half make theirs in one sitting, half when they first need them."""
    _hurry(app)
    crowd = Crowd(app, random.Random(7))
    with crowd.event():
        db.session().add_all([Board(slug="first", position=1, **NAMES), Room(slug="yoru", position=1, **NAMES)])
    for _person in range(people):
        _joins(crowd)
    for member_id in list(crowd.masks_of)[::2]:
        for _mask in range(each - 1):
            _makes_a_mask(crowd, member_id)
    for number in range(texts):
        _somebody_writes(crowd, each, number)
        if number % 10 == 0:
            member_id = crowd.dice.choice(list(crowd.masks_of))
            _looks_in(crowd, member_id)
            _keeps_for_themselves(crowd, member_id)
    _everybody_has(crowd, each)
    return crowd


def _somebody_writes(crowd: Crowd, each: int, number: int) -> None:
    member_id = crowd.dice.choice(list(crowd.masks_of))
    if len(crowd.masks_of[member_id]) < each and crowd.dice.random() < 0.6:
        _makes_a_mask(crowd, member_id)
    _writes(crowd, member_id, number)


def _everybody_has(crowd: Crowd, each: int) -> None:
    for member_id in list(crowd.masks_of):
        while len(crowd.masks_of[member_id]) < each:
            _makes_a_mask(crowd, member_id)
            _writes(crowd, crowd.dice.choice(list(crowd.masks_of)), 0)


def _hurry(app: Flask) -> None:
    """A test need not survive a power cut: thousands of small transactions would wait for the disk otherwise."""

    @event.listens_for(app.extensions["tomoshibi_db"].engine, "connect")
    def faster(connection: Any, _record: Any) -> None:
        is_postgres = "psycopg" in type(connection).__module__
        connection.execute("SET synchronous_commit TO off" if is_postgres else "PRAGMA synchronous=OFF")
        if is_postgres:
            connection.commit()


def _joins(crowd: Crowd) -> None:
    with crowd.event():
        member = Member(id=new_id(), choices=b"")
        member.choices = masks.nothing_chosen(keys(), member.id)
        db.session().add(member)
        db.session().flush()
        first = masks.make(keys(), member, pseudonyms.propose("ja"))
        _remember(crowd, member.id, first)


def _makes_a_mask(crowd: Crowd, member_id: str) -> None:
    with crowd.event():
        _remember(crowd, member_id, masks.make(keys(), _member(member_id), pseudonyms.propose("ja")))


def _remember(crowd: Crowd, member_id: str, mask: Mask) -> None:
    crowd.owner_of[mask.id] = member_id
    crowd.masks_of.setdefault(member_id, []).append(mask.id)


def _writes(crowd: Crowd, member_id: str, number: int) -> None:
    """As the door keeps it, without asking moderation six thousand times."""
    mask_id = crowd.dice.choice(crowd.masks_of[member_id])
    with crowd.event():
        common = {"mask_id": mask_id, "body": f"ことば{number}", "html": "", "nonce": new_id(), "state": State.VISIBLE}
        if number % 3 == 0 or not crowd.texts:
            board = db.session().query(Board).first()
            text = Thread(board_id=board.id, wants=Wants.LISTENING, title="題", stirred_at=clock.now(), **common)
            crowd.texts.append(_kept(text).id)
        elif number % 3 == 1:
            room = db.session().query(Room).first()
            chat.appear(_kept(Message(room_id=room.id, **common)))
        else:
            thread = db.session().get_one(Thread, crowd.dice.choice(crowd.texts[-30:]))
            reply = _kept(Reply(thread_id=thread.id, **common))
            tell(thread.mask_id, NoticeKind.REPLY, reply)
            tell(mask_id, NoticeKind.HELD, reply)


def _kept(text):  # type: ignore[no-untyped-def]  # whatever kind of text
    db.session().add(text)
    db.session().flush()
    return text


def _looks_in(crowd: Crowd, member_id: str) -> None:
    """Signs in, reads what came under all names, tidies up, reports, changes a choice: whatever touches several masks."""
    with crowd.event():
        sessions.begin(_member(member_id), 30)
    with crowd.event():
        mark_read(_actor(member_id))
        put_care_away(_actor(member_id))
    with crowd.event():
        actor = _actor(member_id)
        wardrobe.make_usual(keys(), actor, crowd.dice.choice(crowd.masks_of[member_id]))
    with crowd.event():
        told = Context("primary", "year", crowd.dice.choice(["東京都", "香川県", ""]))
        wardrobe.tell(keys(), _actor(member_id), told, crowd.dice.choice(crowd.masks_of[member_id]))
    with crowd.event():
        choices.change(keys(), member_id, retired=frozenset({crowd.dice.randrange(9)}))
    with crowd.event():
        text = crowd.dice.choice(crowd.texts)
        db.session().merge(Report(id=new_id(), contribution_id=text, mask_id=_actor(member_id).mask_id, reason="other"))


def _keeps_for_themselves(crowd: Crowd, member_id: str) -> None:
    """Begins to write, marks a place, answers without words, folds a name, wants to be called: each a request of its own."""
    for act in (_begins_to_write, _reads, _feels, _mutes, _wants_to_be_called):
        with crowd.event():
            act(crowd, _actor(member_id))


def _begins_to_write(crowd: Crowd, actor: Actor) -> None:
    under = crowd.dice.choice(list(actor.masks))
    place = f"/threads/{crowd.dice.choice(crowd.texts)}/replies"
    drafts.keep(actor, place, {"body": "まだ途中です。", "mask": under})


def _reads(crowd: Crowd, actor: Actor) -> None:
    drawers.reach(actor, crowd.dice.choice(crowd.texts), 1)
    drawers.put(actor, "bookmarks", crowd.dice.choice(crowd.texts))


def _feels(crowd: Crowd, actor: Actor) -> None:
    post = db.session().get_one(Thread, crowd.dice.choice(crowd.texts))
    if not actor.wrote(post):
        feelings.give(actor, post, FeelingKind.BESIDE)


def _mutes(crowd: Crowd, actor: Actor) -> None:
    other = crowd.dice.choice(list(crowd.owner_of))
    if other not in actor.masks:
        drawers.put(actor, "muted", other)
        hushes.put(actor, other)


def _wants_to_be_called(_crowd: Crowd, actor: Actor) -> None:
    member_id = str(actor.member_id)
    wishes.keep(keys(), member_id, Wishes(frozenset({Matter.THANKS})))
    row = db.session().scalars(select(BrowserSession).where(BrowserSession.member_id == member_id)).first()
    if row is not None:
        address = f"https://push.example.jp/{new_id()}"
        subscriptions.keep(keys(), row.id, subscriptions.made(address, "key", "secret", "ja"))


def _member(member_id: str) -> Member:
    return db.session().get_one(Member, member_id)


def _actor(member_id: str) -> Actor:
    return describe(_member(member_id), None)
