"""The operator learns which lines to compare with their official pages again."""

from datetime import date, timedelta

from app import clock
from app.referrals import directory
from app.referrals.commands import due_on
from tests.referrals.clocks import tokyo
from tests.support.cast import an_app


def test_a_line_is_due_after_half_a_year_and_not_a_day_before() -> None:
    line = directory.line("jp-yorisoi")
    assert line not in due_on(line.checked + timedelta(days=180))
    assert line in due_on(line.checked + timedelta(days=181))


def test_the_longest_neglected_comes_first() -> None:
    late = [line.checked for line in due_on(date(2026, 11, 22))]
    assert late == sorted(late)
    assert late[0] == date(2023, 7, 18)


def test_the_command_names_line_number_and_page(sqlite_url: str) -> None:
    app = an_app(sqlite_url)
    with clock.standing_at(tokyo("2026-11-22 12:00")):
        said = app.test_cli_runner().invoke(args=["lines", "due"]).output
    assert "2023-07-18" in said
    assert "jp-minna-jinken-110" in said
    assert "0570-003-110" in said
    assert "jp-119 " not in said
    with clock.standing_at(tokyo("2023-07-19 12:00")):
        assert "nothing is due" in app.test_cli_runner().invoke(args=["lines", "due"]).output


def test_the_doctor_reminds_of_lines_without_calling_the_installation_ill(sqlite_url: str) -> None:
    doctor = an_app(sqlite_url).test_cli_runner()
    with clock.standing_at(tokyo("2026-11-22 12:00")):
        said = doctor.invoke(args=["doctor"]).output
    assert f"lines: {len(due_on(date(2026, 11, 22)))} not compared" in said
    assert "doctor: lines" not in said
    with clock.standing_at(tokyo("2023-07-19 12:00")):
        assert "lines:" not in doctor.invoke(args=["doctor"]).output
