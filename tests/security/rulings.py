"""What was decided in the small world: a ruling about everybody, two appeals, and an account that a second person may close."""

from flask import Flask
from sqlalchemy import select

from app import db
from app.chat import services as chat
from app.chat.models import Room
from app.contributions import concerns
from app.contributions.models import Contribution
from app.ids import new_id
from app.review import appeals, queries, services, told
from app.review.models import Outcome
from app.review.services import Verdict
from tests.support.cast import Person, a_member, at_work


def decide(app: Flask, people: dict[str, Person]) -> dict[str, str]:
    """What was decided, by what it is. Nobody of `people` is kept from anything by it."""
    things, ruler = {}, people["asking lead"]
    for number, (who, person) in enumerate(people.items()):
        line = _said(app, person, f"{'ずっと' * (number + 1)}ここにいます。")
        by = people["lead"] if person is ruler else ruler
        things[f"ruling about {who}"] = _ruled(app, by, line, Outcome.WARN, "次からは、短くお願いします。")
    for thing, who in (("appeal", "aki"), ("appeal of moderator", "moderator")):
        things[thing] = _asked(app, people[who], things[f"ruling about {who}"])
    somebody = a_member(app, "しずかなひと")
    line = _said(app, somebody, "もうここには来ないつもりのことば。")
    things["ban proposal"] = _ruled(app, ruler, line, Outcome.ACCOUNT_BAN, "お願いが届きませんでした。")
    return things


def _said(app: Flask, person: Person, body: str) -> str:
    with at_work(app, person) as actor:
        kept = chat.say(actor, db.session().scalars(select(Room)).one(), chat.Line(body, new_id())).contribution
        assert kept is not None
        return kept.id


def _ruled(app: Flask, moderator: Person, text: str, measure: Outcome, words: str) -> str:
    with at_work(app, a_member(app)) as actor:
        concerns.report(actor, db.session().get_one(Contribution, text), "other", "")
    with at_work(app, moderator) as actor:
        found = queries.contribution_for(actor, text)
        mark = queries.case_of(actor, found).mark
        return services.rule(actor, found, Verdict(Outcome.PUBLISH, "repeats", words, "", mark, measure)).id


def _asked(app: Flask, person: Person, ruling_id: str) -> str:
    with at_work(app, person) as actor:
        ruling = told.ruling_for(actor, ruling_id)
        appeals.ask(actor, ruling, "もう一度、見てください。")
        found = told.appeal_about(ruling)
        assert found is not None
        return found.id
