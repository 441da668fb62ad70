"""The trained part: believed only when whole, the same for every thread, and never without saying so when it is away."""

import dataclasses
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from moderation import Draft, Policy, classifier, corpus, screen, status
from moderation.classifier import artefact, grams, looks, model, weighing
from moderation.classifier.encoder import LONGEST
from moderation.classifier.heads import HEADS, tongue
from moderation.classifier.verdict import Scale, settled
from moderation.decision import Action, Care
from moderation.finding import Category
from moderation.reading import Reading

MESSAGES = (
    ("ja", "親が甘やかすから学校に行けなくなるんだよ"),
    ("ja", "今朝は冷えましたね。味噌汁がおいしいです"),
    ("en", "I can't see a reason to wake up tomorrow"),
    ("en", "the kettle is on, who else is still up?"),
    ("es", "gana dinero desde casa, te paso el grupo de Telegram"),
)


@pytest.fixture
def copied(tmp_path):
    """A copy of the shipped model that may be spoiled."""
    shutil.copytree(artefact.HERE, tmp_path / "model")
    return tmp_path / "model"


@pytest.fixture
def shelf():
    """The shelf in use, given back as it was."""
    yield model.SHELF
    model.SHELF.open(artefact.HERE)


def opinion(lang, text):
    return classifier.opinion(Reading(Draft(text, lang=lang)))


def test_the_shipped_model_is_whole():
    assert classifier.status().ready, classifier.status().because
    assert classifier.status().version in status().classifier


def test_the_shipped_files_are_small_enough():
    assert sum(path.stat().st_size for path in artefact.HERE.iterdir()) < 64 * 2**20


@pytest.mark.parametrize(
    "name", ["encoder.onnx", "inner.npz", "linear.npz", "pieces.json", "verdict.json", "words.npz"]
)
def test_one_flipped_bit_takes_the_model_out_of_use_and_says_so(copied, shelf, name):
    contents = bytearray((copied / name).read_bytes())
    contents[len(contents) // 2] ^= 1
    (copied / name).write_bytes(contents)
    shelf.open(copied)
    assert classifier.status() == artefact.Status(False, "", f"{name} is not the file that was trained")
    assert "rules only" in status().classifier


@pytest.mark.parametrize("name", ["encoder.onnx", "manifest.json"])
def test_a_missing_file_takes_the_model_out_of_use_and_says_so(copied, shelf, name):
    (copied / name).unlink()
    shelf.open(copied)
    assert classifier.status().because == f"{name} is missing"


def test_a_manifest_that_is_no_manifest_is_told(copied, shelf):
    (copied / artefact.MANIFEST).write_text("[1, 2")
    shelf.open(copied)
    assert "cannot be read" in classifier.status().because


def test_files_that_are_whole_but_useless_are_told(copied, shelf):
    (copied / "verdict.json").write_text("{}")
    artefact.seal(copied, "x", {})
    shelf.open(copied)
    assert "cannot be opened" in classifier.status().because


def test_without_a_model_the_rules_stand_alone(tmp_path, shelf):
    shelf.open(tmp_path / "nothing")
    decision = screen(Draft("死にたい", lang="ja"), Policy())
    assert Category.CRISIS in decision.labels
    assert "classifier" not in {finding.detector for finding in decision.findings}
    assert decision.degraded == ()


def test_many_threads_hear_the_same_opinion():
    alone = [opinion(*message) for message in MESSAGES]
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda message: opinion(*message), MESSAGES * 20))
    for one, other in zip(alone * 20, together, strict=True):
        assert np.array_equal(one.encoder, other.encoder)
        assert np.array_equal(one.linear, other.linear)


EVENING = "今日は洗濯をして、昼にうどんを食べて、夕方は犬の散歩に行きました。娘は縁側で絵を描いていました。"


PLAINLY = "生きているのがもうつらくて、全部終わりにして死んでしまいたいです。"
INDIRECTLY = "もう起きてこないかもしれません。あの子のことは母に頼みました。これで最後です。どうか許してください。"
"""No rule knows this one."""


@pytest.mark.parametrize("length", [12, 60, 150])
def test_one_clause_in_the_middle_of_a_long_post_is_still_seen(length):
    talk = EVENING * (length // 2)
    for clause in (PLAINLY, INDIRECTLY):
        decision = screen(Draft(f"{talk}{clause}{talk}", lang="ja"), Policy())
        assert Category.CRISIS in decision.labels, clause
    assert Category.CRISIS not in screen(Draft(talk * 2, lang="ja"), Policy()).labels


class _CountingSession:
    """Counts the pieces a real session is shown."""

    def __init__(self, session):
        self.session, self.shown = session, 0

    def run(self, wanted, inputs):
        self.shown += inputs["words"].shape[1]
        return self.session.run(wanted, inputs)


@pytest.mark.parametrize("length", [200, 1_000, 8_000, 20_000, 100_000])
def test_however_long_a_text_is_the_encoder_is_shown_little_of_it(length, monkeypatch):
    whole = model.SHELF.model()
    counting = _CountingSession(whole.encoder.session)
    reader = dataclasses.replace(whole.encoder, session=counting)
    monkeypatch.setattr(model.SHELF, "_found", dataclasses.replace(whole, encoder=reader))
    screen(Draft((EVENING * (length // len(EVENING) + 1))[:length], lang="ja"), Policy())
    assert 0 < counting.shown <= 330  # pieces; some fifty milliseconds


def test_the_parts_of_a_long_text_are_its_ends_and_where_it_worries():
    heads, pieces = model.SHELF.model().linear, list(range(1_000))
    letters = "きょうは散歩に行きました。" * 200
    middle = letters[:1_300] + "もう死にたい。消えたい。" * 4 + letters[1_300:]
    read = looks.looks(pieces, middle, heads).pieces
    assert len(read) == looks.MOST
    assert read[0][0] == 0
    assert read[-1][-1] == 999
    assert any(part[0] <= 500 <= part[-1] or part[0] <= 520 <= part[-1] for part in read[1:-1])
    assert looks.short(list(range(LONGEST)))
    assert {piece for part in looks.looks(list(range(200)), letters, heads).pieces for piece in part} == set(range(200))


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "👨‍👩‍👧", "a" * 20_000, "ﷺ" * 300])
def test_no_text_is_too_strange(text):
    heard = opinion("", text)
    assert heard.encoder.shape == heard.linear.shape == (len(HEADS),)
    assert np.isfinite(heard.encoder).all()


def test_bins_do_not_depend_on_order_or_run():
    assert np.array_equal(grams.bins_of("学校に行けない"), grams.bins_of("学校に行けない"))
    assert not set(grams.bins_of("abc")).isdisjoint(grams.bins_of("abcd abc"))
    assert (grams.bins_of("anything at all") < grams.BINS).all()


def test_the_language_is_guessed_where_it_is_not_told():
    assert [tongue("", text) for text in ("眠れない夜です", "good night", "buenas noches, señora")] == [
        "ja",
        "en",
        "other",
    ]
    assert [tongue(lang, "x") for lang in ("ja", "en", "de")] == ["ja", "en", "other"]


def test_a_score_is_one_half_at_the_threshold():
    scale = Scale((0.0, 1.0), 0.2)
    edge = np.array([1.0, np.log(0.2 / 0.8)], np.float32)
    assert scale.score(edge) == pytest.approx(0.5)
    assert scale.score(edge - np.array([0, 1], np.float32)) < 0.5 < scale.score(edge + np.array([0, 1], np.float32))


def test_the_verdict_learns_what_separates():
    rows = np.array([[1.0, value] for value in np.linspace(-3, 3, 200)])
    weights = settled(rows, (rows[:, 1] > 0.5).astype(float))
    assert weights[1] > 1
    assert -weights[0] / weights[1] == pytest.approx(0.5, abs=0.2)


def test_a_finding_of_the_classifier_alone_spans_the_text_and_names_a_kind():
    given = [finding for lang, text in MESSAGES for finding in screen(Draft(text, lang=lang), Policy()).findings]
    alone = [finding for finding in given if finding.detector == "classifier"]
    assert all(finding.start == 0 and finding.kind in HEADS for finding in alone)


@pytest.mark.parametrize(
    ("lang", "text", "circumstance"),
    [
        ("es", "Me muero de sueño, hoy no puedo más", "idiom"),
        ("ja", "死ぬほど眠い。昨日も3時まで起きてた", "idiom"),
        ("ja", "夫が怒鳴るのは疲れてる時だけで、手は出ません", "eased"),
        ("en", "He said 'I don't want to die, I just want a break' and I cried with relief", "eased"),
        ("en", "you're not lazy, you're exhausted. be kind to yourself", "gentle"),
    ],
)
def test_ways_of_speaking_relief_and_comfort_are_no_supposition(lang, text, circumstance, monkeypatch):
    assert not screen(Draft(text, lang=lang), Policy()).findings
    calm = {
        label: {name: score for name, score in some.items() if name != circumstance}
        for label, some in weighing.CALM.items()
    }
    monkeypatch.setattr(weighing, "CALM", calm)
    assert screen(Draft(text, lang=lang), Policy()).findings, "the classifier alone would have supposed something"


def test_plain_days_are_hardly_ever_held():
    days = corpus.read([corpus.HERE / "everyday.jsonl"])[::4]
    held = [day.text for day in days if screen(Draft(day.text, lang=day.lang), Policy()).action >= Action.HOLD]
    assert 1000 * len(held) < 5 * len(days), held


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "母親に向いてなかったんだと思う、ほんと"),
        ("ja", "父を春に亡くして、まだ仏壇の前で固まってしまいます"),
        ("ja", "言葉をぶつけてしまった。謝ったけれど、ドアは閉まったままです"),
        ("en", "I'm ashamed to admit I pretended to be at work"),
        ("fr", "Je suis épuisée, bonne nuit à toutes"),
    ],
)
def test_guilt_grief_and_tiredness_are_offered_no_card(lang, text):
    assert screen(Draft(text, lang=lang), Policy()).care is Care.NONE


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "先生にもらった眠剤、飲まずに引き出しにたまってる。数も知ってる"),
        ("ja", "しつけアプリより一発殴ったほうが治る。うちは一発やればわかった"),
        ("en", "he drank the screenwash"),
        ("en", "if you don't hear from me, thank you, you were the only kind voices"),
        ("ko", "다 제 탓이니까 제가 없어지면 끝나는 일이에요"),
    ],
)
def test_danger_without_a_hard_word_is_heard(lang, text):
    assert Category.CRISIS in screen(Draft(text, lang=lang), Policy()).labels


def test_there_is_always_a_likeliest_kind():
    heard = opinion(*MESSAGES[0])
    assert all(weighing.kinds(heard, label) for label in (Category.SCAM, Category.ABUSE, Category.CRISIS))


def test_the_manifest_names_every_file():
    manifest = json.loads((artefact.HERE / artefact.MANIFEST).read_text())
    assert set(manifest["files"]) == {path.name for path in Path(artefact.HERE).iterdir()} - {
        artefact.MANIFEST,
        "README.md",
    }
