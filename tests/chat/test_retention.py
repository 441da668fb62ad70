"""What is said in a room is gone after its hours, from the page and from the database."""

from datetime import timedelta

from sqlalchemy import func, select

from app import clock, db
from app.chat import queries, services
from app.chat.services import Line
from app.contributions.models import Contribution
from tests.chat.conftest import a_room
from tests.support.cast import a_member, an_app, at_work, looking


def test_old_lines_are_not_shown_and_are_deleted_by_the_timer(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    a_room(app, "yoru", retention_hours=72)
    yuki = a_member(app)
    for hours_ago, words in ((80, "三日よりまえ"), (1, "さっき")):
        with clock.standing_at(clock.now() - timedelta(hours=hours_ago)), at_work(app, yuki) as actor:
            services.say(actor, queries.room_for(actor, "yoru"), Line(words, words))
    page = yuki.client.get("/rooms/yoru").get_data(as_text=True)
    assert "さっき" in page
    assert "三日よりまえ" not in page
    app.test_cli_runner().invoke(args=["retention"])
    with looking(app):
        assert db.session().scalar(select(func.count()).select_from(Contribution)) == 1


def test_the_doctor_finds_nothing_on_a_fresh_site(migrated_database_url: str) -> None:
    answer = an_app(migrated_database_url).test_cli_runner().invoke(args=["doctor"])
    # The tests' own PostgreSQL does not wait for its disk, and of that alone the doctor complains.
    told = [line for line in answer.output.splitlines() if line.startswith("doctor: ")]
    complaints = [line for line in told if "nothing to mend" not in line]
    assert [line for line in complaints if "could be gone after a crash" not in line] == [], answer.output
    assert answer.exit_code == bool(complaints), answer.output


def test_the_doctor_tells_of_a_database_without_tables(database_url: str) -> None:
    answer = an_app(database_url).test_cli_runner().invoke(args=["doctor"])
    assert answer.exit_code == 1
    assert "flask --app wsgi migrate" in answer.output
