"""The second opinion is off unless wanted, says so, and when it speaks it only asks a person to look."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app import db
from app.contributions import concerns, second_opinion
from app.contributions.models import Concern, ConcernSource, Contribution
from app.contributions.screening import Screened
from moderation import Draft, Finding, Policy, Severity
from moderation.finding import UNSURE
from tests.chat.conftest import a_room
from tests.support.cast import a_member, an_app, at_work, looking, state_of


class Worried:
    """A reader who is worried by everything: what matters here is what the site does with an opinion."""

    def concerns(self, texts: Sequence[str], batch: int = 16) -> Iterator[tuple[Finding, ...]]:
        for text in texts:
            yield (Finding("abuse.insult", Severity.WEAK, 0, len(text), 0.9, "second_opinion"),)


def test_where_it_is_not_wanted_or_not_there_the_site_says_so_and_goes_on(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    said = app.test_cli_runner().invoke(args=["second-opinion"])
    assert (said.exit_code, "off: TOMOSHIBI_DETOXIFY is not set" in said.output) == (0, True)
    parts = app.test_client().get("/readyz").get_json()["moderation"]
    assert parts["second_opinion"].startswith("off")
    lacking = an_app(migrated_database_url, detoxify="/nowhere/checkpoint.ckpt")
    assert "off: " in lacking.test_cli_runner().invoke(args=["second-opinion"]).output


def test_it_asks_a_person_to_look_once_and_leaves_the_text_where_it_is(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    a_room(app, "yoru")
    yuki = a_member(app)
    yuki.post("/rooms/yoru/messages", body="きょうは雨でした", nonce="n1")
    for expected in (1, 0):
        with at_work(app):
            assert second_opinion.look_back(Worried(), hours=24) == expected
    with looking(app):
        concern = db.session().scalars(select(Concern).where(Concern.source == ConcernSource.SECOND_OPINION)).one()
        contribution_id = concern.contribution_id
    assert state_of(app, contribution_id) == "visible"


def test_what_the_classifier_alone_supposes_stands_behind_what_was_plainly_said(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    a_room(app, "yoru")
    yuki = a_member(app)
    plain = Finding("crisis.suicide_self", Severity.STRONG, 0, 4, 0.95, "words.ja")
    supposed = Finding("crisis.suicide_self", Severity.STRONG, 0, 4, 0.95, "classifier", frozenset((UNSURE,)))
    yuki.post("/rooms/yoru/messages", body="きょうは雨でした", nonce="n1")
    with at_work(app):
        said = db.session().scalars(select(Contribution)).one()
        decision = Policy().decide(Draft(said.body), (plain, supposed))
        concerns.raise_from(said, Screened(decision))
    with looking(app):
        raised = {concern.detector: concern.severity for concern in db.session().scalars(select(Concern))}
    assert raised == {"words.ja": 2, "classifier": 1}
