"""What training may learn from rulings: the words and the final label, in the form the trainer reads, and nothing else."""

import json
import stat
from pathlib import Path

import pytest

from app import db
from app.accounts import current, learning
from app.chat.models import Message
from app.contributions import services as door
from app.contributions.models import Concern, Contribution
from app.contributions.services import Words
from app.permissions import Role
from app.review import appeals, export, reversals
from app.review.models import Outcome, Ruling
from app.review.reversals import Why
from moderation import corpus
from moderation.classifier import artefact
from moderation.cli import main
from tests.moderation.test_rulings import small
from tests.review.conftest import House
from tests.support.cast import Person, actor_of, at_work, looking

assert small  # the small corpus and its model, as a fixture
BLAME = "そんな育て方をしているから、子どもが甘えるのだと思います"


class Ruled:
    """A house in which things were ruled on."""

    def __init__(self, house: House) -> None:
        self.house, self.app, self.mori = house, house.app, house.moderator()

    def text(self, body: str = BLAME, kind: str = "abuse.blame", by: Person | None = None) -> str:
        """Something said, with a worry about it."""
        writer = by or self.house.member()
        with at_work(self.app, writer) as actor:
            from sqlalchemy import select

            from app.chat.models import Room
            from app.contributions.models import State

            room = db.session().scalars(select(Room)).one()
            made = Message(room_id=room.id, mask_id=actor.mask_id, nonce=None, body=body, html=body, state=State.HELD)
            db.session().add(made)
            db.session().flush()
            text = made.id
        self.house.worry(text, kind)
        return text

    def rule(self, text: str, outcome: Outcome, reason: str = "hurts") -> str:
        self.house.claim(self.mori, text)
        return self.house.rule(self.mori, text, outcome, reason=reason).id

    def ruled(self, outcome: Outcome, body: str = BLAME, kind: str = "abuse.blame", reason: str = "hurts") -> str:
        text = self.text(body, kind)
        self.rule(text, outcome, reason)
        return text

    def rows(self) -> list[dict[str, object]]:
        with looking(self.app):
            return [json.loads(line) for line in export.lines()]

    def texts(self) -> list[str]:
        return sorted(str(row["text"]) for row in self.rows())


@pytest.fixture
def ruled(sqlite_house: House) -> Ruled:
    return Ruled(sqlite_house)


def test_a_row_is_the_words_and_the_final_label_and_nothing_else(ruled: Ruled) -> None:
    text = ruled.ruled(Outcome.REMOVE)
    (row,) = ruled.rows()
    assert row == {
        "id": "ruling-1",
        "lang": "ja",
        "channel": "chat",
        "text": BLAME,
        "labels": ["abuse"],
        "kinds": ["abuse.blame"],
    }
    with looking(ruled.app):
        found = db.session().get_one(Contribution, text)
        for secret in (found.id, found.mask_id, ruled.mori.mask_id, ruled.mori.mask_name, "2026"):
            assert secret not in json.dumps(row)


def test_the_trainer_reads_what_is_exported_and_its_gate_judges_it(
    ruled: Ruled,
    tmp_path: Path,
    small: tuple[Path, Path],
) -> None:
    ruled.ruled(Outcome.REMOVE)
    ruled.ruled(Outcome.PUBLISH, "きょうは夕焼けがきれいでした", "scam.mlm")
    ruled.ruled(Outcome.WARN, "このお守りで治ります。詳しくは外で話しましょう", "scam.paid_cure", "solicits")
    file = tmp_path / "rulings.jsonl"
    said = ruled.app.test_cli_runner().invoke(args=["rulings", "export", str(file)])
    assert said.output == "rulings: 3 texts\n"
    read = corpus.read([file])
    assert sorted(row.labels for row in read) == [(), ("abuse",), ("scam",)]
    assert len({row.group for row in read}) == 3
    chosen, model = small
    arguments = ["train", "--corpus", str(chosen), "--start", str(model), "--out", str(tmp_path / "new")]
    assert main([*arguments, "--with-rulings", str(file)]) == 0
    assert artefact.verified(tmp_path / "new")


def test_the_file_is_for_whoever_made_it_and_replaces_none(ruled: Ruled, tmp_path: Path) -> None:
    file = tmp_path / "rulings.jsonl"
    assert ruled.app.test_cli_runner().invoke(args=["rulings", "export", str(file)]).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = ruled.app.test_cli_runner().invoke(args=["rulings", "export", str(file)])
    assert again.exit_code == 1
    assert "must be a new file" in again.output


def test_what_was_withdrawn_is_not_exported(ruled: Ruled) -> None:
    writer = ruled.house.member()
    text = ruled.text(by=writer)
    ruled.rule(text, Outcome.PUBLISH)
    assert ruled.texts() == [BLAME]
    with at_work(ruled.app, writer) as actor:
        door.withdraw(actor, db.session().get_one(Contribution, text))
    assert ruled.texts() == []


def test_what_was_changed_after_the_ruling_is_not_exported(ruled: Ruled) -> None:
    writer = ruled.house.member()
    text = ruled.text(by=writer)
    ruled.rule(text, Outcome.PUBLISH)
    with at_work(ruled.app, writer) as actor:
        door.revise(actor, db.session().get_one(Contribution, text), Words("", "おやすみなさい、また明日"))
    assert ruled.texts() == []


def test_whoever_says_no_teaches_nothing_under_any_name(ruled: Ruled) -> None:
    writer, other = ruled.house.member(), ruled.house.member()
    for by in (writer, other):
        ruled.rule(ruled.text(f"{BLAME}。{by.mask_name}より" if by is writer else BLAME, by=by), Outcome.REMOVE)
    assert len(ruled.texts()) == 2
    assert writer.post("/me/learning").status_code == 303
    assert ruled.texts() == [BLAME]
    assert "checked" not in writer.client.get("/me/learning").get_data(as_text=True)
    writer.post("/me/learning", is_fine="1")
    assert len(ruled.texts()) == 2
    assert "checked" in writer.client.get("/me/learning").get_data(as_text=True)


def test_of_whom_nobody_can_be_asked_nothing_is_learned(ruled: Ruled) -> None:
    with looking(ruled.app):
        assert learning.is_fine_with(current.keys(), "no-such-mask") is False


def test_danger_is_not_exported_whatever_was_ruled(ruled: Ruled) -> None:
    for outcome in (Outcome.PUBLISH, Outcome.REMOVE):
        ruled.ruled(outcome, kind="crisis.suicide_self")
    text = ruled.text()
    ruled.house.report(ruled.house.member(), text, "danger")
    ruled.rule(text, Outcome.PUBLISH)
    assert ruled.texts() == []


def test_what_identifies_somebody_is_masked_or_left_out(ruled: Ruled) -> None:
    number = "090-1234-5678"
    ruled.ruled(Outcome.REMOVE, f"儲かる副業です。{number}へ", "scam.side_job", "solicits")
    ruled.ruled(Outcome.REMOVE, f"電話は{number}です", "pii.phone", "identifies")
    ruled.ruled(Outcome.PUBLISH, f"よかったら電話ください {number} 夜ならいます", "scam.mlm")
    (row,) = ruled.rows()
    assert row["kinds"] == ["scam.side_job"]
    assert number not in str(row["text"])
    assert "電話番号" in str(row["text"])


def test_a_ruling_that_fell_on_an_appeal_is_learned_as_harmless_and_one_taken_back_not_at_all(ruled: Ruled) -> None:
    writer = ruled.house.member()
    overturned, back = ruled.text(by=writer), ruled.text(f"{BLAME}ね")
    first, second = ruled.rule(overturned, Outcome.REMOVE), ruled.rule(back, Outcome.REMOVE)
    lead = ruled.house.moderator(Role.LEAD)
    with at_work(ruled.app):
        appeals.ask(actor_of(writer), db.session().get_one(Ruling, first), "もう一度見てください")
    with at_work(ruled.app, lead) as actor:
        appeals.overturn(actor, appeals.open_to(actor)[0], Why("見なおしました"))
        reversals.take_back(actor, db.session().get_one(Ruling, second), Why())
    (row,) = ruled.rows()
    assert (row["text"], row["labels"]) == (BLAME, [])


def test_a_report_alone_says_what_it_was_only_where_the_reason_says_one_thing(ruled: Ruled) -> None:
    for reason, kinds in (("hurts", ["abuse.insult"]), ("threatens", None), ("outside", ["scam.off_platform"])):
        ruled.ruled(Outcome.REMOVE, f"{BLAME} {reason}", "report.hurtful", reason)
        found = [row["kinds"] for row in ruled.rows() if reason in str(row["text"])]
        assert found == ([kinds] if kinds else [])


def test_outcomes_that_say_nothing_about_the_words_are_no_label(ruled: Ruled) -> None:
    text = ruled.text()
    ruled.rule(text, Outcome.SLOW_ROOM)
    assert ruled.texts() == []


def test_nothing_tells_in_which_order_it_was_ruled(ruled: Ruled) -> None:
    for number in range(12):
        ruled.ruled(Outcome.REMOVE, f"{BLAME} {number:02}")
    orders = {tuple(str(row["text"]) for row in ruled.rows()) for _again in range(4)}
    assert len(orders) > 1
    assert [row["id"] for row in ruled.rows()] == [f"ruling-{number}" for number in range(1, 13)]


def test_the_language_is_told_by_the_script() -> None:
    texts = {
        "今夜もねむれません": "ja",
        "안녕하세요": "ko",
        "Good night": "en",
        "สวัสดี": "th",
        "नमस्ते": "hi",
        "晚安": "zh",
    }
    assert {text: export._language(text) for text in texts} == texts


assert Concern
