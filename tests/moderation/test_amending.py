"""One site may tighten or loosen the policy; a few things nobody may change."""

import json
from itertools import product

import pytest

from moderation import Action, Care, Draft, Finding, Policy, Severity, Standing, screen
from moderation.amending import CONTROLS, Amendments, amended, changeable, left_behind, try_words
from moderation.comparing import changes
from moderation.finding import KINDS, Category
from moderation.rails import URGENT
from moderation.unfit import Unfit
from moderation.watched import tried

WORD = {
    "lang": "ja",
    "kind": "scam.off_platform",
    "severity": "strong",
    "pattern": "灯火サロン…登録",
    "note": "先月からの勧誘",
    "example": "灯火サロンに無料で登録してください",
    "counter_example": "学校の連絡網に登録しました",
}
ROW = {
    "kind": "abuse.insult",
    "least": "weak",
    "who": "all",
    "when": "always",
    "action": "hold",
    "insisted": "hold",
    "because": "この春は、言いあいが続いたため",
}


def row_of(kinds: tuple[str, ...], severity: Severity = Severity.WEAK, **more: object) -> str:
    """The key of a shipped row."""
    wanted = {"night": False, "standings": frozenset()} | more
    return next(
        key
        for key, rule in changeable()
        if rule.kinds == kinds
        and rule.least is severity
        and all(getattr(rule, name) == wanted[name] for name in wanted)
    )


def decided(policy: Policy, kind: str, severity: Severity = Severity.WEAK, score: float = 0.8) -> Action:
    return policy.decide(Draft("ことば"), (Finding(kind, severity, 0, 2, score, "test"),)).action


def changed(row: str, action: str, insisted: str = "hold") -> Amendments:
    return Amendments(changed=({"row": row, "action": action, "insisted": insisted},))


def test_a_watched_word_is_found_and_named_by_what_it_is() -> None:
    policy = amended(Amendments(words=(WORD,)))
    said = "よかったら灯火サロンに登録してみませんか"
    assert not [one for one in screen(Draft(said, lang="ja"), Policy()).findings if "watched" in one.detector]
    found = screen(Draft(said, lang="ja"), policy).findings
    mine = [finding for finding in found if finding.detector.startswith("watched.")]
    assert [(finding.kind, said[finding.start : finding.end]) for finding in mine] == [
        ("scam.off_platform", "灯火サロンに登録")
    ]
    assert len(mine[0].detector) <= 40, "concerns keep it"
    assert screen(Draft(said, lang="ja"), policy).action is Action.HOLD


def test_a_watched_word_in_a_spaced_language_is_found_as_a_word() -> None:
    word = WORD | {
        "lang": "en",
        "pattern": r"\bglowclub\b",
        "example": "join GlowClub now",
        "counter_example": "a club",
    }
    tried(word)
    assert screen(Draft("Do join Glowclub", lang="en"), amended(Amendments(words=(word,)))).action is Action.HOLD


def test_a_watched_clue_is_masked() -> None:
    word = WORD | {
        "kind": "pii.school",
        "pattern": "あかつき分校",
        "example": "あかつき分校です",
        "counter_example": "分校です",
    }
    tried(word)
    decision = screen(Draft("うちはあかつき分校に通っています", lang="ja"), amended(Amendments(words=(word,))))
    assert "あかつき" not in decision.masked


def test_a_watched_word_of_danger_brings_care_and_blocks_nobody() -> None:
    word = WORD | {
        "kind": "crisis.suicide_self",
        "severity": "grave",
        "pattern": "月の舟に乗る",
        "example": "月の舟に乗る",
    }
    word |= {"counter_example": "舟に乗る絵本を読みました"}
    tried(word)
    decision = screen(Draft("もう月の舟に乗る", lang="ja"), amended(Amendments(words=(word,))))
    assert (decision.action, decision.care) == (Action.ALLOW, Care.URGENT)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pattern": "(灯火"}, "no_pattern"),
        ({"pattern": "灯火+"}, "unbounded"),
        ({"pattern": "灯火.*登録"}, "unbounded"),
        ({"pattern": "⋯"}, "no_word"),
        ({"pattern": "灯⋯火⋯登⋯録"}, "too_wide"),
        ({"pattern": "(?:灯{0,20}){0,20}火"}, "too_wide"),
        ({"pattern": r"(灯)\1火"}, "too_wide"),
        ({"pattern": "あ" * 201}, "too_long"),
        ({"example": " "}, "empty"),
        ({"kind": "flood.repeat"}, "columns"),
        ({"kind": "abuse.unknown"}, "columns"),
        ({"example": "こんばんは"}, "example_silent"),
        ({"counter_example": "灯火サロンに登録しました"}, "counter_example_fires"),
    ],
)
def test_a_word_that_would_not_pass_in_the_shipped_lists_does_not_pass_here(change: dict[str, str], code: str) -> None:
    with pytest.raises(Unfit) as found:
        try_words(Amendments(words=(WORD | change,)))
    assert found.value.code == code


def test_a_threshold_may_be_raised_or_lowered_for_a_kind_and_the_kind_says_more_than_its_family() -> None:
    assert decided(amended(Amendments(thresholds=(("abuse.insult", 0.85),))), "abuse.insult") is Action.ALLOW
    both = amended(Amendments(thresholds=(("abuse.insult", 0.85), ("scam.*", 0.4))))
    assert decided(both, "scam.mlm", score=0.45) is Action.NUDGE
    assert decided(both, "scam.mlm", score=0.35) is Action.ALLOW
    mixed = amended(Amendments(thresholds=(("flood.*", 0.9), ("flood.shouting", 0.5))))
    assert (decided(mixed, "flood.shouting"), decided(mixed, "flood.copied")) == (Action.NUDGE, Action.ALLOW)


def test_a_row_may_be_tightened_and_loosened_and_one_may_be_added() -> None:
    assert decided(Policy(), "abuse.insult") is Action.NUDGE
    weak = row_of(("abuse.blame", "abuse.insult", "abuse.hate"))
    assert decided(amended(changed(weak, "hold")), "abuse.insult") is Action.HOLD
    assert decided(amended(changed(weak, "allow", "allow")), "abuse.insult") is Action.ALLOW
    assert decided(amended(Amendments(added=(ROW,))), "abuse.insult") is Action.HOLD


def test_an_added_row_for_newcomers_or_nights_is_for_them_alone() -> None:
    policy = amended(Amendments(added=(ROW | {"kind": "flood.shouting", "who": "newcomer"},)))
    loud = (Finding("flood.shouting", Severity.WEAK, 0, 2, 0.8, "test"),)
    assert policy.decide(Draft("ことば"), loud).action is Action.NUDGE
    assert policy.decide(Draft("ことば", standing=Standing.NEWCOMER), loud).action is Action.HOLD


@pytest.mark.parametrize("kind", [*KINDS[Category.CRISIS], "crisis.*"])
def test_danger_never_gets_a_row_that_could_block(kind: str) -> None:
    for action in CONTROLS:
        with pytest.raises(Unfit, match="crisis_row"):
            amended(Amendments(added=(ROW | {"kind": kind, "action": action},)))


def test_no_row_about_danger_or_care_can_be_changed() -> None:
    assert not [rule for _key, rule in changeable() if rule.care is not Care.NONE]
    assert not [rule for _key, rule in changeable() if any(kind.startswith("crisis") for kind in rule.kinds)]


@pytest.mark.parametrize("name", ["crisis.*", *KINDS[Category.CRISIS]])
def test_danger_is_never_overlooked_more_easily(name: str) -> None:
    with pytest.raises(Unfit, match="crisis_threshold"):
        amended(Amendments(thresholds=((name, 0.6),)))
    amended(Amendments(thresholds=((name, 0.4),)))


@pytest.mark.parametrize("kind", URGENT)
def test_urgent_kinds_cannot_be_switched_off_by_any_row_or_threshold(kind: str) -> None:
    family = f"{kind.partition('.')[0]}.*"
    for name in (kind, family):
        with pytest.raises(Unfit, match="urgent"):
            amended(Amendments(thresholds=((name, 0.7),)))
    for key, rule in changeable():
        if not set(rule.kinds) & {kind, family}:
            continue
        if set(rule.kinds) <= set(URGENT):
            with pytest.raises(Unfit, match="urgent"):
                amended(changed(key, "allow", "allow"))
            continue
        softer = amended(changed(key, "nudge", "nudge"))
        for severity, nudged, night in product(Severity, (False, True), (False, True)):
            draft = Draft("ことば", nudged=nudged, night=night)
            findings = (Finding(kind, severity, 0, 2, 0.8, "test"),)
            assert softer.decide(draft, findings).action >= Policy().decide(draft, findings).action


def test_a_family_may_be_softened_around_what_is_urgent_in_it() -> None:
    softer = amended(changed(row_of(("scam.*",)), "allow", "allow"))
    assert (decided(softer, "scam.mlm"), decided(softer, "scam.meeting")) == (Action.ALLOW, Action.NUDGE)


def test_what_points_at_somebody_never_goes_out_without_a_question() -> None:
    with pytest.raises(Unfit, match="identifies"):
        amended(changed(row_of(("pii.*",)), "allow", "allow"))
    amended(changed(row_of(("pii.*",)), "nudge", "nudge"))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Amendments(changed=({"row": "none", "action": "refuse", "insisted": "hold"},)), ""),
        (changed(row_of(("flood.shouting",)), "refuse"), "control"),
        (changed(row_of(("flood.shouting",)), "mask"), "nothing_to_mask"),
        (Amendments(thresholds=(("abuse.insult", 0.05),)), "threshold"),
        (Amendments(thresholds=(("abuse", 0.5),)), "columns"),
        (Amendments(added=(ROW | {"because": " "},)), "because"),
        (Amendments(added=(ROW | {"kind": "*"},)), "columns"),
        (Amendments(words=(WORD,) * 201), "too_many"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(given: Amendments, code: str) -> None:
    if not code:
        assert left_behind(given) == ["none"], "a change to a row that is no longer shipped does nothing"
        assert amended(given).rules == Policy().rules
        return
    with pytest.raises(Unfit) as found:
        amended(given)
    assert found.value.code == code


def test_amendments_survive_being_written_and_read() -> None:
    given = Amendments((WORD,), (("abuse.insult", 0.6),), ({"row": "x", "action": "hold", "insisted": "hold"},), (ROW,))
    assert Amendments.read(given.written()) == given
    for damaged in ("[]", '{"word": []}', '{"words": [1]}', '{"thresholds": []}', '{"words": [{"pattern": 1}]}'):
        with pytest.raises(Unfit):
            Amendments.read(damaged)
    with pytest.raises(json.JSONDecodeError):
        Amendments.read("{")


def test_nothing_amended_is_the_shipped_policy() -> None:
    assert amended(Amendments()).rules == Policy().rules


def test_a_comparison_says_in_which_situation_what_would_change() -> None:
    loud = amended(Amendments(added=(ROW | {"kind": "scam.off_platform", "who": "newcomer", "action": "nudge"},)))
    assert list(changes(Draft("こんばんは", lang="ja"), Policy(), loud)) == []
    softer = amended(changed(row_of(("pii.*",)), "nudge", "nudge"))
    found = list(changes(Draft("息子は2011年5月3日生まれです", lang="ja"), Policy(), softer))
    assert {one.situation for one in found} == {"usual", "insisted", "newcomer", "night"}
    assert {(one.before.action, one.after.action) for one in found} == {(Action.MASK, Action.NUDGE)}
