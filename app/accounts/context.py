"""Coarse context: a child's stage of school, since when, and at most a prefecture, made coarser until enough share it.

Everybody shown with the same words is one of at least ENOUGH members who are shown with exactly these words; those left over
when the finer groups are taken out need company of their own, or the difference would point at them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

ENOUGH = 20
STAGES = ("preschool", "primary", "lower_secondary", "upper_secondary", "after_school")
SINCES = ("months", "year", "years")
REGIONS: dict[str, tuple[str, ...]] = {
    "hokkaido": ("北海道",),
    "tohoku": ("青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県"),
    "kanto": ("茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県"),
    "chubu": ("新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県"),
    "kinki": ("三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県"),
    "chugoku": ("鳥取県", "島根県", "岡山県", "広島県", "山口県"),
    "shikoku": ("徳島県", "香川県", "愛媛県", "高知県"),
    "kyushu": ("福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県"),
}
REGION_OF = {prefecture: region for region, prefectures in REGIONS.items() for prefecture in prefectures}


class Level(IntEnum):
    """How precise a context is."""

    NOTHING = 0
    STAGE = 1
    SINCE = 2
    REGION = 3
    PREFECTURE = 4


@dataclass(frozen=True, slots=True)
class Context:
    """What a member told about their child's situation; "" where nothing was told. place: a prefecture, or a region."""

    stage: str = ""
    since: str = ""
    place: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        return (self.stage, self.since, self.place)

    @property
    def says_something(self) -> bool:
        return any(self.parts)

    @property
    def level(self) -> Level:
        """How precise this is, by its most precise part."""
        if self.place:
            return Level.PREFECTURE if self.place in REGION_OF else Level.REGION
        if self.since:
            return Level.SINCE
        return Level.STAGE if self.stage else Level.NOTHING

    @property
    def coarser(self) -> "Context":
        """One step less precise: prefecture, region, no place, no duration, nothing."""
        if self.place in REGION_OF:
            return replace(self, place=REGION_OF[self.place])
        if self.place:
            return replace(self, place="")
        return replace(self, since="") if self.since else NOTHING

    def covers(self, finer: "Context") -> bool:
        """Is this `finer` itself, or a coarser way to say it?"""
        while finer.says_something and finer != self:
            finer = finer.coarser
        return finer == self


NOTHING = Context()


def shown(told: Mapping[Context, int], enough: int = ENOUGH) -> dict[Context, Context]:
    """For each told context what is shown of it, so that at least `enough` members are shown with the same words."""
    settled: dict[Context, Context] = {}
    waiting = {each: each for each, number in told.items() if number > 0}
    # From the finest down, so that whoever was left over above has arrived before a level is counted.
    for level in sorted(Level, reverse=True):
        here = {each: now for each, now in waiting.items() if now.level is level}
        company: Counter[Context] = Counter()
        for each, now in here.items():
            company[now] += told[each]
        for each, now in here.items():
            if company[now] >= enough or level is Level.NOTHING:
                settled[each] = waiting.pop(each)
            else:
                waiting[each] = now.coarser
    return settled
