"""Details told in ways no rule knows: taught from spans, heard piece by piece, asked about once, and never where a rule saw them."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from moderation import Action, Category, Channel, Draft, Policy, Standing, identifying, screen
from moderation.calendar import this_year
from moderation.classifier import artefact, model, net, tagger, tagging
from moderation.classifier.heads import TONGUES
from moderation.classifier.verdict import Mark
from moderation.corpus import HERE, Row, read
from moderation.finding import UNSURE, Finding, Severity
from moderation.identity import plainly_identifying
from moderation.reading import Reading
from moderation.told import supposed

UNRULED = "フォトナで ゆうパパ_EpicNeko7 にウィスパーくれたら返す"
"""No rule knows this one; the corpus has it."""
ACCOUNT = "EpicNeko7"


@pytest.fixture(scope="module")
def reader():
    return model.SHELF.model().encoder


@pytest.fixture(scope="module")
def taught(reader) -> tagger.Tagger:
    """A tagger of some hundred messages, about half of them without a detail."""
    rows = read([HERE / "ja-pii.jsonl"])
    some = [row for number, row in enumerate(rows) if row.text == UNRULED or number % 9 == 0]
    return tagging.tagger(_lessons(reader, some), net.Plan(hidden=16, epochs=20, batch=64))


@pytest.fixture
def hearing(taught, monkeypatch) -> tagger.Tagger:
    """The shipped model, with that tagger."""
    monkeypatch.setattr(model.SHELF, "_found", replace(model.SHELF.model(), tagger=taught))
    return taught


def _lessons(reader, rows: list[Row]) -> Iterator[tagging.Lesson]:
    for row in rows:
        cut = reader.placed(Reading(Draft(row.text, lang=row.lang)).plain.text)
        yield tagging.lesson(row, reader.heard([cut.numbers]).tokens[0], cut.places, 1)


def _row(text: str, *spans: tuple[str, str]) -> Row:
    kinds = tuple({kind for kind, _ in spans})
    return Row(text, "ja", "chat", text, ("pii",) if spans else (), kinds, spans, False, text)


def _supposed(text: str, words: str, kind: str, *findings: Finding, lang: str = "") -> list[Finding]:
    start = text.index(words)
    return list(supposed(Reading(Draft(text, lang=lang)), [Mark(kind, start, start + len(words), 0.9)], findings))


def test_pieces_inside_a_span_are_told_and_no_others(reader):
    row = _row("きのう　ｓａｋｕｒａ＿９ に送った", ("pii.handle", "ｓａｋｕｒａ＿９"))
    (lesson,) = _lessons(reader, [row])
    plain = Reading(Draft(row.text, lang="ja")).plain
    told = [plain.text[slice(*place)].strip() for place, kind in zip(lesson.places, lesson.told, strict=True) if kind]
    assert "".join(told) == "sakura_9"
    assert set(lesson.told) == {0, 1 + tagger.DETAILS.index("pii.handle")}


def test_of_messages_like_all_others_few_pieces_are_kept(reader):
    (lesson,) = _lessons(reader, [_row("今日は犬の散歩に行って、帰りに小さなパン屋さんに寄りました。")])
    some = tagging.thinned(tagging.lesson(lesson.row, lesson.tokens.astype(np.float32), lesson.places, 5))
    assert 0 < len(some.tokens) <= len(lesson.tokens) // 5 + 1
    assert len(some.tokens) == len(some.told) == len(some.places) == len(some.learned)


def test_the_same_teaching_gives_the_same_net_and_it_learns_what_separates():
    seeded = np.random.default_rng(3)
    rows = seeded.normal(size=(3_000, 12)).astype(np.float16)
    wanted = np.where(rows[:, 0] * rows[:, 1] > 0.3, 1, np.where(rows[:, 2] > 1, 2, 0)).astype(np.int64)
    one, other = (
        tagger.Tagger(*net.fit(rows, wanted, 3, net.Plan(epochs=20, batch=32, rate=0.01)), tagging.RAW)
        for _ in range(2)
    )
    assert np.array_equal(one.inner, other.inner)
    assert (one.shares(rows.astype(np.float32)).argmax(1) == wanted).mean() > 0.93


def test_a_tagger_survives_being_kept_in_a_small_file(taught):
    contents = tagger.packed(replace(taught, edges=np.array([0.9, 0.8, 0.7], np.float32)))
    kept = tagger.unpacked(contents)
    rows = np.random.default_rng(1).normal(size=(50, len(kept.inner))).astype(np.float32)
    assert len(contents) < 300_000
    assert np.allclose(kept.shares(rows), taught.shares(rows), atol=0.02)
    assert kept.edges.tolist() == pytest.approx([0.9, 0.8, 0.7])


def test_what_no_rule_knows_is_asked_about_once_and_believed(hearing):
    decision = screen(Draft(UNRULED, lang="ja"), Policy())
    (heard,) = [finding for finding in decision.findings if finding.category is Category.PII]
    assert (heard.kind, heard.detector, heard.tags) == ("pii.handle", "tagger", {UNSURE})
    assert decision.action is Action.MASK
    assert ACCOUNT not in decision.masked
    for standing in Standing:
        again = Draft(UNRULED, lang="ja", nudged=True, standing=standing, night=True)
        assert screen(again, Policy()).action is Action.ALLOW


def test_what_was_masked_is_not_asked_about_again(hearing):
    masked = screen(Draft(UNRULED, lang="ja"), Policy()).masked
    assert Category.PII not in screen(Draft(masked, lang="ja"), Policy()).labels


def test_names_and_topics_are_left_to_the_rules(hearing):
    for channel in (Channel.NAME, Channel.TOPIC):
        assert not screen(Draft(UNRULED, lang="ja", channel=channel), Policy()).findings


def test_without_the_file_the_rest_works_as_before(tmp_path):
    shutil.copytree(artefact.HERE, tmp_path / "model")
    (tmp_path / "model" / "tagger.npz").unlink(missing_ok=True)
    artefact.seal(tmp_path / "model", "x", {})
    opened = model.opened(tmp_path / "model")
    assert opened.tagger is None
    assert opened.opinion(Reading(Draft(UNRULED, lang="ja"))).marks == ()


def test_a_tagger_in_the_folder_is_opened_with_the_rest(taught, tmp_path):
    shutil.copytree(artefact.HERE, tmp_path / "model")
    (tmp_path / "model" / "tagger.npz").write_bytes(tagger.packed(taught))
    artefact.seal(tmp_path / "model", "x", {})
    marks = model.opened(tmp_path / "model").opinion(Reading(Draft(UNRULED, lang="ja"))).marks
    assert [ACCOUNT in UNRULED[mark.start : mark.end] for mark in marks if mark.score >= 0.5] == [True]


@pytest.mark.parametrize("filler", [12, 40])
def test_in_a_long_post_the_place_is_still_right(filler, hearing):
    talk = "今日は洗濯をして、昼にうどんを食べて、夕方は犬の散歩に行きました。" * filler
    decision = screen(Draft(f"{talk}{UNRULED}", lang="ja"), Policy())
    (heard,) = [finding for finding in decision.findings if finding.category is Category.PII]
    assert ACCOUNT in f"{talk}{UNRULED}"[max(len(talk), heard.start) : heard.end]
    assert ACCOUNT not in decision.masked


def test_where_a_rule_saw_a_detail_nothing_is_supposed():
    text = "連絡は mio_2208 へ"
    seen = Finding("pii.handle", Severity.STRONG, 4, 12, 0.9, "pii.handle")
    assert _supposed(text, "mio_2208", "pii.email", lang="ja")
    assert not _supposed(text, "mio_2208", "pii.email", seen, lang="ja")
    assert _supposed(text, "mio_2208", "pii.email", replace(seen, score=0.3), lang="ja"), "a rule that was not sure"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("チャイルドライン 0120-99-7777 は夜9時まで", "0120-99-7777", "pii.phone"),
        ("CALM, 0800 58 58 58, five till midnight", "0800 58 58 58", "pii.phone"),
        ("病院の予約専用 03-5363-3611 つながらない", "5363-3611", "pii.phone"),
        ("受験番号 2315-0098 を忘れた", "2315-0098", "pii.phone"),
        ("https://www.mhlw.go.jp/mamorouyokokoro/ を見て", "mhlw.go.jp/mamorouyokokoro", "pii.url"),
        ("工藤新一がいつ戻るか", "工藤新一", "pii.person"),
        ("窓口は 100-8959 です", "100-8959", "pii.postal_code"),
        ("連絡は［メールアドレス］まで", "メールアドレス", "pii.email"),
        ("ask [name] at the gate", "name", "pii.person"),
        ("「あ」とだけ", "あ", "pii.person"),
        ("ここです https://example.com/a?b=1", "https://example.com/a?b=1", "pii.url"),
        ("霧ノ原市でも雪です", "霧ノ原市", "pii.school"),
        ("相談ナビ #8008 まで", "ナビ #8008", "pii.handle"),
        ("すこしながいことばのなが", "すこしながいことばのなが", "pii.phone"),
        (f"よる {this_year()}-11-20 15:00 から", f"{this_year()}-11-20", "pii.birthdate"),
    ],
)
def test_what_everybody_may_repeat_is_nobodys_detail(text, words, kind):
    assert not _supposed(text, words, kind)


@pytest.mark.parametrize(
    ("text", "words", "natural"),
    [
        ("my aunt is Bevinda Oak, she said", "vinda Oak, ", "Bevinda Oak"),
        ("担任は「 真弓 」だって", "「 真弓 」", "真弓"),
        ("ＬＩＮＥは ｍｉｏ＿９ です", "ｍｉｏ＿９", "ｍｉｏ＿９"),
    ],
)
def test_a_detail_is_told_in_whole_words(text, words, natural):
    (found,) = _supposed(text, words, "pii.person")
    assert text[found.start : found.end] == natural


def test_staff_are_stopped_by_what_was_seen_and_not_by_a_supposition(hearing):
    assert not plainly_identifying(screen(Draft(UNRULED, lang="ja"), Policy()))
    assert plainly_identifying(screen(Draft("080-3344-1290 に電話", lang="ja"), Policy()))
    assert all(ACCOUNT not in UNRULED[start:end] for start, end in identifying(UNRULED))


def test_the_line_leaves_innocent_messages_alone():
    quiet = [tagging.Supposed(_row(f"{number}"), False, number / 1_000) for number in range(1_000)]
    ruled = [tagging.Supposed(_row("x"), True, 0.999)] * 50
    told = [tagging.Supposed(_row("y", ("pii.person", "y")), False, 0.998)] * 4
    drawn, words = tagging.drawn(_empty(), [*quiet, *ruled, *told])
    assert drawn.edges[TONGUES.index("ja")] == pytest.approx(1 - tagging.FALSE, abs=0.003)
    assert "4 of 4" in words[0]
    assert f"{1000 * tagging.FALSE:.1f} per 1,000" in words[0]


def test_everyday_talk_raises_the_line():
    days = [replace(_row(f"{number}"), channel=tagging.EVERYDAY) for number in range(1_000)]
    talk = [tagging.Supposed(row, False, 0.7 + number / 10_000) for number, row in enumerate(days)]
    quiet = [tagging.Supposed(_row("z"), False, 0.0)] * 10_000
    drawn, _ = tagging.drawn(_empty(), [*talk, *quiet])
    assert drawn.edges[TONGUES.index("ja")] == pytest.approx(0.8, abs=0.001)
    assert drawn.edges[TONGUES.index("en")] == pytest.approx(tagging.LEAST)


def _empty() -> tagger.Tagger:
    nothing = np.zeros((1, 1), np.float32)
    return tagger.Tagger(nothing, nothing, nothing, nothing, tagging.RAW)
