"""Questions to verified counsellors and their answers."""

from flask import Flask

from app import announced, realtime
from app.accounts import off_work
from app.contributions import surfaces
from app.contributions.surfaces import Surface
from app.experts import (
    around,
    asking_views,
    broadcasts,
    cards,
    commands,
    deciding_views,
    desk,
    desk_events,
    desk_facts,
    drafting_views,
    duty,
    effects,
    furnishing_views,
    handing_views,
    library_views,
    numbers_views,
    phrase_views,
    queries,
    readers,
    shelf,
    urgency,
    views,
    wording,
    work_views,
)
from app.finding import facts
from app.realtime import rounds


def register(app: Flask) -> None:
    """Pages, and what a question or an answer does when it appears or goes, and who may read it."""
    own = (
        *(asking_views, deciding_views, library_views, work_views, furnishing_views),
        *(drafting_views, handing_views, phrase_views, numbers_views),
    )
    for pages in (views.pages, desk.desk, *(each.pages for each in own)):
        app.register_blueprint(pages)
    shelf.register()
    off_work.when_ended(app, duty.let_go)
    app.cli.add_command(commands.experts)
    realtime.serve(app, desk_events.DeskNamespace(broadcasts.SPACE))
    rounds.every_second(app, desk_events.show_out)
    app.jinja_env.globals.update(
        answer_pieces=cards.pieces, urgency_of=urgency.words, goes_first=desk_facts.who_goes_first
    )
    app.jinja_env.globals.update(badge_of=wording.badge, room_words=wording.room, reviewed_words=announced.month)
    facts.register_places("expert_room", queries.places)
    for surface in (_question(), _answer(), _follow_up()):
        surfaces.register(surface)


def _question() -> Surface:
    return Surface(
        kind="question",
        channel="question",
        address=effects.address,
        visible_at=effects.address_of_question,
        appear=effects.find_answers_again,
        change=effects.leave_in_place,
        vanish=effects.question_vanishes,
        taken_back=effects.question_is_taken_back,
        readable_by=readers.may_read_question,
        held_readable_by=readers.may_read_held_question,
        found_as=effects.question_as_found,
        keeps_sealed=effects.question_is_sealed,
        around=around.beside,
    )


def _answer() -> Surface:
    return Surface(
        kind="answer",
        channel="answer",
        address=effects.address,
        appear=effects.answer_appears,
        change=effects.leave_in_place,
        vanish=effects.answer_vanishes,
        readable_by=readers.may_read_answer,
        found_as=effects.answer_as_found,
        keeps_sealed=effects.text_is_sealed,
        around=around.beside,
    )


def _follow_up() -> Surface:
    return Surface(
        kind="follow_up",
        channel="question",
        address=effects.address,
        appear=effects.follow_up_appears,
        change=effects.leave_in_place,
        vanish=effects.follow_up_vanishes,
        readable_by=readers.may_read_follow_up,
        keeps_sealed=effects.text_is_sealed,
        around=around.beside,
    )
