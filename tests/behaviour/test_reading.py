"""Whoever reads is not moved, not talked over, and finds where they were."""

import time

from playwright.sync_api import Page, expect

from tests.behaviour.conftest import Evening, until
from tests.support.chromium import STEP

TOP = """() => {
  const below = document.querySelector('.room-head').getBoundingClientRect().bottom
  const line = [...document.querySelectorAll('[data-messages] > li')].find((each) => each.getBoundingClientRect().bottom > below)
  return { words: line.textContent.trim(), at: Math.round(line.getBoundingClientRect().top) }
}"""


def read_further_up(page: Page) -> dict[str, object]:
    page.evaluate("scrollTo(0, 900)")
    until(page, "scrollY === 900")
    found: dict[str, object] = page.evaluate(TOP)
    return found


def stays(page: Page, before: dict[str, object]) -> bool:
    """The same line at the same place, but for what rounding makes of it."""
    now: dict[str, object] = page.evaluate(TOP)
    return now["words"] == before["words"] and abs(int(str(now["at"])) - int(str(before["at"]))) <= 1


def test_whatever_happens_above_or_below_the_line_one_reads_stays_where_it_is(evening: Evening) -> None:
    page, mori = evening.sit_down(), evening.talker()
    before = read_further_up(page)
    for word in "雨 窓 朝 夕ごはん お茶 ねこ 本 音楽".split():
        assert mori.say(f"きょうは{word}のことを考えていました。")["ok"]
    pill = page.locator("[data-newer]")
    expect(pill).to_have_text("新しい8件")
    assert stays(page, before)
    first = page.locator("[data-messages] .message").first
    gone = first.get_attribute("data-id")
    assert mori.ask("withdraw", room=mori.room, id=gone)["ok"], "a line above what is read"
    expect(page.locator(f'[data-id="{gone}"]')).to_have_count(0)
    assert stays(page, before)
    page.locator("[data-earlier] a").evaluate("(link) => link.click()")  # Playwright's own click would scroll there
    expect(page.locator("[data-earlier]")).to_have_count(0)
    assert stays(page, before), "earlier days came above it"
    expect(page.locator("[data-unread-line]")).to_have_count(1)
    marked = page.locator("li:has([data-unread-line]) + li")
    expect(marked).to_contain_text("雨のこと")
    pill.click()
    expect(pill).to_be_hidden()
    until(page, "scrollY + innerHeight >= document.documentElement.scrollHeight - 160")
    assert mori.say("夜があけてきました")["ok"]
    expect(page.locator("[data-messages] .message").last).to_contain_text("夜があけて")
    until(page, "scrollY + innerHeight >= document.documentElement.scrollHeight - 160")
    expect(pill).to_be_hidden()


def test_a_screen_reader_is_told_what_is_new_and_never_the_history(evening: Evening) -> None:
    page, mori = evening.sit_down(), evening.talker()
    spoken = page.locator("[data-announce] p")
    expect(page.locator("[data-announce]")).to_have_attribute("aria-live", "polite")
    expect(spoken).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")
    page.locator("[data-earlier] a").click()
    expect(page.locator("[data-earlier]")).to_have_count(0)
    said = mori.say("月がきれいです")
    expect(spoken).to_have_count(1)
    expect(spoken).to_have_text(f"{evening.mori.mask_name}: 月がきれいです")
    assert mori.ask("revise", room=mori.room, id=said["id"], body="月がとてもきれいです", nonce="r")["ok"]
    expect(page.locator(f'[data-id="{said["id"]}"]')).to_contain_text("とても")
    page.locator("#say").fill("ほんとうですね")
    page.locator(".chat-composer__send").click()
    expect(page.locator(".message--own")).to_have_count(1)
    expect(spoken).to_have_count(1)
    assert mori.say("雲が出てきました", warning="天気の話")["ok"]
    expect(spoken).to_have_count(2)
    expect(spoken.last).not_to_contain_text("雲")


def test_somebody_writes_and_nobody_learns_who(evening: Evening) -> None:
    page, mori = evening.sit_down(), evening.talker()
    line = page.locator("[data-awake]")
    deadline = time.monotonic() + STEP / 1000
    while line.inner_text() != "だれかが書いています":  # for five seconds after each time
        assert time.monotonic() < deadline
        mori.ask("typing", room=mori.room)
        page.wait_for_timeout(500)
    expect(line).to_contain_text("起きている人：2人", timeout=STEP)


def test_a_care_card_waits_also_on_the_page_of_the_line(evening: Evening) -> None:
    mori = evening.talker(evening.yuki)
    said = mori.say("もう消えてしまいたい")
    page = evening.phone().new_page()
    page.goto(f"{evening.site.url}/contributions/{said['id']}")
    expect(page.locator(".care")).to_have_count(1)
    other = evening.phone(evening.mori).new_page()
    other.goto(f"{evening.site.url}/contributions/{said['id']}")
    expect(other.locator("h1")).to_be_visible()
    expect(other.locator(".care")).to_have_count(0)
