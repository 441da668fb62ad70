"""The boards of a site: one for every stage and theme, each with a sentence of purpose; older sites get those that came later."""

from sqlalchemy import delete, select

from app import db
from app.forum.models import Board
from app.seeds import evening
from tests.support.cast import an_app, at_work, looking

NAMES = (
    "まず話したい 小学生 中学生 高校・その先 学校とのやりとり 居場所・フリースクール からだと発達 夫婦・きょうだい・祖父母 "
    "親のこころ 回復のはなし 夜の広場 English ほかのことば"
).split()


def boards(app: object) -> list[Board]:
    with looking(app):  # type: ignore[arg-type]  # an application
        found = list(db.session().scalars(select(Board).order_by(Board.position)))
        db.session().expunge_all()
        return found


def test_every_stage_and_theme_has_a_board_that_says_what_it_is_for(sqlite_url: str) -> None:
    app = an_app(sqlite_url)
    with app.app_context():
        evening.furnish()
    found = boards(app)
    assert [board.name_ja for board in found] == NAMES
    assert all(board.purpose_ja and board.purpose_en and board.name_en for board in found)


def test_an_older_site_gets_the_boards_that_came_later_and_keeps_its_own(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    with app.app_context():
        evening.furnish()
        with at_work(app):
            db.session().execute(delete(Board).where(Board.slug.in_(["recovery", "languages"])))
            db.session().scalars(select(Board).where(Board.slug == "night")).one().name_ja = "よるのひろば"
        for _twice in range(2):
            evening.furnish()
            evening.fill(only_if_empty=True)
    found = [board.name_ja for board in boards(app)]
    assert sorted(found) == sorted("よるのひろば" if name == "夜の広場" else name for name in NAMES)
