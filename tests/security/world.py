"""One small world with something of every kind in it, and everybody who could come: for the walks over all routes.

Every text that somebody must not see holds a word of its own, so that a page that tells it is caught by that word.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import time, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock, db, links
from app.accounts import authenticators, masks
from app.accounts.current import keys
from app.accounts.models import BrowserSession, Member, Shift, WeeklyShift
from app.accounts.staff_models import SecurityKey
from app.chat import services as chat
from app.chat.models import Message, Room
from app.contributions import concerns
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.services import Attempt
from app.experts import answering, phrases
from app.experts import services as experts
from app.experts.answering import Draft
from app.experts.desk_models import SecondLook
from app.experts.models import Answer, Audience, ExpertRoom, Question
from app.experts.phrases import Said
from app.experts.services import Asked
from app.forum import drawers
from app.forum import services as forum
from app.forum.models import Board, Thread, Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from app.live import planning
from app.live.models import Hand
from app.permissions import Actor, Role, Standing
from app.referrals import corrections
from app.review import policy_drafts, policy_trials, unmasking
from app.review.desk_models import Call
from tests.referrals.test_correcting import NEW, YORISOI, correct
from tests.security import rulings
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work

SCHOOL, NURSE = "スクールカウンセラー", "看護師"
STAFF = (Role.WATCHER, Role.MODERATOR, Role.COUNSELLOR, Role.LEAD, Role.OPERATOR)
PROVED = ("newcomer", "member", *(role.value for role in STAFF))
UNPROVED = tuple(f"{role.value} without a second factor" for role in STAFF)
VISITOR = "visitor"
NAMES = {"name_ja": "ところ", "name_en": "Place", "purpose_ja": "話す", "purpose_en": "Talk"}
PHONE = "090-1234-5678"


@dataclass
class World:
    """people: everybody by what they are. things: identifiers by what each is. words: what only some may see."""

    app: Flask
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def browser(self, who: str) -> FlaskClient:
        """The browser of one of the people, or a fresh visitor's."""
        return self.people[who].client if who in self.people else a_visitor(self.app)


def a_world(database_url: str) -> World:
    """Yuki and Aki write, and everybody else is there to try the doors."""
    world = World(an_app(database_url))
    _gather(world)
    with at_work(world.app):
        places = [Board(slug="first", position=1, **NAMES), Room(slug="yoru", position=1, **NAMES)]
        places += [ExpertRoom(slug="school", position=1, profession=SCHOOL, **NAMES)]  # type: ignore[list-item]  # all are rows
        places += [ExpertRoom(slug="nurse", position=2, profession=NURSE, **NAMES)]  # type: ignore[list-item]  # as above
        db.session().add_all(places)
    _write(world)
    _answer(world)
    _ask_own(world)
    _correct(world)
    _change_policy(world)
    _write_own(world)
    _keep(world)
    world.things |= rulings.decide(world.app, world.people)
    _watch(world)
    _raise_hands(world)
    return world


def once_more(world: World, database_url: str, plant: Callable[[Flask], None]) -> World:
    """The same people with the same browsers on a copy of their database, where something is planted."""
    app = an_app(database_url)
    plant(app)
    people = {who: replace(person, app=app, client=_with_cookie(app, person)) for who, person in world.people.items()}
    return World(app, people, world.things, world.words)


def _with_cookie(app: Flask, person: Person) -> FlaskClient:
    browser = app.test_client()
    name, value = person.cookie.split("=", 1)
    browser.set_cookie(name, value)
    return browser


def _gather(world: World) -> None:
    app, people = world.app, world.people
    people["newcomer"] = a_member(app, standing=Standing.NEWCOMER)
    people["member"] = a_member(app)
    people["yuki"], people["aki"] = a_member(app, "ゆきあかり"), a_member(app, "あきのかぜ")
    for role in STAFF:
        people[role.value] = a_member(app, role=role)
        people[f"{role.value} without a second factor"] = a_member(app, role=role, proved=False)
    for who in ("counsellor", "counsellor without a second factor"):
        _wear(world, who, SCHOOL)
    people["asking lead"] = a_member(app, role=Role.LEAD)
    people["nurse"] = a_member(app, role=Role.COUNSELLOR)
    _wear(world, "nurse", NURSE)


def _wear(world: World, who: str, profession: str) -> None:
    with at_work(world.app):
        member = db.session().get_one(Member, world.people[who].member_id)
        masks.make(keys(), member, f"{profession}の名{len(who)}", profession)


def _write(world: World) -> None:
    yuki, aki = world.people["yuki"], world.people["aki"]
    with at_work(world.app, yuki) as actor:
        board = db.session().scalars(select(Board)).one()
        post = Post("夜がながいです。", new_id())
        thread = _kept(forum.start(actor, board, Heading(Wants.LISTENING, "ねむれません", ""), post))
        world.things["thread"] = thread.id
        room = db.session().scalars(select(Room)).one()
        world.things["own message"] = _kept(chat.say(actor, room, chat.Line("ゆきの部屋のことば", new_id()))).id
        school, nurse = db.session().scalars(select(ExpertRoom).order_by(ExpertRoom.position)).all()
        world.things["question"] = _asked(actor, school, "あさのこと", Audience.EVERYONE)
        world.things["private question"] = _asked(actor, school, "ひみつのいちょうのき", Audience.COUNSELLORS)
        world.things["other room's question"] = _asked(actor, nurse, "くすりのふくろうのこえ", Audience.COUNSELLORS)
        world.words |= {"private question": "ひみつのいちょうのき", "other room's question": "くすりのふくろうのこえ"}
    with at_work(world.app, aki) as actor:
        thread = db.session().get_one(Thread, world.things["thread"])
        world.things["reply"] = _replied(actor, thread, "となりにいます。")
        world.things["held"] = _replied(actor, thread, f"とまったかもめ {PHONE}", Attempt.INSISTING)
        world.things["removed"] = _replied(actor, thread, "きえたかたつむりのはなし")
        door.remove(db.session().get_one(Contribution, world.things["removed"]))
        world.words |= {"held": "とまったかもめ", "removed": "きえたかたつむり"}
        begun = forum.start(
            actor,
            _board_of(thread),
            Heading(Wants.LISTENING, "しまわれたはなし", ""),
            Post("しまわれたとけいのおと", new_id()),
        )
        world.things["removed thread"] = _kept(begun).id
        door.remove(db.session().get_one(Contribution, world.things["removed thread"]))
        world.words["removed thread"] = "しまわれた"
        _say_what_nobody_hears(world, actor)
    with at_work(world.app, yuki) as actor:
        reported = db.session().get_one(Contribution, world.things["reply"])
        concerns.report(actor, reported, "other", "気になります")
    with at_work(world.app, world.people["asking lead"]) as actor:
        about = db.session().get_one(Contribution, world.things["reply"])
        reason = "同じ人がくり返しているのか、ほかの方法ではわからないためです。"
        world.things["unmasking"] = unmasking.ask(actor, about, reason).id
    with at_work(world.app, world.people["lead"]) as actor:
        about = db.session().get_one(Contribution, world.things["own message"])
        world.things["lead's unmasking"] = unmasking.ask(actor, about, reason).id


def _say_what_nobody_hears(world: World, actor: Actor) -> None:
    room = db.session().scalars(select(Room)).one()
    insisting = chat.Line(f"とどかないすずめ {PHONE}", new_id(), Attempt.INSISTING)
    world.things["held message"] = _kept(chat.say(actor, room, insisting)).id
    world.things["removed message"] = _kept(chat.say(actor, room, chat.Line("きえたつばめのこえ", new_id()))).id
    door.remove(db.session().get_one(Contribution, world.things["removed message"]))
    world.words |= {"held message": "とどかないすずめ", "removed message": "きえたつばめ"}


def _answer(world: World) -> None:
    """One question has been answered, so that everybody may read it."""
    with at_work(world.app, world.people["yuki"]) as actor:
        school = db.session().scalars(select(ExpertRoom).order_by(ExpertRoom.position)).first()
        assert school is not None
        world.things["answered question"] = _asked(actor, school, "ゆうがたのこと", Audience.EVERYONE)
    with at_work(world.app, world.people["counsellor"]) as actor:
        question = db.session().get_one(
            Question, world.things["answered question"], options=[joinedload(Question.room)]
        )
        answering.take(actor, question)
        answering.answer(actor, question, Draft("ゆっくりで大丈夫です。", new_id()))


def _ask_own(world: World) -> None:
    """Everybody has asked twice, once with an answer; one question was reported, one was stopped by the check."""
    for number, (who, person) in enumerate(world.people.items()):
        with at_work(world.app, person) as actor:
            school = db.session().scalars(select(ExpertRoom).order_by(ExpertRoom.position)).first()
            assert school is not None
            about = f"{'あさ' * (number + 1)}のことば"
            world.things[f"question of {who}"] = _asked(actor, school, about, Audience.EVERYONE)
            world.things[f"answered question of {who}"] = _asked(actor, school, f"{about}と、よる", Audience.EVERYONE)
    with at_work(world.app, world.people["nurse"]) as actor:
        for number, who in enumerate(world.people):
            about = Answer(mask_id=actor.work_mask, question_id=world.things[f"answered question of {who}"], html="")
            about.body, about.nonce = f"{'ゆっくり' * (number + 1)}で大丈夫です。", new_id()
            world.things[f"counsel for {who}"] = _kept(door.submit(actor, about)).id
    with at_work(world.app, world.people["yuki"]) as actor:
        school = db.session().scalars(select(ExpertRoom).order_by(ExpertRoom.position)).first()
        assert school is not None
        for thing, words in (("reported question", "しらせのあおさぎ"), ("stopped question", "とめられたやまどり")):
            world.things[thing] = _asked(actor, school, words, Audience.COUNSELLORS)
            world.words[thing] = words
        door.hold(db.session().get_one(Contribution, world.things["stopped question"]))
    with at_work(world.app, world.people["counsellor"]) as actor:
        concerns.report(actor, db.session().get_one(Contribution, world.things["reported question"]), "other", "")
        own = select(Answer.id).where(Answer.question_id == world.things["answered question"])
        world.things["counsel"] = db.session().scalars(own).one()
        phrases.keep(actor, actor.work_mask, Said("あいさつ", "おまたせしました。"))
        world.things["phrase of counsellor"] = phrases.of(actor)[0].id
    with at_work(world.app, world.people["yuki"]) as actor:
        school = db.session().scalars(select(ExpertRoom).order_by(ExpertRoom.position)).first()
        assert school is not None
        world.things["question to look over"] = _asked(actor, school, "みてもらうこと", Audience.EVERYONE)
    with at_work(world.app, world.people["nurse"]) as actor:
        about = world.things["question to look over"]
        db.session().add(SecondLook(id=new_id(), question_id=about, mask_id=actor.work_mask))


def _correct(world: World) -> None:
    """A line was put right once."""
    assert correct(world.people["asking lead"], YORISOI, number=NEW) == ""
    with at_work(world.app):
        world.things["correction"] = str(corrections.last_id(YORISOI))


def _change_policy(world: World) -> None:
    with at_work(world.app, world.people["lead"]) as actor:
        world.things["policy draft"] = policy_drafts.begin(actor).id
        policy_drafts.set_threshold(actor, world.things["policy draft"], "abuse.insult", 0.6)
        world.things["policy trial"] = policy_trials.begin(actor, world.things["policy draft"], 100).id


def _write_own(world: World) -> None:
    """Everybody has a thread and a reply of their own, so that what is only for oneself can be tried by each."""
    for number, (who, person) in enumerate(world.people.items()):
        with at_work(world.app, person) as actor:
            thread = db.session().get_one(Thread, world.things["thread"])
            world.things[f"reply of {who}"] = _replied(actor, thread, f"{'ゆっくり' * (number + 1)}いきましょう。")
            post = Post(f"{'しずか' * (number + 1)}な夜です。", new_id())
            begun = forum.start(actor, _board_of(thread), Heading(Wants.LISTENING, f"{number}番めの夜", ""), post)
            world.things[f"thread of {who}"] = _kept(begun).id
            room = db.session().scalars(select(Room)).one()
            line = chat.Line(f"{'そっと' * (number + 1)}います。", new_id())
            world.things[f"message of {who}"] = _kept(chat.say(actor, room, line)).id
    names = list(world.people)
    for who, next_one in zip(names, [*names[1:], names[0]], strict=True):
        with at_work(world.app, world.people[next_one]) as actor:
            thread = db.session().get_one(Thread, world.things[f"thread of {who}"])
            world.things[f"answer to {who}"] = _replied(actor, thread, f"{next_one}もここにいます。")


def _board_of(thread: Thread) -> Board:
    return db.session().get_one(Board, thread.board_id)


def _keep(world: World) -> None:
    """What people keep for themselves: searches, sessions, keys, apps, and the places of what is gone by now."""
    for who, person in world.people.items():
        world.things[f"slip of {who}"] = _slip(person)
        with at_work(world.app, person) as actor:
            drawers.put(actor, "hidden", world.things["removed thread"])
            for gone in ("removed thread", "removed", "held"):
                drawers.put(actor, "bookmarks", world.things[gone])
    with at_work(world.app):
        for who, person in world.people.items():
            row = db.session().scalars(select(BrowserSession).where(BrowserSession.member_id == person.member_id)).one()
            world.things[f"session of {who}"] = row.id
            world.things[f"mask of {who}"] = person.mask_id
        world.things["link"] = str(links.way_to("https://example.jp/")).removeprefix(links.PAGE)
        for who in (*(role.value for role in STAFF), *UNPROVED, "nurse"):
            member_id = world.people[who].member_id
            authenticators.add(keys(), member_id, SECRET, authenticators.number_now(SECRET))
            key = SecurityKey(
                member_id=member_id, credential_id=new_id().encode(), public_key=b"-", sign_count=0, name=f"{who}の鍵"
            )
            db.session().add(key)
            db.session().flush()
            world.things[f"key of {who}"] = key.id


def _watch(world: World) -> None:
    """Who watches has promised hours, and some are called to look at texts."""
    tomorrow = clock.now() + timedelta(days=1)
    with at_work(world.app):
        for number, who in enumerate(world.people):
            mask_id, begins = world.people[who].mask_id, tomorrow + timedelta(hours=number)
            for name, days in (("shift", 0), ("shift to give back", 1)):
                at = {"starts_at": begins + timedelta(days=days), "ends_at": begins + timedelta(days=days, hours=1)}
                world.things[f"{name} of {who}"] = _added(Shift(id=new_id(), mask_id=mask_id, **at))
            weekly = WeeklyShift(id=new_id(), mask_id=mask_id, weekday=number % 7, zone="Asia/Tokyo")
            weekly.starts, weekly.ends, weekly.planned_until = time(1), time(2), tomorrow.date() + timedelta(days=90)
            world.things[f"weekly shift of {who}"] = _added(weekly)
        offered = Shift(id=new_id(), mask_id=world.people["aki"].mask_id, is_offered=True)
        offered.starts_at, offered.ends_at = tomorrow + timedelta(days=9), tomorrow + timedelta(days=9, hours=1)
        world.things["offered shift"] = _added(offered)
        for thing in ("reply", "held", "private question", "reply of moderator"):
            about = world.things[thing]
            world.things[f"call about {thing}"] = _added(Call(id=new_id(), contribution_id=about, open_for=about))


def _raise_hands(world: World) -> None:
    """A live hour that goes on all day, and a hand of everybody in it; what is asked is nobody else's to read yet."""
    with at_work(world.app, world.people["lead"]) as actor:
        school = db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == "school")).one()
        room_id = planning.plan(actor, school, {day: [(0, 1440)] for day in range(7)}, {}).id
    for number, (who, person) in enumerate(world.people.items()):
        with at_work(world.app, person) as actor:
            words = "まだよばれていないみみずく" if who == "aki" else f"{'ぽつり' * (number + 1)}と聞きます。"
            line = Message(mask_id=actor.mask_id, room_id=room_id, body=words, html="", nonce=new_id(), waits=True)
            world.things[f"line of a hand of {who}"] = _kept(door.submit(actor, line)).id
            world.things[f"hand of {who}"] = _added(Hand(id=new_id(), message_id=line.id, room_id=room_id))
    world.words["line of a hand of aki"] = "まだよばれていないみみずく"


def _added(row: Shift | WeeklyShift | Call | Hand) -> str:
    db.session().add(row)
    db.session().flush()
    return row.id


def _slip(person: Person) -> str:
    """What somebody has looked for, as the address says it."""
    answer = person.post("/search", words="眠れない夜に", place="", wants="", stage="", answered="")
    assert answer.location, "the words are looked for"
    return str(answer.location).rpartition("/")[2]


SECRET = "LANTERNLANTERNLANTERNLANTERNLANT"


def _kept(submission: door.Submission) -> Contribution:
    assert submission.contribution is not None, "these words are kept"
    return submission.contribution


def _asked(actor, room: ExpertRoom, title: str, audience: Audience) -> str:  # type: ignore[no-untyped-def]  # an Actor
    return _kept(
        experts.ask(actor, room, Asked(title, f"{title}をおしえてください。", audience, new_id(), Attempt.FIRST))
    ).id


def _replied(actor, thread: Thread, body: str, attempt: Attempt = Attempt.FIRST) -> str:  # type: ignore[no-untyped-def]  # as above
    return _kept(forum.reply(actor, thread, Post(body, new_id(), attempt), None)).id
