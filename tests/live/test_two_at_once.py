"""Two counsellors never both take the next hand: many real threads, each with its own browser, at the same moment."""

from tests.experts.cast import a_counsellor
from tests.live.cast import lines, raises, state_of
from tests.live.conftest import ROOM, Live
from tests.support.cast import token
from tests.support.together import at_once

COUNSELLORS = 6
QUESTIONS = (
    ("朝の声かけを、どうしたらいいでしょうか", "学校に電話するのがこわいです"),
    ("ごはんを残すようになりました", "きょうだいに何と言えばいいですか"),
    ("夜おそくまで起きています", "担任の先生が変わりました"),
)


def test_of_many_who_call_the_next_hand_exactly_one_does(live_on_both: Live) -> None:
    live = live_on_both
    people = [a_counsellor(live.app) for _ in range(COUNSELLORS)]
    tokens = [token(person.client) for person in people]

    def call(each: int) -> int:
        return people[each].client.post(f"{ROOM}/hands/next", data={"csrf_token": tokens[each]}).status_code

    said: list[str] = []
    for first, second in QUESTIONS:
        hands = [raises(live.yuki, first), raises(live.mori, second)]
        assert sorted(at_once(COUNSELLORS, call)) == [303] + [409] * (COUNSELLORS - 1)
        assert [state_of(live, hand) for hand in hands] == ["called", "raised"]
        said.append(first)
        assert lines(live) == said, "one question was said, and once"
        for hand in hands:
            assert live.counsellor.post(f"/hands/{hand}/passing").status_code == 303
