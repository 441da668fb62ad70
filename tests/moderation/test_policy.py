"""The policy is one table: strictest control wins, care is independent of it, and a person comes first where it matters."""

from itertools import product
from pathlib import Path

import pytest

from moderation import Action, Care, CareTopic, Channel, Draft, Finding, Policy, Severity, Standing, dry_run, screen
from moderation.cli import main
from moderation.finding import KINDS, Category

POLICY = Policy()


def _finding(kind: str, severity: Severity = Severity.STRONG, *tags: str, score: float = 0.8) -> Finding:
    return Finding(kind, severity, 0, 2, score, "test", frozenset(tags))


def _decided(finding: Finding, **draft: object) -> Action:
    return POLICY.decide(Draft("ことば", **draft), (finding,)).action  # type: ignore[arg-type]  # a table of drafts


@pytest.mark.parametrize(
    ("kind", "severity", "first", "insisted"),
    [
        ("pii.phone", Severity.STRONG, Action.MASK, Action.HOLD),
        ("pii.email", Severity.STRONG, Action.MASK, Action.HOLD),
        ("pii.person", Severity.STRONG, Action.MASK, Action.HOLD),
        ("pii.school", Severity.STRONG, Action.MASK, Action.MASK),
        ("pii.birthdate", Severity.STRONG, Action.MASK, Action.MASK),
        ("scam.mlm", Severity.WEAK, Action.NUDGE, Action.HOLD),
        ("scam.mlm", Severity.STRONG, Action.HOLD, Action.HOLD),
        ("abuse.blame", Severity.WEAK, Action.NUDGE, Action.HOLD),
        ("abuse.insult", Severity.STRONG, Action.HOLD, Action.HOLD),
        ("abuse.threat", Severity.WEAK, Action.HOLD, Action.HOLD),
        ("abuse.sexual", Severity.WEAK, Action.HOLD, Action.HOLD),
        ("abuse.doxx", Severity.WEAK, Action.HOLD, Action.HOLD),
        ("abuse.encourage_self_harm", Severity.WEAK, Action.HOLD, Action.HOLD),
        ("flood.repeat", Severity.WEAK, Action.NUDGE, Action.HOLD),
    ],
)
def test_the_author_is_asked_once_and_then_a_person_looks(
    kind: str, severity: Severity, first: Action, insisted: Action
) -> None:
    assert _decided(_finding(kind, severity)) is first
    assert _decided(_finding(kind, severity), nudged=True) is insisted


@pytest.mark.parametrize(
    ("finding", "topic", "care"),
    [
        (_finding("crisis.suicide_self"), CareTopic.SELF, Care.OFFER),
        (_finding("crisis.suicide_child"), CareTopic.CHILD_SAID, Care.OFFER),
        (_finding("crisis.self_harm_child"), CareTopic.CHILD_SELF_HARM, Care.OFFER),
        (_finding("crisis.child_abuse"), CareTopic.I_MAY_HURT, Care.OFFER),
        (_finding("crisis.child_abuse", Severity.STRONG, "by_other"), CareTopic.DV, Care.OFFER),
        (_finding("crisis.dv"), CareTopic.DV, Care.OFFER),
        (_finding("crisis.child_violence"), CareTopic.CHILD_VIOLENCE, Care.OFFER),
        (_finding("crisis.missing_child"), CareTopic.CHILD_MISSING, Care.URGENT),
        (_finding("crisis.medical"), CareTopic.MEDICAL, Care.URGENT),
        (_finding("crisis.third_party"), CareTopic.OTHER_MEMBER, Care.OFFER),
    ],
)
def test_danger_brings_care_and_never_blocks_by_itself(finding: Finding, topic: CareTopic, care: Care) -> None:
    decision = POLICY.decide(Draft("ことば"), (finding,))
    assert (decision.action, decision.care, decision.topic) == (Action.ALLOW, care, topic)


@pytest.mark.parametrize("tag", ["joint", "present"])
def test_joint_death_and_present_danger_go_to_a_person_first(tag: str) -> None:
    decision = POLICY.decide(Draft("ことば"), (_finding("crisis.suicide_self", Severity.GRAVE, tag, "self"),))
    assert (decision.action, decision.care, decision.topic) == (Action.HOLD, Care.URGENT, CareTopic.SELF)


def test_the_strictest_control_wins_and_care_stays() -> None:
    findings = (_finding("pii.phone"), _finding("abuse.threat"), _finding("crisis.suicide_self"))
    decision = POLICY.decide(Draft("ことば"), findings)
    assert (decision.action, decision.care) == (Action.HOLD, Care.OFFER)
    assert decision.labels == {Category.PII, Category.ABUSE, Category.CRISIS}


def test_newcomers_and_nights_are_judged_more_strictly() -> None:
    weak = _finding("scam.mlm", Severity.WEAK)
    assert _decided(weak) is Action.NUDGE
    assert _decided(weak, standing=Standing.NEWCOMER) is Action.HOLD
    assert _decided(weak, night=True) is Action.HOLD


@pytest.mark.parametrize("kind", ["abuse.blame", "abuse.insult", "abuse.hate", "scam.paid_cure", "scam.loan"])
@pytest.mark.parametrize("tighter", [{"standing": Standing.NEWCOMER}, {"night": True}])
def test_weak_signs_wait_for_a_person_when_the_writer_is_new_or_nobody_is_on_duty(
    kind: str, tighter: dict[str, object]
) -> None:
    weak = _finding(kind, Severity.WEAK)
    assert _decided(weak) is Action.NUDGE
    assert _decided(weak, standing=Standing.TRUSTED) is Action.NUDGE
    assert _decided(weak, **tighter) is Action.HOLD


@pytest.mark.parametrize("kind", sorted(kind for kinds in KINDS.values() for kind in kinds))
def test_no_table_is_laxer_with_strangers_or_at_night(kind: str) -> None:
    for severity, channel in product(Severity, Channel):
        finding = _finding(kind, severity)
        usual = _decided(finding, channel=channel)
        assert _decided(finding, channel=channel, standing=Standing.NEWCOMER) >= usual
        assert _decided(finding, channel=channel, night=True) >= usual
        assert _decided(finding, channel=channel, nudged=True) >= usual


@pytest.mark.parametrize("kind", sorted(KINDS[Category.CRISIS]))
def test_danger_alone_blocks_nobody_anywhere(kind: str) -> None:
    for severity, channel, standing in product(Severity, Channel, Standing):
        decision = POLICY.decide(
            Draft("ことば", channel=channel, standing=standing, night=True), (_finding(kind, severity),)
        )
        assert decision.action is Action.ALLOW
        assert decision.care is not Care.NONE
        assert decision.topic is not None


def test_counsellors_may_answer_two_parents_in_the_same_words() -> None:
    repeat = _finding("flood.repeat", Severity.WEAK)
    assert _decided(repeat, standing=Standing.STAFF, channel=Channel.ANSWER) is Action.ALLOW
    assert _decided(repeat, standing=Standing.STAFF, channel=Channel.CHAT) is Action.NUDGE
    assert _decided(repeat, standing=Standing.KNOWN, channel=Channel.ANSWER) is Action.NUDGE
    answer = "まずは今夜ゆっくり休んでくださいね。明日の朝、またお話をきかせてください。"
    for standing, wanted in ((Standing.STAFF, Action.ALLOW), (Standing.TRUSTED, Action.NUDGE)):
        draft = Draft(answer, lang="ja", channel=Channel.ANSWER, standing=standing, earlier=(answer,))
        assert screen(draft, POLICY).action is wanted


def test_newcomers_who_flood_a_quiet_night_wait_for_a_person() -> None:
    shout = _finding("flood.shouting", Severity.WEAK)
    assert _decided(shout, standing=Standing.NEWCOMER, night=True) is Action.HOLD
    assert _decided(shout, standing=Standing.NEWCOMER) is _decided(shout, night=True) is Action.NUDGE


@pytest.mark.parametrize(
    ("kind", "topic"),
    [
        ("crisis.suicide_child", CareTopic.CHILD_SAID),
        ("crisis.child_abuse", CareTopic.I_MAY_HURT),
        ("crisis.dv", CareTopic.DV),
        ("crisis.missing_child", CareTopic.CHILD_MISSING),
        ("crisis.medical", CareTopic.MEDICAL),
        ("crisis.third_party", CareTopic.OTHER_MEMBER),
    ],
)
def test_a_supposition_brings_the_fitting_card_only_where_words_speak_for_it(kind: str, topic: CareTopic) -> None:
    guessed = POLICY.decide(Draft("ことば"), (_finding(kind, Severity.STRONG, "unsure"),))
    cued = POLICY.decide(Draft("ことば"), (_finding(kind, Severity.STRONG, "unsure", "cued"),))
    assert (guessed.action, guessed.care, guessed.topic) == (Action.ALLOW, Care.OFFER, CareTopic.SELF)
    assert (cued.action, cued.care, cued.topic) == (Action.ALLOW, Care.OFFER, topic)


WHO = [
    ("もう楽になりたい。死んでしまいたい", CareTopic.SELF),
    ("小5の息子が「死にたい」と言いました", CareTopic.CHILD_SAID),
    ("娘が昨日の夜から帰りません", CareTopic.CHILD_MISSING),
    ("夫にまた殴られました。逃げたい", CareTopic.DV),
    ("もう限界で、息子を叩いて止まらなくなりそうです", CareTopic.I_MAY_HURT),
    ("さっき睡眠薬をたくさん飲んでしまいました", CareTopic.MEDICAL),
    ("息子が洗剤を飲んだみたいです", CareTopic.MEDICAL),
    ("中3の息子に首を絞められました", CareTopic.CHILD_VIOLENCE),
    ("娘の腕に切った跡が増えていました", CareTopic.CHILD_SELF_HARM),
    ("さっきの人、大丈夫かな。だれか連絡とれる？", CareTopic.OTHER_MEMBER),
    ("友達のママが「もう無理、子どもと消える」ってLINEしてきた", CareTopic.OTHER_MEMBER),
    ("この子と一緒に楽になろうと思います", CareTopic.SELF),
    ("夫がまた怒鳴って壁をなぐって、こわくて声が出ません", CareTopic.DV),
]


@pytest.mark.parametrize(("text", "topic"), WHO, ids=[text[:12] for text, _ in WHO])
def test_the_card_is_for_whoever_is_in_danger(text: str, topic: CareTopic) -> None:
    assert screen(Draft(text, lang="ja"), POLICY).topic is topic


def test_a_name_that_gives_somebody_away_is_refused() -> None:
    assert _decided(_finding("pii.phone"), channel=Channel.NAME) is Action.REFUSE
    assert _decided(_finding("abuse.insult"), channel=Channel.TOPIC) is Action.REFUSE


def test_what_is_unlikely_is_neither_shown_nor_counted() -> None:
    decision = POLICY.decide(Draft("ことば"), (_finding("abuse.threat", score=0.4),))
    assert (decision.action, decision.findings, decision.labels) == (Action.ALLOW, (), frozenset())


def test_gathered_details_are_a_question_and_hide_nothing() -> None:
    decision = POLICY.decide(Draft("ことば"), (_finding("pii.school", Severity.WEAK, "gathered"),))
    assert (decision.action, decision.masked) == (Action.NUDGE, "ことば")


def test_masks_name_what_they_hide_in_the_language_of_the_text() -> None:
    assert POLICY.decide(Draft("ことば"), (_finding("pii.phone"),)).masked == "［電話番号］ば"
    assert POLICY.decide(Draft("abc"), (_finding("pii.phone"),)).masked == "[phone number]c"


def test_overlapping_spans_are_hidden_once() -> None:
    findings = (
        Finding("pii.address", Severity.STRONG, 0, 3, 0.9, "t"),
        Finding("pii.person", Severity.STRONG, 2, 4, 0.9, "t"),
    )
    assert POLICY.decide(Draft("あいうえお"), findings).masked == "［住所］お"


def test_method_words_are_hidden_from_other_readers() -> None:
    decision = POLICY.decide(Draft("ことば"), (_finding("crisis.suicide_self", Severity.STRONG, "method"),))
    assert (decision.action, decision.masked) == (Action.ALLOW, "［伏せました］ば")


def test_a_policy_is_read_from_data_and_tried_on_past_texts(tmp_path: Path) -> None:
    path = tmp_path / "strict.toml"
    path.write_text('version = "strict"\n[[rule]]\nkinds = ["pii.*"]\naction = "hold"\n', "utf-8")
    policy = Policy.load(path)
    drafts = [Draft("080-3344-1290 です", lang="ja"), Draft("おはよう", lang="ja")]
    assert policy.version == "strict"
    assert [decision.action for _, decision in dry_run(policy, drafts)] == [Action.HOLD, Action.ALLOW]


@pytest.mark.parametrize(
    "text", ["[[rule]]\nkinds = []", 'version = "1"', 'version = "1"\n[[rule]]\nkinds = []\nacton = "hold"\n']
)
def test_a_policy_with_a_typing_error_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"rule|version|columns"):
        Policy.load(path)


def test_a_policy_is_tried_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strict, past = tmp_path / "strict.toml", tmp_path / "past.jsonl"
    strict.write_text('version = "strict"\n[[rule]]\nkinds = ["pii.*"]\naction = "hold"\n', "utf-8")
    past.write_text('{"text": "080-3344-1290 です", "lang": "ja"}\n{"text": "おはよう", "lang": "ja"}\n', "utf-8")
    assert main(["dry-run", str(strict), str(past)]) == 0
    told = capsys.readouterr().out
    assert "line 1: mask/none -> hold/none" in told
    assert "1  allow/none\n" in told
    past.write_text("[]\n", "utf-8")
    assert main(["dry-run", str(strict), str(past)]) == 2
    assert main(["dry-run", str(past), str(past)]) == 2
